// Writes to the embedded database as fast as it can until it is killed. First it says what it found, then it says each
// number once its transaction is committed.
import { clusterIn } from '../../dist/src/database/cluster.js';
import { embeddedEngine } from '../../dist/src/database/embedded.engine.js';
import { openDatabase } from '../../dist/src/database/open-database.js';
import { SystemClock } from '../../dist/src/kernel/clock.js';

const folder = process.argv[2];
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const engine = await embeddedEngine(await clusterIn(folder));
const { database } = await openDatabase(engine, { entities: [], clock: new SystemClock(), log: quiet });

await database.query('CREATE TABLE IF NOT EXISTS written (id int PRIMARY KEY, filling text)');
await database.query('CREATE TABLE IF NOT EXISTS total (id int PRIMARY KEY, count int)');
await database.query('INSERT INTO total VALUES (1, 0) ON CONFLICT DO NOTHING');
const ids = (await database.query('SELECT id FROM written ORDER BY id')).map(({ id }) => id);
const [{ count }] = await database.query('SELECT count FROM total');
say({ ids, count });

for (let id = (ids.at(-1) ?? 0) + 1; ; id += 1) {
  await database.transaction(async (tx) => {
    await tx.query('INSERT INTO written VALUES ($1, $2)', [id, 'x'.repeat(id % 3_000)]);
    await tx.query('UPDATE total SET count = count + 1');
  });
  say({ id });
}

function say(fact) {
  process.stdout.write(`${JSON.stringify(fact)}\n`);
}
