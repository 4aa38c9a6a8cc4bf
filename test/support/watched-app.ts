import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { KernelModule } from '../../src/kernel/kernel.module.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { SettingsModule } from '../../src/settings/settings.module.js';
import { prepareHttp } from '../../src/watch/http.front.js';
import type { Log } from '../../src/watch/log.port.js';
import { NestLogger } from '../../src/watch/nest.logger.js';
import { TimedAdapter } from '../../src/watch/timed.adapter.js';
import { WatchModule } from '../../src/watch/watch.module.js';

export interface WatchedApp {
  readonly app: NestExpressApplication;
  /** `http://127.0.0.1:` and the port it got. */
  readonly origin: string;
}

/** A server with the watch room, the controllers of a test and nothing else, listening on a free port. */
export async function watchedApp(
  log: Log,
  controllers: readonly Type[],
  environment: Readonly<Record<string, string>> = {},
): Promise<WatchedApp> {
  class TestModule {}
  const settings = parseSettings(environment);
  const app = await NestFactory.create<NestExpressApplication>(
    {
      module: TestModule,
      imports: [KernelModule, SettingsModule.with(settings), WatchModule.with(log)],
      controllers: [...controllers],
    },
    new TimedAdapter(),
    { logger: new NestLogger(log), abortOnError: false, bodyParser: false },
  );
  prepareHttp(app);
  await app.listen(0, '127.0.0.1');
  return { app, origin: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
}
