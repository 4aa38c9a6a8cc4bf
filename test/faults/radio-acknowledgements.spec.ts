import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { io } from 'socket.io-client';
import type { Entry, LogRow } from '../../src/wire/radio.js';
import { Aired } from '../support/aired.js';
import { KillableProgram } from '../support/killable-program.js';
import { OpenAiServer } from '../support/openai-server.js';
import { PersistentHost } from '../support/persistent-host.js';
import { Ear } from '../support/radio-app.js';
import { until } from '../support/until.js';

const FRAME_MS = 24;

/** What it is announced, of one request. */
async function entriesOf(listener: Ear, request: string, count: number): Promise<readonly Entry[]> {
  return until('all of it is announced', () => {
    const known = new Map(
      listener.told
        .flatMap(({ change: { started, cued, chunks = [] } }) => [
          ...(started?.entries ?? []),
          ...(cued?.entries ?? []),
          ...chunks,
        ])
        .filter((entry) => entry.request === request)
        .map((entry) => [entry.chunk, entry]),
    );
    return known.size === count && [...known.values()];
  });
}

async function serverNow(listener: Ear): Promise<number> {
  return (await listener.ask<{ serverNow: number }>('clock')).serverNow;
}

describe('acknowledgements that lie', () => {
  let provider: OpenAiServer;
  let program: KillableProgram;
  let host: PersistentHost;
  let other: PersistentHost;
  const ears: Ear[] = [];

  beforeAll(async () => {
    provider = await new OpenAiServer().listen();
    program = await KillableProgram.make({ OPENAI_BASE_URL: `${provider.url}/v1` });
    await program.start();
  }, 60_000);

  let runs = 0;
  beforeEach(async () => {
    runs += 1;
    host = await PersistentHost.open(program, `lies-${runs}`);
    other = await PersistentHost.open(program, `others-${runs}`);
  });

  afterEach(() => {
    for (const { socket } of ears.splice(0)) socket.disconnect();
  });

  afterAll(async () => {
    await program.remove();
    await provider.close();
  });

  async function ear(...channels: readonly string[]): Promise<Ear> {
    const { origin } = program;
    const made = new Ear(
      io(`${origin}/radio`, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { origin },
      }),
    );
    ears.push(made);
    for (const channel of channels) await made.join({ channel });
    return made;
  }

  /** By the tables: what was heard from when to when, and how each request ended. */
  async function programme(channel: string) {
    const rows = await program.rows<LogRow>(
      'SELECT channel, epoch, seq, at, name, change FROM channel_log WHERE channel = $1 ORDER BY seq',
      [channel],
    );
    const aired = new Aired(rows);
    expect(aired.breaches).toEqual([]);
    return { aired, ended: rows.flatMap(({ change }) => change.ended ?? []) };
  }

  test('[RA147] early, for others, forged, late and twice: nothing sounds at another time, and the clock completes', async () => {
    const listener = await ear(host.channel);
    const liar = await ear(host.channel, other.channel);
    const stranger = await ear();
    const request = await host.say({ text: 'This is what the liars hear. And this is the end of it.' });
    const foreign = await other.say({ text: 'This is on another channel.' });
    const entries = await entriesOf(listener, request, 2);
    const [first, last] = entries;
    const [elsewhere] = await entriesOf(liar, foreign, 1);
    const { channel } = host;
    const played = (who: Ear, chunk: string | undefined) => who.ask('audio_played', { channel, chunk });

    expect(await played(liar, last?.chunk)).toEqual({ answer: 'early' });
    expect(await played(liar, last?.chunk)).toEqual({ answer: 'early' });
    expect(await played(stranger, last?.chunk)).toMatchObject({ code: 'radio.not-joined' });
    expect(await played(liar, elsewhere?.chunk)).toMatchObject({ code: 'radio.unknown-chunk' });
    expect(await played(liar, randomUUID())).toMatchObject({ code: 'radio.unknown-chunk' });
    expect(await played(liar, 'x')).toMatchObject({ code: 'request.invalid' });
    const forged = await fetch(`${program.origin}/v1/audio/played/${last?.chunk ?? ''}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: `${channel}.somebody.c2lnbmVk` }),
    });
    expect(forged.status).toBe(409);

    await listener.hears('audio_stream_ended');
    expect(await played(liar, first?.chunk)).toEqual({ answer: 'heard' });
    expect(await played(liar, last?.chunk)).toEqual({ answer: 'heard' });
    expect(await played(liar, last?.chunk)).toEqual({ answer: 'heard' });
    const { aired, ended } = await programme(channel);
    expect(ended).toEqual([{ request, as: 'completed', reason: 'clock' }]);
    expect(aired.sounded.map(({ chunk, at, frames }) => ({ chunk, startsAt: at, frames }))).toEqual(
      entries.map(({ chunk, startsAt, frames }) => ({ chunk, startsAt, frames })),
    );
  }, 60_000);

  test('[RA147] a flood of them: whoever sends it is closed, and the honest are heard', async () => {
    const listener = await ear(host.channel);
    const liar = await ear(host.channel);
    const request = await host.say({ text: 'This is what the flood drowns. And this is the end of it.' });
    const entries = await entriesOf(listener, request, 2);
    const last = entries.at(-1);
    const aheadMs = (await serverNow(listener)) - performance.now();
    for (let sent = 0; sent < 1_000; sent += 1)
      liar.socket.emit('audio_played', { channel: host.channel, chunk: last?.chunk }, () => undefined);
    await until('the liar is closed', () => liar.socket.disconnected);
    const end = (last?.startsAt ?? 0) + (last?.frames ?? 0) * FRAME_MS;
    await until('it is over', () => performance.now() + aheadMs >= end);
    const honest = await listener.ask('audio_played', { channel: host.channel, chunk: last?.chunk });
    expect(honest).toEqual({ answer: 'heard' });
    const told = await listener.hears('audio_stream_ended');
    expect(told.change.ended).toMatchObject([{ request, as: 'completed' }]);
    expect((await programme(host.channel)).aired.sounded.map(({ at }) => at)).toEqual(
      entries.map(({ startsAt }) => startsAt),
    );
  }, 60_000);
});
