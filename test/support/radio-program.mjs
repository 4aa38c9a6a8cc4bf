// The program as it is, but it can be told to kill itself with -9 `before` or `after` the n-th commit of a kind, or the
// n-th storing of sound, on a channel. Told several such points on several channels, it holds each channel where it is told
// to, and dies when the last has come there. Whoever started it may also ask it for tokens and for rows of its tables.
import { randomUUID } from 'node:crypto';
import { createApp } from '../../dist/src/app.js';
import { BlobStore } from '../../dist/src/blobs/blob-store.port.js';
import { prepareDataFolder } from '../../dist/src/data-folder.js';
import { Database } from '../../dist/src/database/database.port.js';
import { ServerTime } from '../../dist/src/kernel/server-time.port.js';
import { AccessTokens } from '../../dist/src/people/access-tokens.js';
import { ProcessEnd } from '../../dist/src/process-end.js';
import { ChannelStore } from '../../dist/src/radio/channel-store.port.js';
import { Cleanup } from '../../dist/src/radio/cleanup.js';
import { parseSettings } from '../../dist/src/settings/parse-settings.js';
import { listen } from '../../dist/src/watch/listening.js';
import { MetricsServer } from '../../dist/src/watch/metrics.server.js';
import { PinoLog } from '../../dist/src/watch/pino.log.js';
import { kindsOf } from './commit-kinds.mjs';

let failpoints = armed(JSON.parse(process.env['FAILPOINTS'] ?? '[]'));

const settings = parseSettings(process.env);
const log = new PinoLog(settings.values.LOG_LEVEL);
const end = new ProcessEnd(log);
end.watch();
prepareDataFolder(settings.values.LONGWAVE_DATA);
const app = await createApp(settings, log);
end.stops(app);

const store = app.get(ChannelStore);
const commit = store.commit.bind(store);
store.commit = (transition) => around(pointAt(transition.row.channel, kindsOf(transition)), () => commit(transition));
const blobs = app.get(BlobStore);
const put = blobs.put.bind(blobs);
blobs.put = (key, ...rest) => around(pointAt(key.split('/')[1], ['sound stored']), () => put(key, ...rest));

const get = blobs.get.bind(blobs);
let held;
blobs.get = async (key, ...rest) => {
  const bytes = await get(key, ...rest);
  if (held !== undefined && ++held.reads > 1) await held.over;
  return bytes;
};

await app.init();
await app.get(MetricsServer).listen();
const server = app.getHttpServer();
await listen(server, { port: settings.values.PORT, host: '127.0.0.1', portName: 'PORT', hostName: 'HOST' });
process.on('message', ({ ask, about }) => {
  DOORS[about.name](about).then(
    (answer) => process.send({ ask, answer }),
    (error) => process.send({ ask, error: String(error) }),
  );
});
process.send({ started: app.get(ServerTime).now() });

// The longest it worked without a pause: by its own work, for on a busy machine it also waits for others.
const TICK_MS = 10;
let stalledMs = 0;
let worked = process.cpuUsage();
let tickedAt = performance.now();
setInterval(() => {
  const { user, system } = process.cpuUsage(worked);
  stalledMs = Math.max(stalledMs, Math.min(performance.now() - tickedAt - TICK_MS, (user + system) / 1_000));
  worked = process.cpuUsage();
  tickedAt = performance.now();
}, TICK_MS).unref();

const DOORS = {
  arm: async ({ points }) => {
    failpoints = armed(points);
  },
  token: async ({ role, channels }) => {
    const ids = { id: randomUUID(), session: randomUUID() };
    return (await app.get(AccessTokens).issue(role === 'admin' ? { role, ...ids } : { role, ...ids, channels })).token;
  },
  rows: async ({ sql, parameters }) => app.get(Database).query(sql, parameters),
  // Since it was asked before.
  strain: async () => {
    const strain = { stalledMs, residentMb: process.memoryUsage().rss / 1_048_576 };
    stalledMs = 0;
    return strain;
  },
  // The second reading of stored sound from now on, and all after it, wait until this is asked again.
  hold: async () => {
    if (held === undefined) {
      held = { reads: 0 };
      held.over = new Promise((resolve) => (held.end = resolve));
      return;
    }
    held.end();
    held = undefined;
  },
  cleanup: async () => app.get(Cleanup).run(),
};

function armed(points) {
  return points.map((point) => ({ ...point, left: point.nth ?? 1 }));
}

// The point that this is, if it is one.
function pointAt(channel, kinds) {
  const point = failpoints.find((each) => each.channel === channel && kinds.includes(each.kind));
  if (point === undefined) return undefined;
  point.left -= 1;
  return point.left === 0 ? point : undefined;
}

async function around(point, work) {
  if (point?.when === 'before') await reached();
  const done = await work();
  if (point !== undefined) await reached();
  return done;
}

// Nothing follows: who comes early is held until the others have come.
function reached() {
  if (failpoints.every(({ left }) => left <= 0)) die();
  return new Promise(() => undefined);
}

function die() {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing more is done.
  for (;;);
}
