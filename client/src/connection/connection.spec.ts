import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RadioServer } from '../../../test/support/radio-server.js';
import { until } from '../../../test/support/until.js';
import { CHANNEL, EMPTY, entryOf, idOf } from '../../../test/support/wire.js';
import { Acknowledging } from './acknowledging.js';
import { connect } from './connect.js';
import type { Connection } from './connection.js';
import type { FollowedChannel } from './followed-channel.js';
import { SoundWatch } from './sound-watch.js';
import { surroundings } from './surroundings.js';

let server: RadioServer;
let connection: Connection;
let token: string | undefined;
let reasons: string[];

beforeEach(async () => {
  server = new RadioServer();
  await server.start();
  token = 'access-1';
  reasons = [];
  connection = connect({
    origin: server.origin,
    token: () => token,
    onPhase: (isOpen, why) => reasons.push(isOpen ? 'open' : why),
  });
});

afterEach(async () => {
  connection.close();
  await server.stop();
});

function follow(onChange: () => void = () => undefined): FollowedChannel {
  return connection.join({ channel: CHANNEL, onChange });
}

async function joined(onChange?: () => void): Promise<FollowedChannel> {
  const followed = follow(onChange);
  await until('it is joined', () => followed.following.needs === undefined);
  return followed;
}

function chunksOf({ following }: FollowedChannel): number[] {
  return following.entries.map(({ index }) => index);
}

const later = (): number => Math.ceil((server.now() + 60_000) / 24) * 24;

describe('connection', () => {
  test('[RA73] joins with a snapshot, then follows every message', async () => {
    server.snapshot = { ...EMPTY, waiting: 2, entries: [entryOf(0, later())] };
    const followed = await joined();
    expect(server.joins).toEqual([{ channel: CHANNEL, delayMs: 0 }]);
    expect([server.tokens, server.origins]).toEqual([['access-1'], [server.origin]]);
    expect([followed.token, followed.rates]).toEqual(['token', server.rates]);
    server.say({ chunks: [entryOf(1, later() + 240)] });
    await until('the message has come', () => chunksOf(followed).length === 2);
    expect(followed.following.waiting).toBe(2);
  });

  test('[RA76] knows the server’s time within a few milliseconds after the first probes', async () => {
    const followed = await joined();
    await until('five bursts are back', () => server.clocks >= 40 && followed.heardNow());
    const [before, heard, after] = [server.now(), followed.heardNow() ?? 0, server.now()];
    expect(heard).toBeGreaterThan(before - 5);
    expect(heard).toBeLessThan(after + 5);
  });

  test('[RA74] a listener with a delay hears that much earlier a moment', async () => {
    const followed = connection.join({ channel: CHANNEL, delayMs: 18_500, onChange: () => undefined });
    await until('the clock is known', () => followed.heardNow() !== undefined);
    expect(server.joins[0]?.delayMs).toBe(18_500);
    expect((followed.heardNow() ?? 0) - server.now()).toBeCloseTo(-18_500, -1);
  });

  test('[RA72] a lost message is found by the next and fetched', async () => {
    const followed = await joined();
    server.say({ chunks: [entryOf(0, later())] }, { isLost: true });
    server.say({ chunks: [entryOf(1, later() + 240)] });
    await until('both are there', () => chunksOf(followed).length === 2);
    expect(server.joins[1]).toEqual({ channel: CHANNEL, delayMs: 0, last: { epoch: 1, seq: 0 } });
    expect(followed.following).toMatchObject({ needs: undefined, ahead: [], last: { epoch: 1, seq: 2 } });
  });

  test('[RA79] after a lost connection it comes back, with its token as it is then, for what it missed', async () => {
    const followed = await joined();
    server.say({ chunks: [entryOf(0, later())] });
    await until('the message has come', () => chunksOf(followed).length === 1);
    token = 'access-2';
    server.hangUp();
    await until('it is away', () => !connection.isOpen);
    expect(chunksOf(followed)).toEqual([0]);
    server.say({ chunks: [entryOf(1, later() + 240)] });
    await until('it has caught up', () => chunksOf(followed).length === 2);
    expect(server.tokens).toEqual(['access-1', 'access-2']);
    expect(server.joins[1]?.last).toEqual({ epoch: 1, seq: 1 });
    expect(reasons).toEqual(['open', 'io server disconnect', 'open']);
  });

  test('[PL15] opened anew it comes as who one is by then, at once, and misses nothing', async () => {
    const followed = await joined();
    server.say({ chunks: [entryOf(0, later())] });
    await until('the message has come', () => chunksOf(followed).length === 1);
    token = 'of-somebody-else';
    connection.openAnew();
    await until('it is open', () => connection.isOpen && server.joins.length === 2);
    server.say({ chunks: [entryOf(1, later() + 240)] });
    await until('both are there', () => chunksOf(followed).length === 2);
    expect(server.tokens).toEqual(['access-1', 'of-somebody-else']);
    expect(server.joins[1]?.last).toEqual({ epoch: 1, seq: 1 });
    await until('the line of before is shut', () => server.listeners === 1);
    connection.close();
    connection.openAnew();
    expect(connection.isOpen).toBe(false);
  });

  test('[RA158] is told why the server closes the line, and comes back as ever', async () => {
    await joined();
    for (const body of [{ reason: 'draining' }, { reason: 'a whim' }, null]) {
      await until('it is open', () => connection.isOpen);
      server.send('closing', body);
      server.hangUp();
      await until('it is away', () => !connection.isOpen);
    }
    expect(reasons.filter((why) => why !== 'open')).toEqual([
      'draining',
      'io server disconnect',
      'io server disconnect',
    ]);
  });

  test('[RA79] a server that was away is found again when it is back', async () => {
    const followed = await joined();
    await server.stop();
    await until('two tries have failed', () => reasons.length >= 3);
    server.recovers = false;
    server.snapshot = { ...EMPTY, waiting: 7 };
    await server.start();
    await until('it has joined again', () => followed.following.waiting === 7);
    expect(reasons.slice(1)).toEqual([
      ...reasons.slice(1, -1).map(() => expect.stringMatching(/transport|websocket/)),
      'open',
    ]);
  });

  test('[RA81] what cannot be read is asked for again, and if it cannot be read then, a snapshot', async () => {
    const followed = await joined();
    for (const bad of [null, 7, 'x', [], {}, { channel: CHANNEL, seq: 'one' }]) server.send('audio_chunk_ready', bad);
    await until('it has asked again', () => server.joins.length >= 2 && followed.following.needs === undefined);
    expect(server.joins[1]?.last).toEqual({ epoch: 1, seq: 0 });
    const before = server.joins.length;
    server.instead.push({ event: 'join', answer: { channel: CHANNEL, missed: 'nothing' } });
    server.send('audio_chunk_ready', {});
    await until('it has a snapshot', () => server.joins.length >= before + 2 && followed.following.needs === undefined);
    expect(server.joins.at(-1)?.last).toBeUndefined();
    expect(connection.isOpen).toBe(true);
  });

  test('[RA77] a clock that changes is probed afresh, and the starts in its time are asked for', async () => {
    const followed = await joined();
    await until('the clock is known', () => followed.clock?.clockId === 'clock-a');
    server.clockId = 'clock-b';
    server.epoch = 2;
    server.snapshot = { ...EMPTY, entries: [entryOf(5, later())] };
    server.say({ queue: { waiting: 1, phase: 'open', leadMs: 600, notice: null } });
    await until('the new starts are there', () => chunksOf(followed)[0] === 5);
    await until('the new clock is known', () => followed.clock?.clockId === 'clock-b');
    expect(server.joins.at(-1)?.last).toBeUndefined();
  });

  test('[RA75] says what was heard, and hears what the server thinks of it', async () => {
    const followed = await joined();
    const answer = await followed.acknowledge({ chunk: idOf(5), heard: 3, skewMs: -1.5 });
    expect(answer).toMatchObject({ ok: { answer: 'heard' } });
    expect(server.played).toEqual([{ channel: CHANNEL, chunk: idOf(5), heard: 3, skewMs: -1.5 }]);
  });

  test('[RA75] whoever hears the last chunk of a request acknowledges it once, early or not', async () => {
    server.instead.push({ event: 'audio_played', answer: { answer: 'early' } });
    const sounded: number[] = [];
    const followed = follow(() => watch.look());
    const acknowledging = new Acknowledging(followed, surroundings);
    const watch = new SoundWatch(followed, surroundings, {
      onSound: ({ index }) => sounded.push(index),
      onEnd: (entry) => acknowledging.heard(entry),
    });
    await until('the clock is known', () => followed.heardNow() !== undefined);
    // Each sounds for longer than a busy machine keeps this waiting.
    const start = Math.ceil((server.now() + 480) / 24) * 24;
    server.say({ chunks: [entryOf(0, start, { frames: 40 }), entryOf(1, start + 960, { frames: 40, last: true })] });
    await until('it was told twice', () => server.played.length === 2);
    expect(server.now()).toBeGreaterThan(start + 1_920);
    const played = { channel: CHANNEL, chunk: entryOf(1, 0).chunk, heard: 2 };
    expect(server.played).toEqual([played, played]);
    expect(sounded).toEqual([0, 1]);
    watch.stop();
    acknowledging.stop();
  });

  test('[RA82] a host’s command carries its id, and is done, refused, or known to be lost', async () => {
    await until('it is open', () => connection.isOpen);
    const skip = { channel: CHANNEL, key: 'key-0001', command: { name: 'skip' as const, request: idOf(1), cut: true } };
    expect(await connection.command(skip)).toMatchObject({ ok: { request: idOf(77) } });
    expect(server.commands).toEqual([skip]);
    const refusal = { code: 'radio.too-many-commands', message: 'Too many.', retryAfterS: 2 };
    server.instead.push({ event: 'command', answer: refusal });
    const pause = { channel: CHANNEL, key: 'key-0002', command: { name: 'pause' as const } };
    expect(await connection.command(pause)).toEqual({ refused: refusal });
    connection.close();
    expect(await connection.command(pause)).toEqual({ lost: 'away' });
    expect(server.commands).toHaveLength(2);
  });

  test('[RA82] whoever shows the next token in time stays on the line', async () => {
    await until('it is open', () => connection.isOpen);
    expect(await connection.authenticate('access-2')).toMatchObject({ ok: { role: 'host' } });
    expect(server.told).toEqual([{ event: 'authenticate', body: { token: 'access-2' } }]);
    expect(reasons).toEqual(['open']);
  });

  test('[RA151] tells how listening goes, and speaks as often as it is told then', async () => {
    server.rates = { probeMs: 50, reportMs: 1_000, acknowledgeWithinMs: 0, rejoinWithinMs: 0 };
    const hearing = { skewMs: -1.5, bufferMs: 2_000, fetchMs: 31, stalls: 1 };
    const followed = connection.join({ channel: CHANNEL, onChange: () => undefined, hearing: () => hearing });
    await until('it is joined', () => followed.rates !== undefined);
    server.rates = { probeMs: 60, reportMs: 3_600_000, acknowledgeWithinMs: 40, rejoinWithinMs: 0 };
    await until('it has reported', () => server.reports.length === 1);
    await until('the answer is back', () => followed.rates?.acknowledgeWithinMs === 40);
    const [report] = server.reports;
    expect(report).toEqual({ channel: CHANNEL, ...hearing, roundTripMs: expect.any(Number) });
    expect(report?.roundTripMs).toBeGreaterThan(0);
    expect(report?.roundTripMs).toBeLessThan(1_000);
    expect(followed.rates).toEqual(server.rates);
  });

  test('[RA80] leaves, and is gone when it is closed', async () => {
    const followed = await joined();
    followed.leave();
    await until('it was told', () => server.told.length === 1);
    expect(server.told).toEqual([{ event: 'leave', body: { channel: CHANNEL } }]);
    server.say({ chunks: [entryOf(0, later())] });
    const again = await joined();
    expect([chunksOf(followed), again.following.last]).toEqual([[], { epoch: 1, seq: 1 }]);
    connection.close();
    await until('nobody is there', () => server.listeners === 0);
  });
});
