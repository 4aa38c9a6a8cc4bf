import { parseSettings } from '../settings/parse-settings.js';
import { chooseEngine } from './choose-engine.js';
import { lockDirectory } from './data-directory.lock.js';
import { migrate, undoLast } from './migrate.js';

const settings = parseSettings(process.env);
const undo = process.argv.includes('--undo');
// A running server may keep the directory when the database is elsewhere.
const lock =
  settings.values.DATABASE_URL === undefined ? await lockDirectory(settings.values.LONGWAVE_DATA) : undefined;
const engine = await chooseEngine(settings);
try {
  const { done } = await (undo ? undoLast(engine) : migrate(engine));
  for (const name of done) console.log(`${undo ? 'undone' : 'done'}: ${name}`);
  if (done.length === 0) console.log(undo ? 'There is nothing to undo.' : 'The schema is up to date.');
} finally {
  await engine.close();
  await lock?.release();
}
