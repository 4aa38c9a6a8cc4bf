import { hash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NoteWriter, NoteWriters, type Note } from '../../src/radio/note-writer.port.js';
import type { QueuedRequest } from '../../src/wire/radio.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

const NOTE = 'mention the rain yesterday and that Patel is back in the side';
const PLAIN = ['The rain yesterday.', 'Patel is back in the side.'];

/** Writes what the test has prepared; until then it waits. */
class Held extends NoteWriter {
  readonly asked: Note[] = [];
  private release: (sentences: readonly string[]) => void = () => undefined;
  private readonly prepared = new Promise<readonly string[]>((resolve) => (this.release = resolve));

  says(...sentences: readonly string[]): void {
    this.release(sentences);
  }

  async *write(note: Note): AsyncIterable<string> {
    this.asked.push(note);
    yield* await this.prepared;
  }
}

let radio: RadioApp;
let channel: string;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());
beforeEach(async () => {
  channel = await radio.channel();
});

const waiting = async (id: string): Promise<QueuedRequest | undefined> =>
  (await radio.queue(channel)).requests?.find((request) => request.id === id);

describe('a host’s note', () => {
  test('[RA190] over HTTP: what is heard and shown is what was made of it', async () => {
    const ear = await radio.ear();
    await ear.join({ channel });
    await radio.said(channel, { text: NOTE, mode: 'write' });
    const { change } = await ear.hears('audio_stream_started');
    const first = change.started?.entries[0];
    expect(first?.text).toBe(PLAIN[0]);
    const { change: ended } = await ear.hears('audio_stream_ended', (message) => message.change.ended !== undefined);
    expect(ended.ended).toMatchObject([{ as: 'completed' }]);
    const texts = ear.told.flatMap(({ change: { started, chunks = [] } }) => [...(started?.entries ?? []), ...chunks]);
    expect(texts.map(({ text }) => text)).toEqual(PLAIN);
    expect(JSON.stringify(ear.told)).not.toContain('mention');
    const [past] = (await radio.queue(channel)).past ?? [];
    expect(past?.text).toBe(PLAIN.join(' '));
  });

  test('[RA190] over the socket: the queue shows a note until there are words', async () => {
    await radio.host(channel, 'pause');
    const ear = await radio.ear(await radio.house.accessToken('host', [channel]));
    const held = new Held();
    radio.house.app.get(NoteWriters).use(held);
    const say = { text: NOTE, mode: 'write' as const };
    const command = { channel, key: randomUUID(), command: { name: 'enqueue', say } };
    const { request = '' } = await ear.ask<{ request?: string }>('command', command);
    expect(await waiting(request)).toMatchObject({ text: NOTE, mode: 'write', words: null, pieces: null, ready: 0 });
    held.says('It poured all day yesterday.', 'Patel is with us again.');
    const words = 'It poured all day yesterday. Patel is with us again.';
    await until('it is written', async () => (await waiting(request))?.words === words);
    expect(await waiting(request)).toMatchObject({ text: NOTE, mode: 'write', words, pieces: 2, status: 'ready' });
    expect(held.asked).toMatchObject([{ text: NOTE, language: 'en', style: 'calm', written: [] }]);
    radio.house.app.get(NoteWriters).use(new Held());
  });

  test('[RA190] what is said as it is has no words of its own', async () => {
    await radio.host(channel, 'pause');
    const request = await radio.said(channel, { text: 'Four.' });
    await until('it is made', async () => (await waiting(request))?.status === 'ready');
    expect(await waiting(request)).toMatchObject({ text: 'Four.', mode: 'say', words: null, pieces: 1 });
  });

  test('[RA196] it stays a note when it is edited, and its host may listen before', async () => {
    await radio.host(channel, 'pause');
    const held = new Held();
    radio.house.app.get(NoteWriters).use(held);
    held.says('Something was written.');
    const request = await radio.said(channel, { text: NOTE, mode: 'write' });
    const body = { text: 'mention the wind' };
    const edited = (await radio.host(channel, `requests/${request}`, { method: 'PATCH', body })).body.request ?? '';
    await until('it is made', async () => (await waiting(edited))?.status === 'ready');
    expect(await waiting(edited)).toMatchObject({
      text: 'mention the wind',
      mode: 'write',
      words: 'Something was written.',
    });
    expect(held.asked.at(-1)?.text).toBe('mention the wind');
    const token = await radio.house.accessToken('host', [channel]);
    const { status, bytes } = await radio.sound(`/v1/channels/${channel}/requests/${edited}/listen`, { token });
    expect([status, bytes.length % 192]).toEqual([200, 0]);
    expect(bytes.length).toBeGreaterThan(192);
  });

  test('[RA196] a clip is no note, and what could not be said is refused', async () => {
    const clip = { clip: randomUUID(), mode: 'write' };
    expect((await radio.host(channel, 'requests', { body: clip })).body.code).toBe('request.invalid');
    const silent = { text: '…', mode: 'write' };
    expect((await radio.host(channel, 'requests', { body: silent })).body.code).toBe('speech.empty-text');
  });

  test('[RA197] a command from before there were notes is the same when it comes again', async () => {
    await radio.host(channel, 'pause');
    const [key, token] = [randomUUID(), await radio.house.accessToken('host', [channel])];
    const first = await radio.host(channel, 'requests', { key, token, body: { text: 'Four.' } });
    // As it was hashed then.
    const say = { text: 'Four.', urgency: 'normal', front: false, style: 'calm', spokenForMs: 0 };
    const before = hash('sha256', JSON.stringify({ name: 'enqueue', say }));
    const kept = await radio.query<{ body_hash: string }>('SELECT body_hash FROM host_commands WHERE key = $1', [key]);
    expect(kept).toEqual([{ body_hash: before }]);
    expect((await radio.host(channel, 'requests', { key, token, body: { text: 'Four.' } })).body).toEqual(first.body);
    const note = await radio.host(channel, 'requests', { key, token, body: { text: 'Four.', mode: 'write' } });
    expect(note.body.code).toBe('radio.key-reused');
  });
});
