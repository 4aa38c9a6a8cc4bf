// Puts blobs ahead of a bucket until it is killed, and says each key once its put is answered.
// `node put-ahead.mjs <data folder> <S3 endpoint>`
import { Registry } from 'prom-client';
import { chooseBlobs } from '../../dist/src/blobs/choose-blobs.js';
import { SystemClock } from '../../dist/src/kernel/clock.js';
import { parseSettings } from '../../dist/src/settings/parse-settings.js';

const [folder, endpoint] = process.argv.slice(2);
const settings = parseSettings({
  LONGWAVE_DATA: folder,
  S3_BUCKET: 'bucket',
  S3_ENDPOINT: endpoint,
  S3_ACCESS_KEY_ID: 'key',
  S3_SECRET_ACCESS_KEY: 'secret',
});
const say = () => undefined;
const log = { debug: say, info: say, warn: say, error: say };
const need = { settings, clock: new SystemClock(), links: undefined };
const { store } = await chooseBlobs(need, log, { registry: new Registry() });

async function put(writer) {
  for (let count = 0; ; count += 1) {
    const key = `writer-${writer}/${count}`;
    // The bytes follow from the key, so that whoever reads them can tell whether they are whole.
    await store.put(key, Buffer.from(`${key} `.repeat(1_000)), { contentType: 'audio/mpeg' });
    process.stdout.write(`${key}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(put));
