import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { ResponseSink } from '../../src/transmitter/response.sink.js';
import { readFrames } from '../support/paper.programmes.js';
import { StrictRadio } from '../support/strict-radio.js';
import { Transmitting } from '../support/transmitting.js';
import { until } from '../support/until.js';

const STALLED = 60;
const GONE = 40;
const BATCH_MS = 240;

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** Real sockets, whose hours are the virtual clock's. */
async function opened(on: Transmitting): Promise<number> {
  server = createServer((_request, response) => {
    response.removeHeader('Transfer-Encoding');
    const sink = new ResponseSink(response);
    void on.tuneIn({}, { sink }).then(({ leave }) => response.once('close', leave));
  });
  server.listen({ port: 0, host: '127.0.0.1' });
  await until('it listens', () => server?.listening === true);
  return (server.address() as AddressInfo).port;
}

test('[TX7] radios that stall or break off cost no memory, are let go, and one that listens hears every frame', async () => {
  const on = new Transmitting({ batchMs: BATCH_MS });
  const port = await opened(on);
  const good = new StrictRadio(port, '/');
  const stalled = Array.from({ length: STALLED }, () => new StrictRadio(port, '/'));
  const gone = Array.from({ length: GONE }, () => new StrictRadio(port, '/'));
  await until('all are there', () => on.programme.tuned === 1 + STALLED + GONE);
  for (const radio of stalled) radio.stall();
  const sent = () => on.programme.now();
  const keepsUp = () =>
    until('the good one keeps up', () => good.body().length / 8 + 3_000 > sent() - 1_700_000_040_000);
  await keepsUp();
  const before = process.memoryUsage().rss;
  let most = 0;
  for (let minutes = 0; on.programme.tuned > 1; minutes += 1) {
    expect(minutes).toBeLessThan(60);
    if (minutes === 1) for (const radio of gone) radio.reset();
    for (let seconds = 0; seconds < 60; seconds += 6) {
      await on.clock.advance(6_000);
      await keepsUp();
    }
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  expect(await on.value('slow')).toBe(STALLED);
  // What waits are references to the same bytes; each of them would be half a megabyte.
  expect(most).toBeLessThan(150 * 1_048_576);
  const heard = readFrames(good.body());
  const first = 1_700_000_040_000 / 24 - 84;
  expect(heard).toEqual(heard.map((_, nth) => `bed 0 ${(first + nth) % 50}`));
  good.close();
});
