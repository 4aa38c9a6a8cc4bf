import { Fault } from '../kernel/fault.js';
import { parseSettings, SettingsMistakes } from '../settings/parse-settings.js';
import type { Settings } from '../settings/settings.js';
import { chooseEngine } from './choose-engine.js';
import { lockDirectory } from './data-directory.lock.js';
import { migrate, undoLast } from './migrate.js';

try {
  await run(parseSettings(process.env), process.argv.includes('--undo'));
} catch (error) {
  // A stack would hide the sentence from the person who has to act on it.
  if (!(error instanceof Fault || error instanceof SettingsMistakes)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function run(settings: Settings, undo: boolean): Promise<void> {
  const { DATABASE_URL, LONGWAVE_DATA } = settings.values;
  // A running server may keep the directory when the database is elsewhere.
  const lock = DATABASE_URL === undefined ? await lockDirectory(LONGWAVE_DATA) : undefined;
  const engine = await chooseEngine(settings);
  try {
    const { done } = await (undo ? undoLast(engine) : migrate(engine));
    for (const name of done) console.log(`${undo ? 'undone' : 'done'}: ${name}`);
    if (done.length === 0) console.log(undo ? 'There is nothing to undo.' : 'The schema is up to date.');
  } finally {
    await engine.close();
    await lock?.release();
  }
}
