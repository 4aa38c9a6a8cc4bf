// Puts blobs until it is killed, and says each key once its put is answered.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DiskBlobStore } from '../../dist/src/blobs/disk.blobs.js';
import { Spool } from '../../dist/src/blobs/spool.js';

const [folder, run] = process.argv.slice(2);
const store = await DiskBlobStore.open(join(folder, 'kept'), await Spool.open(join(folder, 'temp')), undefined);

// The bytes follow from the key, so that whoever reads them can tell whether they are whole.
async function* bytesOf(key) {
  const seed = createHash('sha256').update(key).digest();
  for (let piece = 0; piece <= seed[0]; piece += 1) yield Buffer.alloc(1_000, seed[piece % 32]);
}

async function put(writer) {
  for (let count = 0; ; count += 1) {
    const key = `run-${run}/writer-${writer}/${count}`;
    await store.put(key, bytesOf(key), { contentType: 'audio/mpeg' });
    process.stdout.write(`${key}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(put));
