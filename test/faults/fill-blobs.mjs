// Puts what does not fit, then what does, and reports as JSON how each went and which temporary files are left.
// `node fill-blobs.mjs <folder> [pieces of the large one] [bytes to leave free]`
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DiskBlobStore } from '../../dist/src/blobs/disk.blobs.js';
import { Spool } from '../../dist/src/blobs/spool.js';

const [folder, large = '64', reserve = '0'] = process.argv.slice(2);
const spool = await Spool.open(join(folder, 'temp'), Number(reserve));
const store = await DiskBlobStore.open(join(folder, 'kept'), spool, undefined);

async function* pieces(count) {
  for (let piece = 0; piece < count; piece += 1) yield Buffer.alloc(65_536, piece);
}

async function put(key, count) {
  const type = { contentType: 'audio/mpeg' };
  const outcome = await store.put(key, pieces(count), type).then(
    () => 'kept',
    (fault) => `${fault.name} ${fault.code}`,
  );
  return { outcome, left: readdirSync(join(folder, 'temp')).length, found: (await store.stat(key)) !== undefined };
}

process.stdout.write(JSON.stringify([await put('large', Number(large)), await put('small', 1)]));
