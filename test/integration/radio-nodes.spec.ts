import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { firstBadFrame } from '../../src/audio/model/frame-reader.js';
import { ServerTime } from '../../src/kernel/server-time.port.js';
import { Stations } from '../../src/radio/stations.js';
import type { Audience } from '../../src/wire/audience.js';
import type { Entry, Message } from '../../src/wire/radio.js';
import { bytesOf, pcm16, speechLike } from '../support/sounds.js';
import { wavFile } from '../support/wav-file.js';
import { RadioNodes } from '../support/radio-nodes.js';
import type { Ear, RadioApp } from '../support/radio-app.js';
import { isRequired } from '../support/services.js';
import { StrictRadio } from '../support/strict-radio.js';
import { until } from '../support/until.js';

/** Said as a host says it, who asks again when nobody conducts for a moment. */
const saidInTime = (radio: RadioApp, channel: string, text: string) =>
  until('it is taken', async () => {
    const { status, body } = await radio.host(channel, 'requests', { body: { text } });
    return status === 201 && body.request;
  });

const MOST = 0.5;
const RATE = 16_000;

/** What was told, without the moment at which each was sent. */
const told = (ear: Ear) => ear.told.map((message) => ({ ...message, serverNow: 0 }));
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const entriesOf = (messages: readonly Message[]): Entry[] =>
  messages.flatMap(({ change: { started, cued, chunks } }) => [
    ...(started?.entries ?? []),
    ...(cued?.entries ?? []),
    ...(chunks ?? []),
  ]);
/** A clip of so many seconds. */
function wav(seconds: number): Uint8Array<ArrayBuffer> {
  const samples = pcm16(speechLike({ seconds, rate: RATE }));
  return new Uint8Array(
    Buffer.concat([
      wavFile({ tag: 1, bits: 16, rate: RATE, data: [], dataSize: samples.length * 2 }),
      bytesOf(samples),
    ]),
  );
}
const isOver = (radio: RadioApp, { startsAt, frames }: Entry, by: number) =>
  until('it is over', () => radio.house.app.get(ServerTime).now() + by >= startsAt + frames * 24 - 100);

// Without these in the run there are no other nodes.
if ((['postgres', 'redis', 's3'] as const).every(isRequired)) {
  describe('a channel that another node conducts', () => {
    let nodes: RadioNodes;
    let conducting: RadioApp;
    let other: RadioApp;
    let channel: string;

    beforeAll(async () => {
      nodes = await RadioNodes.open();
      conducting = await nodes.join();
      channel = await conducting.channel();
      // It conducts nothing, so that nothing of the channel can be its own.
      other = await nodes.join({ ROLES: 'transmitter' });
    });
    afterAll(() => nodes.close());

    test('[RA181] [RA188] is heard there as at its own node, joined in the middle or from the beginning', async () => {
      const [near, far] = [await conducting.ear(), await other.ear()];
      const [here, there] = [await near.join({ channel }), await far.join({ channel })];
      expect({ ...there, token: '', serverNow: 0, rates: {} }).toEqual({ ...here, token: '', serverNow: 0, rates: {} });
      await conducting.said(channel, {
        text: 'One nil to the home side. What a start to the second half of this match.',
      });
      await far.hears('audio_stream_started');
      const late = await other.ear();
      const joined = await late.join({ channel });
      await conducting.said(channel, { text: 'And it is over.' });
      await until('both heard all', () => told(near).length === told(far).length && entriesOf(far.told).length > 2);
      expect(told(far)).toEqual(told(near));
      const missed = far.told.filter(({ seq }) => seq > joined.seq);
      await until('the late one too', () => late.told.length >= missed.length);
      expect(told(late)).toEqual(told(near).filter(({ seq }) => seq > joined.seq));
      expect(other.house.app.get(Stations).channels).toEqual([]);
    });

    test('[RA181] gives who comes back exactly what was missed', async () => {
      const far = await other.ear();
      const { epoch, seq } = await far.join({ channel });
      const near = await conducting.ear();
      await near.join({ channel });
      far.socket.disconnect();
      await conducting.said(channel, { text: 'While you were away.' });
      await near.hears('audio_stream_started');
      const again = await other.ear();
      const joined = await again.join({ channel, last: { epoch, seq } });
      expect(joined.recovered).toBe(true);
      expect(joined.missed?.map((message) => message.seq)).toEqual(
        Array.from({ length: joined.seq - seq }, (_, at) => seq + 1 + at),
      );
    });

    test('[RA183] has its own hour there', async () => {
      const [near, far] = [await conducting.ear(), await other.ear()];
      await near.join({ channel });
      await far.join({ channel });
      const time = conducting.house.app.get(ServerTime);
      const apart: number[] = [];
      for (let probe = 0; probe < 8; probe += 1) {
        const before = time.now();
        const { clockId, serverNow } = await far.ask<{ clockId: string; serverNow: number }>('clock', { channel });
        const after = time.now();
        expect(clockId).toBe(time.clockId);
        apart.push(Math.max(before - serverNow, serverNow - after, 0));
      }
      expect(Math.min(...apart)).toBeLessThan(2);
    });

    test('[RA182] takes a host’s command there, once for its key', async () => {
      const key = randomUUID();
      const token = await other.house.accessToken('host', [channel]);
      const first = await other.host(channel, 'requests', { key, token, body: { text: 'Said at the other node.' } });
      const again = await conducting.host(channel, 'requests', {
        key,
        token,
        body: { text: 'Said at the other node.' },
      });
      expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
      const reused = await other.host(channel, 'requests', { key, token, body: { text: 'Something else.' } });
      expect([reused.status, reused.body.code]).toEqual([422, 'radio.key-reused']);
      const { requests = [], past = [] } = await other.queue(channel);
      const ids = [...requests, ...past].map(({ id }) => id);
      expect(ids.filter((id) => id === first.body.request)).toHaveLength(1);
    });

    test('[RA182] shows its hosts there the queue, and lets them hear and change what waits', async () => {
      const token = await other.house.accessToken('host', [channel]);
      const host = await other.ear(token);
      await host.join({ channel });
      await other.host(channel, 'pause');
      const request = await other.said(channel, { text: 'Not on air yet.' });
      const shown = await host.hears('playback_queue_updated', ({ requests }) =>
        (requests ?? []).some(({ id, ready }) => id === request && ready > 0),
      );
      expect(shown.requests?.at(-1)).toMatchObject({ id: request, text: 'Not on air yet.' });
      const path = `/v1/channels/${channel}/requests/${request}/listen`;
      const alone = await other.sound(path, { token });
      expect([alone.status, alone.bytes.length % 192, alone.bytes.length > 0]).toEqual([200, 0, true]);
      expect((await other.host(channel, `requests/${request}`, { method: 'DELETE' })).status).toBe(200);
      expect((await other.host(channel, 'resume')).status).toBe(200);
      host.socket.disconnect();
    });

    test('[RA185] sounds there: chunks, the stream of a request while it is made, and a clip that was brought there', async () => {
      const far = await other.ear();
      await far.join({ channel });
      const upload = await fetch(`${other.origin}/v1/channels/${channel}/clips`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await other.house.accessToken('host', [channel])}`,
          'content-type': 'audio/wav',
        },
        body: wav(3),
      });
      const { clip } = (await upload.json()) as { clip: string };
      const request = await other.said(channel, { clip });
      await far.hears('audio_stream_started', ({ change }) => change.started?.request === request);
      const stream = await other.sound(`/v1/audio/stream/${request}`);
      const entries = await until('all of it is announced', () => {
        const of = entriesOf(far.told).filter((entry) => entry.request === request);
        const once = [...new Map(of.map((entry) => [entry.chunk, entry])).values()];
        return once.some(({ last }) => last) && once;
      });
      const chunks = await Promise.all(entries.map(({ url }) => other.sound(url)));
      const near = await Promise.all(entries.map(({ url }) => conducting.sound(url)));
      expect(chunks.map(({ status }) => status)).toEqual(entries.map(() => 200));
      expect(hash(stream.bytes)).toBe(hash(Buffer.concat(near.map(({ bytes }) => bytes))));
      expect(chunks.map(({ bytes }) => hash(bytes))).toEqual(near.map(({ bytes }) => hash(bytes)));
    });

    test('[RA184] is acknowledged there, over the socket and over HTTP at either node, and all are counted', async () => {
      const lone = await conducting.channel();
      const far = [await other.ear(), await other.ear(), await other.ear()];
      const tokens: string[] = [];
      for (const ear of far) tokens.push((await ear.join({ channel: lone })).token);
      const near = await conducting.ear();
      await near.join({ channel: lone });
      const audience = async (): Promise<Audience> => {
        const token = await other.house.accessToken('host', [lone]);
        return JSON.parse((await other.house.call(`/v1/channels/${lone}/audience`, { token })).text) as Audience;
      };
      await until('all are counted', async () => (await audience()).listeners === 4);
      const request = await conducting.said(lone, { text: 'Heard by all.' });
      const started = await far[0]?.hears('audio_stream_started');
      const last = entriesOf(started ? [started] : []).find((entry) => entry.last);
      if (last === undefined || started === undefined) throw new Error('It has no end.');
      expect(await far[0]?.ask('audio_played', { channel: lone, chunk: last.chunk })).toEqual({ answer: 'early' });
      await isOver(conducting, last, 0);
      expect(await far[0]?.ask('audio_played', { channel: lone, chunk: last.chunk })).toEqual({ answer: 'heard' });
      for (const [at, origin] of [conducting.origin, other.origin].entries()) {
        const answer = await fetch(`${origin}/v1/audio/played/${last.chunk}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token: tokens[at + 1] }),
        });
        expect(await answer.json()).toEqual({ answer: 'heard' });
      }
      const ended = await near.hears('audio_stream_ended');
      expect(ended.change.ended).toEqual([{ request, as: 'completed', reason: 'acknowledged' }]);
      await until('three have heard it', async () => {
        const { past = [] } = await other.queue(lone);
        return past.some(({ id, heardBy, offeredTo }) => id === request && heardBy === 3 && offeredTo === 4);
      });
      far[0]?.socket.disconnect();
      await until('one has gone', async () => (await audience()).listeners === 3);
    });

    test('[RA181] that becomes private sends away who listens there', async () => {
      const open = await conducting.channel();
      const far = await other.ear();
      await far.join({ channel: open });
      const gone = new Promise<boolean>((resolve) => {
        far.socket.once('disconnect', () => resolve(true));
      });
      const token = await other.house.accessToken('admin');
      const body = { visibility: 'private' };
      expect((await other.house.call(`/v1/channels/${open}`, { method: 'PATCH', token, body })).status).toBe(200);
      expect(await gone).toBe(true);
    });
  });

  describe('a node that dies', () => {
    test('[RA187] loses nothing of its channels: another conducts, and listeners elsewhere stay where they are', async () => {
      const nodes = await RadioNodes.open();
      const first = await nodes.join();
      const channel = await first.channel();
      const third = await nodes.join({ ROLES: 'transmitter' });
      const second = await nodes.join();
      const ear = await third.ear();
      await ear.join({ channel });
      await first.said(channel, { text: 'Before.' });
      await ear.hears('audio_stream_started');
      // As if it had been killed: nothing is told, it only stops.
      first.house.app.get(Stations).end();
      await until('another conducts', () => second.house.app.get(Stations).running(channel));
      const request = await saidInTime(third, channel, 'After.');
      const started = await ear.hears('audio_stream_started', ({ change }) => change.started?.request === request);
      expect([started.clockId, ear.socket.connected]).toEqual([second.house.app.get(ServerTime).clockId, true]);
      expect(ear.told.map(({ seq }) => seq)).toEqual(ear.told.map((_, at) => (ear.told[0]?.seq ?? 0) + at));
      await until('the hour is the new conductor’s', async () => {
        const { clockId } = await ear.ask<{ clockId: string }>('clock', { channel });
        return clockId === started.clockId;
      });
      await nodes.close();
    });
  });

  describe('a stream at a node that conducts nothing', () => {
    test('[RA189] is not broken by the death of who conducts: it plays out what was announced and goes on with the next', async () => {
      const nodes = await RadioNodes.open();
      const first = await nodes.join();
      const channel = await first.channel();
      const third = await nodes.join({ ROLES: 'transmitter' });
      const second = await nodes.join({ ROLES: 'conductor' });
      const radio = new StrictRadio(third.house.port, `/live/${channel}.mp3`, { version: '1.0' });
      await radio.head();
      const ear = await third.ear();
      await ear.join({ channel });
      const counted = async () => (await third.queue(channel)).listeners;
      await until('both are counted', async () => (await counted()) === 2);
      const before = await first.said(channel, {
        text: 'Said by one. It is not over yet, and it will be heard to its end.',
      });
      await until('all of it is announced', () => entriesOf(ear.told).some(({ last }) => last));
      first.house.app.get(Stations).end();
      await until('another conducts', () => second.house.app.get(Stations).running(channel));
      const after = await saidInTime(third, channel, 'Said by the other.');
      await until('that is announced', () =>
        entriesOf(ear.told).some(({ request, last }) => request === after && last),
      );
      const once = [...new Map(entriesOf(ear.told).map((entry) => [entry.chunk, entry])).values()];
      const heard = once.filter(({ request }) => request === before || request === after);
      const bytes = await Promise.all(heard.map(async ({ url }) => (await third.sound(url)).bytes));
      // Another conductor has another clock: what sounds while it takes over may slip by a frame.
      const heardOf = () => bytes.map((sound) => radio.shareHeard(sound));
      await until('all is heard', () => heardOf().every((share) => share > MOST));
      expect(firstBadFrame(radio.body())).toBeUndefined();
      radio.close();
      await nodes.close();
    }, 90_000);
  });
}
