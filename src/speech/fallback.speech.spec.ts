import { describe, expect, test } from '@jest/globals';
import { hear, SENTENCE } from '../../test/contracts/speech.contract.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { failing, StepwiseSpeech } from '../../test/support/stepwise.speech.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { FallbackSpeech } from './fallback.speech.js';
import { SpeechFault } from './speech-fault.js';
import { SteadySpeech } from './steady.speech.js';

function house(...voices: StepwiseSpeech[]) {
  const clock = new VirtualClock();
  const log = new MemoryLog();
  const steady = voices.map((voice) => new SteadySpeech(voice, clock, log));
  const speech = new FallbackSpeech(
    steady.map((voice) => ({ speech: voice, steady: voice })),
    log,
  );
  /** Says one thing while the clock runs, and tells who said it, or why nobody did. */
  const say = async (utterance = {}): Promise<string> => {
    const said = hear(speech, utterance).then(
      ({ format }) => format?.voice ?? '',
      (fault: SpeechFault) => fault.code,
    );
    await clock.advance(1_000);
    return said;
  };
  return { clock, log, speech, say };
}

const best = () => new StepwiseSpeech('best');
const spare = () => new StepwiseSpeech('spare', { paid: false });

describe('fallback', () => {
  test('[SP12] the first voice speaks while it can', async () => {
    const [first, second] = [best(), spare()];
    const { say, log } = house(first, second);
    expect(await say()).toBe('best:usual');
    expect(second.asked).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  test.each([
    ['speech.unavailable', true, 2],
    ['speech.rate-limited', true, 2],
    ['speech.bad-answer', true, 2],
    ['speech.timeout', true, 1],
    ['speech.refused-key', false, 1],
    ['speech.spend-cap', false, 1],
    ['speech.budget-spent', false, 1],
    ['speech.unknown-voice', false, 1],
    ['speech.unavailable', false, 1],
  ] as const)(
    '[SP13] %s (retryable: %s) is asked for %i times, then the next voice speaks',
    async (code, retryable, times) => {
      const [first, second] = [best().always(failing(code, retryable)), spare()];
      const { say, log } = house(first, second);
      expect(await say()).toBe('spare:usual');
      expect(first.asked).toHaveLength(times);
      expect(log.lines).toEqual([
        { level: 'warn', sentence: 'speech fell back', fields: { from: 'best', to: 'spare', code } },
      ]);
    },
  );

  test('[SP13] one bad moment is mended by the retry', async () => {
    const first = best().next(failing('speech.unavailable', true));
    const { say } = house(first, spare());
    expect(await say()).toBe('best:usual');
    expect(first.asked).toHaveLength(2);
  });

  test('[SP13] the retry waits 100 to 200 ms', async () => {
    const first = best().next(failing('speech.rate-limited', true));
    const { clock, speech } = house(first);
    const said = hear(speech);
    await clock.advance(99);
    expect(first.asked).toHaveLength(1);
    await clock.advance(101);
    expect(first.asked).toHaveLength(2);
    await said;
  });

  test('[SP12] sound that went out is not said again by another voice', async () => {
    const first = best().next({ fails: new SpeechFault('speech.unavailable', { retryable: true }), after: 'sound' });
    const second = spare();
    const { say } = house(first, second);
    expect(await say()).toBe('speech.unavailable');
    expect(first.asked).toHaveLength(1);
    expect(second.asked).toEqual([]);
  });

  test('[SP12] a text that no voice would take is asked for once', async () => {
    const [first, second] = [best().always(failing('speech.text-too-long', false)), spare()];
    const { say, speech } = house(first, second);
    expect(await say()).toBe('speech.text-too-long');
    expect(second.asked).toEqual([]);
    expect(speech.voices()[0]?.state).toBe('working');
  });

  test('[SP12] only voices that speak the language are asked', async () => {
    const hindi = new StepwiseSpeech('hindi', { languages: ['hi'] });
    const { say } = house(best(), hindi);
    expect(await say({ language: 'hi-IN' })).toBe('hindi:usual');
    expect(await say({ language: 'ta' })).toBe('speech.language-not-spoken');
  });

  test('[SP12] when all fail, the last reason is told', async () => {
    const [first, second] = [best(), spare()];
    first.always(failing('speech.unavailable', false));
    second.always(failing('speech.bad-answer', false));
    expect(await house(first, second).say()).toBe('speech.bad-answer');
  });

  test('[SP12] who gives up is not served by the next voice', async () => {
    const [first, second] = [best().always(failing('speech.unavailable', true)), spare()];
    const { speech, clock } = house(first, second);
    const controller = new AbortController();
    const gone = expect(hear(speech, {}, controller.signal)).rejects.toThrow('enough');
    await clock.advance(50);
    controller.abort(new Error('enough'));
    await gone;
    await clock.advance(1_000);
    expect(first.asked).toHaveLength(1);
    expect(second.asked).toEqual([]);
  });

  test.each([
    ['nova', 'nova', undefined],
    ['best:nova', 'nova', undefined],
    ['spare:f3', undefined, 'f3'],
    ['other:x', 'other:x', undefined],
  ])('[SP14] the voice “%s” is %s to the first engine and %s to the second', async (voice, toFirst, toSecond) => {
    const [first, second] = [best().always(failing('speech.unavailable', false)), spare()];
    const { say } = house(first, second);
    expect(await say({ voice })).toBe('spare:usual');
    expect(first.asked[0]?.voice).toBe(toFirst);
    expect(second.asked[0]?.voice).toBe(toSecond);
    expect(second.asked[0]?.text).toBe(SENTENCE.text);
  });
});

describe('circuit', () => {
  test('[SP15] after two failures in a row a voice rests and is not asked', async () => {
    const first = best().always(failing('speech.unavailable', false));
    const { say, speech } = house(first, spare());
    await say();
    expect(speech.voices()[0]?.state).toBe('working');
    await say();
    expect(speech.voices()[0]).toMatchObject({ state: 'resting', lastFault: { code: 'speech.unavailable' } });
    expect(await say()).toBe('spare:usual');
    expect(first.asked).toHaveLength(2);
  });

  test('[SP15] a success between failures clears them', async () => {
    const failure = failing('speech.unavailable', false);
    const first = best().next(failure, 'speak', failure, 'speak');
    const { say, speech } = house(first, spare());
    for (let time = 0; time < 4; time += 1) await say();
    expect(speech.voices()[0]?.state).toBe('working');
  });

  test('[SP15] it is probed in the background with a few words, later each time, and comes back', async () => {
    const hung = failing('speech.timeout', true);
    const first = best().next(hung, hung, hung);
    const { clock, say, speech } = house(first, spare());
    await say();
    await clock.advance(10_000);
    expect(first.asked.map(({ text }) => text)).toEqual([SENTENCE.text, 'One, two, three.']);
    await clock.advance(20_000);
    expect(first.asked).toHaveLength(3);
    expect(speech.voices()[0]?.state).toBe('resting');
    await clock.advance(40_000);
    expect(first.asked).toHaveLength(4);
    expect(speech.voices()[0]?.state).toBe('working');
    expect(await say()).toBe('best:usual');
  });

  test.each(['speech.refused-key', 'speech.spend-cap'] as const)(
    '[SP16] %s: not one call is made for an hour, then one trial',
    async (code) => {
      const first = best().always(failing(code, false));
      const { clock, say } = house(first, spare());
      await say();
      for (let minute = 0; minute < 58; minute += 1) {
        expect(await say()).toBe('spare:usual');
        await clock.advance(59_000);
      }
      expect(first.asked).toHaveLength(1);
      await clock.advance(120_000);
      expect(first.asked).toHaveLength(1);
      await say();
      expect(first.asked).toHaveLength(2);
      await say();
      expect(first.asked).toHaveLength(2);
    },
  );

  test('[SP16] a call that was already under way and goes through opens nothing again', async () => {
    const ready = new AbortController();
    const first = best().next({ speaksAt: ready.signal }, failing('speech.spend-cap', false));
    const { say, speech } = house(first, spare());
    const slow = hear(speech);
    await say();
    ready.abort();
    expect((await slow).format?.voice).toBe('best:usual');
    expect(speech.voices()[0]).toMatchObject({ state: 'resting', lastFault: { code: 'speech.spend-cap' } });
  });

  test('[SP16] a spent budget of our own is no fault of the voice', async () => {
    const first = best().next(failing('speech.budget-spent', false));
    const { say } = house(first, spare());
    expect(await say()).toBe('spare:usual');
    expect(await say()).toBe('best:usual');
  });

  test('[SP15] a voice that is alone is asked even while it rests, unless that is hopeless', async () => {
    const failure = failing('speech.unavailable', false);
    const { say, speech } = house(best().next(failure, failure));
    await say();
    await say();
    expect(speech.voices()[0]?.state).toBe('resting');
    expect(await say()).toBe('best:usual');
    expect(speech.voices()[0]?.state).toBe('working');
    const { say: hopeless } = house(best().next(failing('speech.refused-key', false)));
    await hopeless();
    expect(await hopeless()).toBe('speech.unavailable');
  });

  test('[SP15] closed, it leaves no timer', async () => {
    const { clock, say, speech } = house(best().always(failing('speech.timeout', true)));
    await say();
    expect(clock.waiting).toBe(1);
    speech.close();
    expect(clock.waiting).toBe(0);
    await say();
    expect(clock.waiting).toBe(0);
  });

  test('[SP17] the ledger of a bad day: no words are paid for more than twice', async () => {
    const failures = ['speech.unavailable', 'speech.bad-answer', 'speech.rate-limited', 'speech.timeout'] as const;
    const first = best();
    const second = new StepwiseSpeech('second');
    const { clock, say } = house(first, second, spare());
    const bad = failures.map((code) => failing(code, true));
    first.next(...Array.from({ length: 300 }, (_, at) => (at % 7 === 6 ? 'speak' : (bad[at % 4] ?? 'speak'))));
    second.next(...Array.from({ length: 300 }, (_, at) => (at % 3 === 2 ? 'speak' : (bad[(at + 1) % 4] ?? 'speak'))));
    for (let line = 0; line < 200; line += 1) {
      expect(await say({ text: `This is line number ${line}.` })).toMatch(/:usual$/);
      await clock.advance(2_000);
    }
    for (const { asked } of [first, second]) {
      const bought = new Map<string, number>();
      for (const { text } of asked) bought.set(text, (bought.get(text) ?? 0) + 1);
      bought.delete('One, two, three.');
      expect(Math.max(...bought.values())).toBe(2);
    }
  });
});
