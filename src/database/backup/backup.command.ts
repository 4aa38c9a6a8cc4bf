import { parseArgs } from 'node:util';
import { BlobsModule } from '../../blobs/blobs.module.js';
import { SystemClock } from '../../kernel/clock.js';
import { parseSettings } from '../../settings/parse-settings.js';
import { chooseEngine } from '../choose-engine.js';
import { lockDirectory } from '../data-directory.lock.js';
import { tellAndEnd } from './tell-and-end.js';
import { writeBackup } from './write-backup.js';

const { values: options } = parseArgs({ options: { out: { type: 'string' } } });
if (options.out === undefined) {
  console.error('usage: npm run backup -- --out FILE');
  process.exit(2);
}
try {
  await backup(options.out);
} catch (error) {
  tellAndEnd('The backup failed', error);
}

async function backup(path: string): Promise<void> {
  const settings = parseSettings(process.env);
  const clock = new SystemClock();
  // The embedded database is inside the server's process: nobody else can read it meanwhile. Beside PostgreSQL a server
  // may run on.
  const embedded = settings.values.DATABASE_URL === undefined;
  const lock = embedded ? await lockDirectory(settings.values.LONGWAVE_DATA) : undefined;
  const engine = await chooseEngine(settings);
  const blobs = await BlobsModule.openStore(settings, clock);
  try {
    const { tables, rows, blobs: count } = await writeBackup({ engine, blobs: blobs.store, clock }, path);
    console.log(`${path} holds ${rows} rows of ${tables} tables and ${count} blobs.`);
  } finally {
    blobs.close();
    await engine.close();
    await lock?.release();
  }
}
