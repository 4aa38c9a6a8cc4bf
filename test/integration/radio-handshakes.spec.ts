import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { RadioApp } from '../support/radio-app.js';
import { RawLine } from '../support/raw-line.js';
import { until } from '../support/until.js';

const UPGRADES = 200;

let radio: RadioApp;
let server: Server;
let lines: RawLine[] = [];
beforeAll(async () => {
  radio = await RadioApp.open();
  server = radio.house.app.getHttpServer();
});
afterEach(() => Promise.all(lines.map((line) => line.end())));
afterAll(() => radio.close());

/** So many ask for an upgrade at once; whoever is still waiting when the server knows of it is told of, by its number. */
async function upgrading(path: string, count: number, onWaiting: (nth: number, ours: Socket) => void): Promise<void> {
  let asked = 0;
  const onUpgrade = ({ url = '' }: IncomingMessage, ours: Socket): void => {
    asked += 1;
    if (ours.bytesWritten === 0) onWaiting(Number(url.split('nth=')[1]), ours);
  };
  let came = 0;
  const onConnection = (): number => (came += 1);
  server.on('upgrade', onUpgrade).on('connection', onConnection);
  lines = Array.from({ length: count }, () => new RawLine(radio.house.port));
  await until('all have come', () => came === count);
  for (const [nth, line] of lines.entries()) line.upgrade(`${path}&nth=${nth}`);
  await until('all have asked', () => asked === count);
  server.off('upgrade', onUpgrade).off('connection', onConnection);
}

describe('who breaks off before it is let in', () => {
  test('[RA153] leaves the line: the others are let in, and everything goes on', async () => {
    const gone = new Map<number, Socket>();
    await upgrading('/socket.io/?EIO=4&transport=websocket', UPGRADES, (nth, ours) => {
      if (nth % 3 === 0) return;
      gone.set(nth, ours);
      lines[nth]?.reset();
    });
    expect(gone.size).toBeGreaterThan(40);
    await until('they are gone', () => [...gone.values()].every(({ closed }) => closed));
    for (const [nth, line] of lines.entries()) if (!gone.has(nth)) await line.says('"sid"');
    expect((await radio.ear()).socket.connected).toBe(true);
  });

  test('[RA153] also where there is nothing to be upgraded', async () => {
    const gone: Socket[] = [];
    await upgrading('/elsewhere?', 5, (nth, ours) => {
      gone.push(ours);
      lines[nth]?.reset();
    });
    expect(gone).toHaveLength(5);
    await until('they are gone', () => gone.every(({ closed }) => closed));
    expect((await radio.ear()).socket.connected).toBe(true);
  });
});
