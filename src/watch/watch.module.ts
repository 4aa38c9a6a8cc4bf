import { Global, Inject, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { CheckedHealth } from './checked.health.js';
import { Drain } from './drain.port.js';
import { Health } from './health.port.js';
import { ListedNotices } from './listed.notices.js';
import { Log } from './log.port.js';
import { Metrics } from './metrics.port.js';
import { StartNotices } from './notice.port.js';
import { OrderedDrain } from './ordered.drain.js';
import { PinoLog } from './pino.log.js';
import { PrometheusMetrics } from './prometheus.metrics.js';

@Global()
@Module({
  providers: [
    { provide: Log, useFactory: (settings: Settings) => new PinoLog(settings.values.LOG_LEVEL), inject: [Settings] },
    {
      provide: CheckedHealth,
      useFactory: (clock: Clock, log: Log) => new CheckedHealth(clock, log),
      inject: [Clock, Log],
    },
    {
      provide: OrderedDrain,
      useFactory: (clock: Clock, log: Log) => new OrderedDrain(clock, log),
      inject: [Clock, Log],
    },
    PrometheusMetrics,
    ListedNotices,
    { provide: Health, useExisting: CheckedHealth },
    { provide: Drain, useExisting: OrderedDrain },
    { provide: Metrics, useExisting: PrometheusMetrics },
    { provide: StartNotices, useExisting: ListedNotices },
  ],
  exports: [Log, Health, Drain, Metrics, StartNotices],
})
export class WatchModule implements BeforeApplicationShutdown {
  constructor(@Inject(OrderedDrain) private readonly drain: OrderedDrain) {}

  // Whoever closes the application, the start or a test, stops it in order.
  async beforeApplicationShutdown(): Promise<void> {
    await this.drain.stop();
  }
}
