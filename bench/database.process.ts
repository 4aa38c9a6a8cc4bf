import { clusterIn } from '../src/database/cluster.js';
import { embeddedEngine } from '../src/database/embedded.engine.js';
import { measureCommits, openQuietly } from './commits.js';

/** Commits to the embedded database in the folder it is given, tells how long each took, and dies without a goodbye. */
const [folder = ''] = process.argv.slice(2);
const { database } = await openQuietly(await embeddedEngine(await clusterIn(folder)));
const latencies = await measureCommits(database);
process.stdout.write(JSON.stringify(latencies), () => process.kill(process.pid, 'SIGKILL'));
