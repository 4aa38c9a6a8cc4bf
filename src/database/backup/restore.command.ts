import { parseArgs } from 'node:util';
import { BlobsModule } from '../../blobs/blobs.module.js';
import { SystemClock } from '../../kernel/clock.js';
import { parseSettings } from '../../settings/parse-settings.js';
import { chooseEngine } from '../choose-engine.js';
import { lockDirectory } from '../data-directory.lock.js';
import { restoreBackup } from './restore-backup.js';
import { tellAndEnd } from './tell-and-end.js';

const { values: options } = parseArgs({ options: { from: { type: 'string' } } });
if (options.from === undefined) {
  console.error('usage: npm run restore -- --from FILE');
  process.exit(2);
}
try {
  await restore(options.from);
} catch (error) {
  tellAndEnd('The restore failed', error);
}

async function restore(path: string): Promise<void> {
  const settings = parseSettings(process.env);
  const lock = await lockDirectory(settings.values.LONGWAVE_DATA);
  const engine = await chooseEngine(settings);
  const blobs = await BlobsModule.openStore(settings, new SystemClock());
  try {
    await blobs.prepare();
    const { tables, rows, blobs: count } = await restoreBackup({ engine, blobs: blobs.store }, path);
    console.log(`Restored and compared: ${rows} rows of ${tables} tables and ${count} blobs.`);
  } finally {
    blobs.close();
    await engine.close();
    await lock.release();
  }
}
