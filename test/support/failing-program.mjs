// The watch room in a process of its own, with a few doors: one streams without end, one takes its time, two fail
// where nobody catches it.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { KernelModule } from '../../dist/src/kernel/kernel.module.js';
import { ProcessEnd } from '../../dist/src/process-end.js';
import { parseSettings } from '../../dist/src/settings/parse-settings.js';
import { SettingsModule } from '../../dist/src/settings/settings.module.js';
import { prepareHttp } from '../../dist/src/watch/http.front.js';
import { listen } from '../../dist/src/watch/listening.js';
import { NestLogger } from '../../dist/src/watch/nest.logger.js';
import { OrderedDrain } from '../../dist/src/watch/ordered.drain.js';
import { PinoLog } from '../../dist/src/watch/pino.log.js';
import { TimedAdapter } from '../../dist/src/watch/timed.adapter.js';
import { WatchModule } from '../../dist/src/watch/watch.module.js';

class FailingModule {}

const log = new PinoLog('info');
const end = new ProcessEnd(log);
end.watch();
const app = await NestFactory.create(
  {
    module: FailingModule,
    imports: [KernelModule, SettingsModule.with(parseSettings(process.env)), WatchModule.with(log)],
  },
  new TimedAdapter(),
  { logger: new NestLogger(log), abortOnError: false, bodyParser: false },
);
prepareHttp(app);
end.stops(app);
app.use('/stream', (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'audio/mpeg' });
  response.write('sound');
});
app.use('/slow/:ms', (request, response) => {
  log.info('slow began');
  setTimeout(() => response.end('answered'), Number(request.params.ms));
});
app.use('/throw', (_request, response) => {
  response.end();
  setImmediate(() => {
    throw new Error('unforeseen sk-CANARY1234567890');
  });
});
app.use('/reject', (_request, response) => {
  response.end();
  void Promise.reject(new Error('unforeseen sk-CANARY1234567890'));
});
app.get(OrderedDrain).join({ name: 'test', step: 'close', stop: async () => log.info('the last step') });
await app.init();
const server = app.getHttpServer();
await listen(server, { port: 0, host: '127.0.0.1', portName: 'PORT', hostName: 'HOST' });
log.info('started', { port: server.address().port });
