import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventOf, stateWith } from '../../test/support/match-events.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { until } from '../../test/support/until.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { StoredMatch } from '../matches/match-store.port.js';
import type { Lifecycle } from '../wire/sports.js';
import { beginningAfter, Replays, type AskedReplay } from './replays.js';

const MIN = 60_000;
const RECORD = [0, 10 * MIN].map((recordedAt, nth) => eventOf(nth + 1, { type: 'corner' }, { recordedAt }));
const FROM_START: AskedReplay = { speed: 1, beginning: { kind: 'at', offsetMs: 0 } };

// A match as far as a replay looks at it.
const storedAs = (lifecycle: Lifecycle): StoredMatch =>
  ({ match: { id: 'final' }, state: stateWith({ lifecycle }) }) as StoredMatch;

let clock: VirtualClock;
let replays: Replays;
let server: Server;
let lifecycle: Lifecycle;
let asked: AskedReplay;
let isRemoved: boolean;

beforeEach(async () => {
  clock = new VirtualClock(1_000_000);
  lifecycle = 'finished';
  asked = FROM_START;
  isRemoved = false;
  const store = {
    find: async () => (isRemoved ? undefined : storedAs(lifecycle)),
    events: async (_: string, { after, limit }: { after: number; limit: number }) => RECORD.slice(after, after + limit),
  };
  replays = new Replays({ store, clock, log: new MemoryLog() });
  server = createServer((_: IncomingMessage, response: ServerResponse) => {
    replays.begin(storedAs(lifecycle), asked, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  await replays.end();
  server.close();
});

/** One who reads what comes over a real line. */
class Reader {
  text = '';
  hasEnded = false;
  readonly request = get({ port: (server.address() as AddressInfo).port, agent: false });

  constructor() {
    this.request.on('error', () => undefined);
    this.request.on('response', (answer) => {
      answer.setEncoding('utf8').on('data', (some: string) => (this.text += some));
      answer.on('error', () => undefined);
      answer.on('end', () => (this.hasEnded = true));
    });
  }

  has(text: string): Promise<true> {
    return until(`reads ${text}`, () => this.text.includes(text) || undefined);
  }

  get ids(): readonly string[] {
    return [...this.text.matchAll(/^id: (.*)$/gm)].map(([, id = '']) => id);
  }
}

const BETWEEN = 'event: event\ndata: {"seq":1,';

describe('a replay over a line', () => {
  test('[RP37] gives a sign of life in long pauses, which says where it is', async () => {
    const reader = new Reader();
    await reader.has(BETWEEN);
    await clock.advance(46_000);
    await reader.has('id: 1.45000\n\n');
    expect(reader.ids).toEqual(['0.0', '1.0', '1.15000', '1.30000', '1.45000']);
    // Nobody hears of it: there is nothing in it but a place.
    expect(reader.text.split('\n\n').filter((block) => block.startsWith('id: 1.15000'))).toEqual(['id: 1.15000']);
  });

  test('[RP33] [RP37] who is cut off in a pause waits for the rest of it alone', async () => {
    const first = new Reader();
    await first.has(BETWEEN);
    await clock.advance(9 * MIN);
    await first.has('id: 1.540000\n\n');
    first.request.destroy();
    await until('they are gone', () => replays.count === 0);
    const beginning = beginningAfter(first.ids.at(-1) ?? '');
    expect(beginning).toEqual({ kind: 'after', seq: 1, offsetMs: 9 * MIN });
    asked = { speed: 1, beginning: { kind: 'after', seq: 1, offsetMs: 9 * MIN } };
    const second = new Reader();
    await second.has('event: place\ndata: {"seq":1,"offsetMs":540000,"speed":1}\n\n');
    await clock.advance(MIN - 1);
    expect(second.text).not.toContain('event: event');
    await clock.advance(1);
    await second.has('id: 2.600000\nevent: event\ndata: {"seq":2,');
  });

  test.each([
    ['finished', true],
    ['abandoned', true],
    ['live', false],
    ['break', false],
  ] as const)('[RP35] of a match that is %s it ends, and says whether that is over: %p', async (stands, isOver) => {
    lifecycle = stands;
    const reader = new Reader();
    await reader.has(BETWEEN);
    await clock.advance(10 * MIN);
    await reader.has(`id: 2.end\nevent: end\ndata: {"seq":2,"offsetMs":600000,"isOver":${isOver}}\n\n`);
    await until('it has ended', () => reader.hasEnded);
    expect([replays.count, clock.waiting]).toEqual([0, 0]);
  });

  test('[RP35] a match that was removed meanwhile is over', async () => {
    lifecycle = 'live';
    const reader = new Reader();
    await reader.has(BETWEEN);
    isRemoved = true;
    await clock.advance(10 * MIN);
    await reader.has('"isOver":true}\n\n');
  });

  test('[RP39] a stop ends it at once, in a pause too, and leaves nothing waiting', async () => {
    const reader = new Reader();
    await reader.has(BETWEEN);
    await replays.end();
    await until('it has ended', () => reader.hasEnded);
    expect([replays.count, clock.waiting]).toEqual([0, 0]);
    // Whoever was there comes again, and goes on: they were not told that it is over.
    expect(reader.text).not.toContain('event: end');
  });

  test('[RP39] who leaves is let go of at once', async () => {
    const reader = new Reader();
    await reader.has(BETWEEN);
    reader.request.destroy();
    await until('nothing waits', () => replays.count === 0 && clock.waiting === 0);
  });
});

describe('the id that was told last', () => {
  test.each([
    ['0.0', { kind: 'after', seq: 0, offsetMs: 0 }],
    ['17.65123', { kind: 'after', seq: 17, offsetMs: 65_123 }],
    ['17.end', 'ended'],
    ['x', { refused: 'request.invalid' }],
    ['17', { refused: 'request.invalid' }],
    ['17.-1', { refused: 'request.invalid' }],
    ['17.1.1', { refused: 'request.invalid' }],
    ['9999999999.0', { refused: 'request.invalid' }],
  ])('[RP33] [RP36] %s', (id, expected) => {
    const beginning = beginningAfter(id);
    if (typeof expected === 'string') expect(beginning).toBe(expected);
    else expect(beginning).toMatchObject(expected);
  });
});
