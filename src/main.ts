import type { AddressInfo } from 'node:net';
import { createApp } from './app.js';
import { bannerText, localOrigin } from './banner.js';
import { prepareDataFolder } from './data-folder.js';
import { Fault } from './kernel/fault.js';
import { Demo } from './matches/demo.js';
import { ProcessEnd } from './process-end.js';
import { FirstChannel } from './radio/first-channel.js';
import { parseSettings, SettingsMistakes } from './settings/parse-settings.js';
import type { Settings } from './settings/settings.js';
import { PronunciationMistakes } from './speech/pronunciation-list.js';
import { ListedNotices } from './watch/listed.notices.js';
import { listen, StartMistake } from './watch/listening.js';
import { MetricsServer } from './watch/metrics.server.js';
import { PinoLog } from './watch/pino.log.js';
import { version } from './watch/version.js';

// Whoever reads what we print may stop reading, as `| head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const settings = settingsOrEnd();
const log = new PinoLog(settings.values.LOG_LEVEL);
const end = new ProcessEnd(log);
end.watch();
try {
  process.stdout.write(await start(settings));
} catch (error) {
  log.error('the start failed', { error });
  process.stderr.write(`${reasonFor(error)}\n`);
  await end.now(error instanceof PronunciationMistakes ? 2 : 1);
}

async function start({ values }: Settings): Promise<string> {
  prepareDataFolder(values.LONGWAVE_DATA);
  const app = await createApp(settings, log);
  end.stops(app);
  await app.init();
  const metrics = await app.get(MetricsServer).listen();
  const server = app.getHttpServer();
  await listen(server, { port: values.PORT, host: values.HOST, portName: 'PORT', hostName: 'HOST' });
  const { port } = server.address() as AddressInfo;
  const origin = values.PUBLIC_URL ?? localOrigin(values.HOST, port);
  await app.get(FirstChannel).run();
  await app.get(Demo).run();
  const notices = await app.get(ListedNotices).tellAll(origin);
  log.info('started', { version, port });
  return bannerText({ version, host: values.HOST, port, publicUrl: values.PUBLIC_URL, metrics, notices });
}

function settingsOrEnd(): Settings {
  try {
    return parseSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsMistakes)) throw error;
    process.stderr.write(`Longwave cannot start. ${error.message}\n`);
    return process.exit(2);
  }
}

// A person reads this one; the stack is in the log.
function reasonFor(error: unknown): string {
  return `Longwave cannot start. ${isExplained(error) ? error.message : 'What went wrong is in the log above.'}`;
}

function isExplained(error: unknown): error is Error {
  return [StartMistake, Fault, PronunciationMistakes].some((kind) => error instanceof kind);
}
