import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from '../../src/app.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { dataFolder } from './data-folder.js';
import { MemoryLog } from './memory.log.js';

export interface StartedApp {
  readonly app: NestExpressApplication;
  readonly origin: string;
  readonly log: MemoryLog;
  stop(): Promise<void>;
}

/** The whole program in this process, on a free port and in a data directory of its own. */
export async function startedApp(environment: Readonly<Record<string, string>> = {}): Promise<StartedApp> {
  const folder = dataFolder('app');
  const log = new MemoryLog();
  const app = await createApp(
    parseSettings({ LONGWAVE_DATA: folder, METRICS_PORT: '0', DEMO: 'off', ...environment }),
    log,
  );
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    origin: `http://127.0.0.1:${port}`,
    log,
    stop: async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
