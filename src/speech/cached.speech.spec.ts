import { describe, expect, test } from '@jest/globals';
import {
  cacheHouse,
  FORMAT,
  forever,
  Gate,
  gatedVoice,
  GOAL,
  hear,
  simpleVoice,
  SOUND,
} from '../../test/support/cached-speech.js';
import { ScriptedSpeech } from '../../test/support/scripted.speech.js';
import { until } from '../../test/support/until.js';
import { Fault } from '../kernel/fault.js';
import { SpeechFault } from './speech-fault.js';
import type { Utterance } from './speech.port.js';

describe('cached speech', () => {
  test('[SP62] the same words are bought once, also after a restart', async () => {
    const voice = simpleVoice();
    const { cached, make } = cacheHouse(voice);
    const bought = await hear(cached);
    await cached.stored();
    const found = await hear(make());
    expect(voice.asked).toBe(1);
    expect(bought.sound).toBe('the sound of a goal');
    expect(found).toEqual({
      sound: 'the sound of a goal',
      words: [{ start: 0, end: 4, startMs: 12.5, endMs: 300 }],
      first: FORMAT,
    });
  });

  test.each<[string, Partial<Utterance>, string]>([
    ['the text', { text: 'Goal for Kane.' }, 'engine-1'],
    ['the language', { language: 'de' }, 'engine-1'],
    ['the voice', { voice: 'other' }, 'engine-1'],
    ['the style', { style: 'grave' }, 'engine-1'],
    ['the engine', {}, 'engine-2'],
  ])('[SP62] %s makes the difference', async (_what, change, fingerprint) => {
    const voice = simpleVoice();
    const { cached, make } = cacheHouse(voice);
    await hear(cached);
    await cached.stored();
    await hear(make(fingerprint), { ...GOAL, ...change });
    expect(voice.asked).toBe(2);
  });

  test('[SP62] the key tells nothing of the text', async () => {
    const { cached, blobs } = cacheHouse(simpleVoice());
    await hear(cached);
    await cached.stored();
    expect([...blobs.blobs.keys()]).toEqual([expect.stringMatching(/^speech\/[0-9]{5}\/[0-9a-f]{64}$/)]);
  });

  test('[SP62] what is asked for in the week after is still there, and there for another week', async () => {
    const voice = simpleVoice();
    const { make, clock, blobs } = cacheHouse(voice);
    for (let week = 0; week < 4; week += 1) {
      const cached = make();
      expect((await hear(cached)).sound).toBe('the sound of a goal');
      await cached.stored();
      await clock.advance(7 * 86_400_000);
    }
    expect(voice.asked).toBe(1);
    expect(blobs.blobs.size).toBe(4);
    await clock.advance(7 * 86_400_000);
    await hear(make());
    expect(voice.asked).toBe(2);
  });

  test('[SP64] what was kept and is no longer believed is bought again and replaced', async () => {
    const voice = simpleVoice();
    const { cached, make, doubted, log, blobs } = cacheHouse(voice);
    await hear(cached);
    await cached.stored();
    doubted.add(GOAL.text);
    const again = make();
    expect((await hear(again)).sound).toBe('the sound of a goal');
    await again.stored();
    expect(voice.asked).toBe(2);
    expect(blobs.blobs.size).toBe(1);
    expect(log.lines).toMatchObject([{ sentence: 'stored speech is no longer believed and is bought again' }]);
  });

  test('[SP63] who asks at the same time hears the same call', async () => {
    const { voice, open } = gatedVoice();
    const { cached } = cacheHouse(voice);
    const both = [hear(cached), hear(cached)];
    await until('asked', () => voice.asked === 1);
    open(0);
    const late = hear(cached);
    open(1);
    open(2);
    for (const heard of await Promise.all([...both, late])) expect(heard.sound).toBe('the sound of a goal');
    expect(voice.asked).toBe(1);
  });

  test('[SP63] one who leaves, the first too, does not stop it for the others', async () => {
    const { voice, open, ended } = gatedVoice();
    const { cached, blobs } = cacheHouse(voice);
    const [first, second] = [new AbortController(), new AbortController()];
    const leaving = [first, second].map((each) => expect(hear(cached, GOAL, each.signal)).rejects.toThrow('gone'));
    const staying = hear(cached);
    await until('asked', () => voice.asked === 1);
    open(0);
    first.abort(new Error('gone'));
    second.abort(new Error('gone'));
    await Promise.all(leaving);
    open(1);
    open(2);
    expect((await staying).sound).toBe('the sound of a goal');
    expect(ended).toEqual(['whole', 'over']);
    await cached.stored();
    expect(blobs.blobs.size).toBe(1);
  });

  test('[SP63] when the last has left it is called off, nothing is kept, and the next one buys afresh', async () => {
    const { voice, open, ended } = gatedVoice();
    const { cached, blobs } = cacheHouse(voice);
    const controller = new AbortController();
    const gone = expect(hear(cached, GOAL, controller.signal)).rejects.toThrow('gone');
    await until('asked', () => voice.asked === 1);
    open(0);
    controller.abort(new Error('gone'));
    await gone;
    await until('called off', () => ended.includes('called off'));
    expect(blobs.blobs.size).toBe(0);
    open(1);
    open(2);
    expect((await hear(cached)).sound).toBe('the sound of a goal');
    expect(voice.asked).toBe(2);
  });

  test('[SP63] one who was never heard leaves nothing behind', async () => {
    const voice = simpleVoice();
    const { cached } = cacheHouse(voice);
    cached.say(GOAL, forever());
    await expect(hear(cached, GOAL, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(voice.asked).toBe(0);
    expect((await hear(cached)).sound).toBe('the sound of a goal');
  });

  test('[SP64] what failed in the middle is not kept, and the next call tries again', async () => {
    const voice = new ScriptedSpeech(async function* () {
      yield FORMAT;
      yield { kind: 'sound', bytes: SOUND };
      if (voice.asked === 1) throw new SpeechFault('speech.unavailable', { retryable: true });
    });
    const { cached, blobs } = cacheHouse(voice);
    const fails = [hear(cached), hear(cached)];
    for (const failing of fails) await expect(failing).rejects.toMatchObject({ code: 'speech.unavailable' });
    await cached.stored();
    expect(blobs.blobs.size).toBe(0);
    await hear(cached);
    await cached.stored();
    expect(voice.asked).toBe(2);
    expect(blobs.blobs.size).toBe(1);
  });

  test('[SP64] what has no format or no sound is not kept', async () => {
    const { cached, blobs } = cacheHouse(
      new ScriptedSpeech(async function* () {
        yield FORMAT;
      }),
    );
    await hear(cached);
    await cached.stored();
    expect(blobs.blobs.size).toBe(0);
  });

  test('[SP64] a voice without end is stopped', async () => {
    const { cached } = cacheHouse(
      new ScriptedSpeech(async function* () {
        yield FORMAT;
        for (;;) yield { kind: 'sound', bytes: Buffer.alloc(1_048_576) };
      }),
    );
    await expect(hear(cached)).rejects.toMatchObject({ code: 'speech.bad-answer' });
  });

  test.each<[string, (whole: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['cut in the header', (whole) => whole.subarray(0, 12)],
    ['cut in the sound', (whole) => whole.subarray(0, -1)],
    ['longer than it says', (whole) => Buffer.concat([whole, Buffer.from('x')])],
    ['another kind of file', (whole) => Buffer.concat([Buffer.from('RIFF'), whole.subarray(4)])],
    ['no JSON', (whole) => Buffer.from(whole.toString('latin1').replace('{', '['), 'latin1')],
    ['another shape', (whole) => Buffer.from(whole.toString('latin1').replace('pcm16', 'pcm17'), 'latin1')],
    ['a length beyond all', (whole) => Buffer.concat([whole.subarray(0, 4), Buffer.alloc(4, 255), whole.subarray(8)])],
  ])('[SP65] a stored piece that is %s is bought again and replaced', async (_what, damage) => {
    const voice = simpleVoice();
    const { cached, blobs, make, log } = cacheHouse(voice);
    await hear(cached);
    await cached.stored();
    const [[key, whole] = ['', Buffer.alloc(0)]] = blobs.blobs;
    blobs.blobs.set(key, damage(whole));
    const again = make();
    expect((await hear(again)).sound).toBe('the sound of a goal');
    await again.stored();
    expect(voice.asked).toBe(2);
    expect(blobs.blobs.get(key)?.toString('latin1')).toContain('the sound of a goal');
    expect(log.lines).toMatchObject([{ level: 'warn', sentence: 'stored speech is damaged and is bought again' }]);
    await hear(make());
    expect(voice.asked).toBe(2);
  });

  test('[SP65] a storage that fails never stops speech, and the text is not logged', async () => {
    const { cached, blobs, log } = cacheHouse(simpleVoice());
    blobs.get = () => Promise.reject(new Fault('blobs.unavailable', { retryable: true }));
    blobs.put = () => Promise.reject(new Fault('blobs.full'));
    expect((await hear(cached)).sound).toBe('the sound of a goal');
    await cached.stored();
    expect(log.lines.map((line) => line.sentence)).toEqual([
      'stored speech could not be read',
      'speech could not be stored',
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('Kane');
  });

  test('[SP65] a storage that hangs costs one second', async () => {
    const { cached, blobs, clock } = cacheHouse(simpleVoice());
    blobs.get = () => new Promise(() => undefined);
    const heard = hear(cached);
    await clock.advance(999);
    expect(clock.waiting).toBe(1);
    await clock.advance(1);
    expect((await heard).sound).toBe('the sound of a goal');
  });

  test('[SP65] a storage that is slow for many pieces is told of, and they are heard all the same', async () => {
    const { cached, blobs, log, clock } = cacheHouse(simpleVoice());
    blobs.put = () => new Promise(() => undefined);
    for (let piece = 0; piece < 66; piece += 1) {
      expect((await hear(cached, { ...GOAL, text: `Piece ${piece}` })).sound).toBe('the sound of a goal');
    }
    const told = log.lines.map(({ sentence }) => sentence);
    expect(told).toEqual(Array.from({ length: 2 }, () => 'speech is not stored because too much is being stored'));
    await clock.advance(30_000);
  });

  test('[SP65] until it is stored it is not bought a second time', async () => {
    const voice = simpleVoice();
    const { cached, blobs } = cacheHouse(voice);
    const gate = new Gate();
    const put = blobs.put.bind(blobs);
    blobs.put = async (key, source, options) => {
      await gate.opened;
      return put(key, source, options);
    };
    await hear(cached);
    expect((await hear(cached)).sound).toBe('the sound of a goal');
    gate.open();
    await cached.stored();
    await hear(cached);
    expect(voice.asked).toBe(1);
  });
});
