import { describe, expect, test } from '@jest/globals';
import { hear, never, SENTENCE } from '../../test/contracts/speech.contract.js';
import { toneFor } from '../../test/support/provider-server.js';
import { SCRIPT_FORMAT, SCRIPT_SAMPLE_RATE, StepwiseSpeech, type Step } from '../../test/support/stepwise.speech.js';
import { Audio, type ChunkSound, type Level, type Sound } from '../audio/sound.port.js';
import { Fault } from '../kernel/fault.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { SpeechPart, WordTiming } from './speech.port.js';
import { ValidatedSpeech } from './validated.speech.js';

const format: SpeechPart = { kind: 'format', format: SCRIPT_FORMAT, voice: 'scripted:usual' };
const tone = toneFor(SENTENCE.text, SCRIPT_SAMPLE_RATE);

/** Decodes nothing: it hands out what it was made with. */
class OneSoundAudio extends Audio {
  constructor(private readonly decoded: Uint8Array | Fault) {
    super();
  }

  levelFor(voice: string): Level {
    return { voice };
  }

  toChunks(): Promise<readonly ChunkSound[]> {
    return Promise.resolve([]);
  }

  decode(): Promise<Sound & { readonly bytes: Uint8Array }> {
    if (this.decoded instanceof Fault) return Promise.reject(this.decoded);
    return Promise.resolve({ format: SCRIPT_FORMAT, bytes: this.decoded });
  }
}

function validated(...steps: Step[]) {
  const engine = new StepwiseSpeech('scripted').next(...steps);
  const clock = new VirtualClock();
  return { engine, clock, speech: new ValidatedSpeech(engine, new OneSoundAudio(tone), clock) };
}

function sends(bytes: Uint8Array, words: readonly WordTiming[] = []): Step {
  return { sends: [format, { kind: 'sound', bytes }, { kind: 'words', words }] };
}

describe('validated speech', () => {
  test('[SP11] what is believed comes through, whole', async () => {
    const words = [{ start: 0, end: 4, startMs: 0, endMs: 300 }];
    const { speech, clock } = validated(sends(tone, words));
    const piece = await hear(speech);
    expect(piece.format).toEqual(format);
    expect(piece.bytes.equals(tone)).toBe(true);
    expect(piece.words).toEqual(words);
    expect(clock.waiting).toBe(0);
  });

  test.each([
    ['nothing', sends(Buffer.alloc(0)), 'no sound'],
    ['no format', { sends: [{ kind: 'sound', bytes: tone }] }, 'no sound'],
    ['silence', sends(Buffer.alloc(tone.length)), 'silent'],
    ['half a sample too few', sends(tone.subarray(0, -1)), 'inside a sample'],
    ['a third of the sound', sends(tone.subarray(0, 2 * Math.round(tone.length / 6))), 'shorter or longer'],
    ['the sound three times', sends(Buffer.concat([tone, tone, tone])), 'shorter or longer'],
    [
      'a third of the sound, then silence',
      sends(Buffer.alloc(tone.length).fill(tone.subarray(0, 11_000), 0, 11_000)),
      'shorter or longer',
    ],
    ['words after the end', sends(tone, [{ start: 0, end: 4, startMs: 60_000, endMs: 60_100 }]), 'last words'],
    [
      'more than any piece',
      {
        sends: [format, ...Array.from({ length: 9 }, () => ({ kind: 'sound' as const, bytes: Buffer.alloc(1 << 20) }))],
      },
      'never ends',
    ],
  ] as const)('[SP11] %s is no answer, and not a byte of it comes through', async (_what, step, reason) => {
    const kinds: string[] = [];
    const said = (async () => {
      for await (const part of validated(step).speech.say(SENTENCE, never())) kinds.push(part.kind);
    })();
    await expect(said).rejects.toMatchObject({
      code: 'speech.bad-answer',
      retryable: true,
      message: expect.stringContaining(reason) as unknown,
    });
    expect(kinds).toEqual([]);
  });

  test('[SP11] half of the sound is found out once the voice’s pace is known', async () => {
    const half = sends(tone.subarray(0, 2 * Math.round(tone.length / 4)));
    const { speech } = validated('speak', 'speak', 'speak', 'speak', 'speak', half, 'speak');
    for (let piece = 0; piece < 5; piece += 1) await hear(speech);
    await expect(hear(speech)).rejects.toMatchObject({ code: 'speech.bad-answer' });
    expect((await hear(speech)).bytes.length).toBe(tone.length);
  });

  test('[SP64] half of the sound that was believed before the pace was known is not believed afterwards', async () => {
    const half = tone.subarray(0, 2 * Math.round(tone.length / 4));
    const kept: SpeechPart[] = [format, { kind: 'sound', bytes: half }];
    const { speech } = validated(sends(half));
    await hear(speech);
    expect(speech.believes(kept, SENTENCE)).toBe(true);
    for (let piece = 0; piece < 7; piece += 1) await hear(speech);
    expect(speech.believes(kept, SENTENCE)).toBe(false);
    expect(speech.believes([format, { kind: 'sound', bytes: tone }], SENTENCE)).toBe(true);
    expect(speech.believes([{ kind: 'sound', bytes: tone }], SENTENCE)).toBe(false);
  });

  test('[SP11] where nobody knows how long a language takes, only what is absurd is refused', async () => {
    const { speech, engine } = validated();
    for (const [language, factor] of [
      ['hak', 5.2],
      ['gn', 0.15],
    ] as const) {
      const sound = Buffer.alloc(2 * Math.round((tone.length / 2) * factor), tone);
      for (let piece = 0; piece < 7; piece += 1) {
        engine.next(sends(sound));
        await expect(hear(speech, { language })).resolves.toMatchObject({ words: [] });
      }
      engine.next(sends(tone.subarray(0, 2 * Math.round(tone.length / 40))));
      await expect(hear(speech, { language })).rejects.toMatchObject({ code: 'speech.bad-answer' });
    }
  });

  test('[SP11] a short cry may be barked or drawn out, whatever the pace', async () => {
    const { speech, engine } = validated();
    for (let piece = 0; piece < 6; piece += 1) await hear(speech);
    for (const ms of [250, 1_100]) {
      engine.next(sends(toneFor('a'.repeat(Math.round(ms / 66)), SCRIPT_SAMPLE_RATE)));
      await expect(hear(speech, { text: 'Goal!' })).resolves.toMatchObject({ words: [] });
    }
  });

  test('[SP11] a format of its own is decoded, and judged as samples', async () => {
    const unknown: SpeechPart = { kind: 'format', format: { encoding: 'unknown' }, voice: 'scripted:usual' };
    const step: Step = { sends: [unknown, { kind: 'sound', bytes: Buffer.from('RIFF') }] };
    const piece = await hear(validated(step).speech);
    expect(piece.format?.format).toEqual(SCRIPT_FORMAT);
    expect(piece.bytes.length).toBe(tone.length);
    const undecodable = new OneSoundAudio(new Fault('audio.undecodable'));
    const speech = new ValidatedSpeech(new StepwiseSpeech('scripted').next(step), undecodable, new VirtualClock());
    await expect(hear(speech)).rejects.toMatchObject({ code: 'speech.bad-answer', retryable: false });
  });

  test.each([
    ['hangs', 'hang', 8_000],
    ['sends its format and hangs', { sends: [format], afterwards: 'hang' }, 8_000],
    [
      'sends a few bytes and hangs',
      { sends: [format, { kind: 'sound', bytes: tone.subarray(0, 100) }], afterwards: 'hang' },
      8_000,
    ],
    [
      'sends half and hangs',
      { sends: [format, { kind: 'sound', bytes: tone.subarray(0, 30_000) }], afterwards: 'hang' },
      5_000,
    ],
  ] as const)('[SP18] a voice that %s is given up in time', async (_what, step, afterMs) => {
    const { speech, clock } = validated(step);
    let fault: unknown;
    const said = hear(speech).catch((error: unknown) => {
      fault = error;
    });
    await clock.advance(afterMs - 1);
    expect(fault).toBeUndefined();
    await clock.advance(1);
    await said;
    expect(fault).toMatchObject({ name: 'SpeechFault', code: 'speech.timeout', retryable: true });
    expect(clock.waiting).toBe(0);
  });

  test('[SP18] a voice that always sends a little more is given up after 180 s', async () => {
    const clock = new VirtualClock();
    const engine = new StepwiseSpeech('slow');
    engine.say = async function* () {
      yield format;
      for (;;) {
        yield { kind: 'sound', bytes: tone.subarray(0, 2_048) };
        await clock.sleep(4_900);
      }
    };
    const speech = new ValidatedSpeech(engine, new OneSoundAudio(tone), clock);
    let fault: unknown;
    const said = hear(speech).catch((error: unknown) => {
      fault = error;
    });
    await clock.advance(179_999);
    expect(fault).toBeUndefined();
    await clock.advance(1);
    await said;
    expect(fault).toMatchObject({ code: 'speech.timeout' });
  });

  test('[SP18] who gives up gets the reason at once, even from a voice that does not listen', async () => {
    const { speech, clock } = validated('hang');
    const controller = new AbortController();
    const said = expect(hear(speech, {}, controller.signal)).rejects.toThrow('enough');
    await clock.advance(10);
    controller.abort(new Error('enough'));
    await said;
    expect(clock.waiting).toBe(0);
  });
});
