import {
  Global,
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnModuleInit,
} from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { Clock } from '../kernel/clock.js';
import { CheckedHealth } from './checked.health.js';
import { Drain } from './drain.port.js';
import { FilesWatch } from './files.watch.js';
import { HealthController } from './health.controller.js';
import { Health } from './health.port.js';
import { HttpDrain } from './http.drain.js';
import { ListedNotices } from './listed.notices.js';
import { Log } from './log.port.js';
import { Metrics } from './metrics.port.js';
import { MetricsServer } from './metrics.server.js';
import { StartNotices } from './notice.port.js';
import { openFiles } from './open-files.js';
import { OrderedDrain } from './ordered.drain.js';
import { ProblemFilter } from './problem.filter.js';
import { PrometheusMetrics } from './prometheus.metrics.js';
import { RequestLog } from './request.log.js';
import { requestPipe } from './request.pipe.js';

@Global()
@Module({})
export class WatchModule implements OnModuleInit, BeforeApplicationShutdown {
  constructor(
    @Inject(OrderedDrain) private readonly drain: OrderedDrain,
    @Inject(CheckedHealth) private readonly health: CheckedHealth,
    @Inject(FilesWatch) private readonly files: FilesWatch,
  ) {}

  // The log is made before anything else, so that the start itself can be logged.
  static with(log: Log): DynamicModule {
    return {
      module: WatchModule,
      controllers: [HealthController],
      providers: [
        { provide: Log, useValue: log },
        { provide: CheckedHealth, useFactory: (clock: Clock) => new CheckedHealth(clock, log), inject: [Clock] },
        { provide: OrderedDrain, useFactory: (clock: Clock) => new OrderedDrain(clock, log), inject: [Clock] },
        PrometheusMetrics,
        ListedNotices,
        { provide: Health, useExisting: CheckedHealth },
        { provide: Drain, useExisting: OrderedDrain },
        { provide: Metrics, useExisting: PrometheusMetrics },
        { provide: StartNotices, useExisting: ListedNotices },
        {
          provide: FilesWatch,
          useFactory: (clock: Clock) => new FilesWatch(clock, log, openFiles),
          inject: [Clock],
        },
        HttpDrain,
        MetricsServer,
        RequestLog,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: requestPipe },
      ],
      exports: [Log, Health, Drain, Metrics, StartNotices],
    };
  }

  // Not sooner: nobody stops the watch of a program that could not be put together.
  onModuleInit(): void {
    this.files.join(this.health, this.drain);
  }

  // Whoever closes the application, the start or a test, stops it in order.
  async beforeApplicationShutdown(): Promise<void> {
    await this.drain.stop();
  }
}
