// Takes the lock of a data directory, says so, and keeps it until it is killed.
import { lockDirectory } from '../../dist/src/database/data-directory.lock.js';

await lockDirectory(process.argv[2]);
process.stdout.write('held\n');
setInterval(() => undefined, 1_000);
