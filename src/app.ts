import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { servePages } from './pages.js';
import { SocketAdapter } from './radio/socket.adapter.js';
import type { Settings } from './settings/settings.js';
import { prepareHttp } from './watch/http.front.js';
import type { Log } from './watch/log.port.js';
import { NestLogger } from './watch/nest.logger.js';
import { PinoLog } from './watch/pino.log.js';
import { TimedAdapter } from './watch/timed.adapter.js';

/** The whole program, ready to listen. The start and the tests make it the same way. */
export async function createApp(
  settings: Settings,
  log: Log = new PinoLog(settings.values.LOG_LEVEL),
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings, log), new TimedAdapter(), {
    logger: new NestLogger(log),
    abortOnError: false,
    bodyParser: false,
  });
  app.useWebSocketAdapter(new SocketAdapter(app));
  prepareHttp(app);
  servePages(app);
  return app;
}
