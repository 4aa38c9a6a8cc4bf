// Takes the lock of every data directory it is told on standard input, says how that went, and keeps what it has.
import { createInterface } from 'node:readline';
import { lockDirectory } from '../../dist/src/database/data-directory.lock.js';

process.stdout.write('ready\n');
for await (const folder of createInterface({ input: process.stdin })) {
  const outcome = await lockDirectory(folder).then(
    () => 'won',
    ({ code, message }) => code ?? message,
  );
  process.stdout.write(`${outcome}\n`);
}
