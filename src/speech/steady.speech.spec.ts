import { describe, expect, test } from '@jest/globals';
import { hear, SENTENCE } from '../../test/contracts/speech.contract.js';
import { MemoryBlobStore } from '../../test/support/memory.blob-store.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { failing, StepwiseSpeech } from '../../test/support/stepwise.speech.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { CachedSpeech } from './cached.speech.js';
import { SpeechFault } from './speech-fault.js';
import { SteadySpeech } from './steady.speech.js';

const hung = failing('speech.timeout', true);
const refused = failing('speech.unavailable', false);

function house(engine: StepwiseSpeech) {
  const clock = new VirtualClock();
  const log = new MemoryLog();
  const steady = new SteadySpeech(engine, clock, log);
  const cached = new CachedSpeech(steady, {
    blobs: new MemoryBlobStore(),
    clock,
    log,
    fingerprint: 'one',
    believes: () => true,
  });
  /** As many askers of the same words at once: how each of them ended. */
  const ask = async (speech: CachedSpeech | SteadySpeech, askers = 1, text = SENTENCE.text): Promise<string[]> => {
    const ends = Array.from({ length: askers }, () =>
      hear(speech, { text }).then(
        ({ format }) => format?.voice ?? '',
        (fault: SpeechFault) => fault.code,
      ),
    );
    await clock.advance(1_000);
    return Promise.all(ends);
  };
  return { clock, steady, cached, ask };
}

const voice = () => new StepwiseSpeech('one');

describe('a voice behind its cache', () => {
  test.each([1, 2, 7])(
    '[SP17] %i askers at once buy the same words twice at most, and all hear of it',
    async (askers) => {
      const engine = voice().always(failing('speech.bad-answer', true));
      const { cached, ask } = house(engine);
      expect(await ask(cached, askers)).toEqual(Array.from({ length: askers }, () => 'speech.bad-answer'));
      expect(engine.asked).toHaveLength(2);
    },
  );

  test('[SP17] the one retry mends it for all who ask', async () => {
    const engine = voice().next(failing('speech.bad-answer', true));
    const { cached, ask } = house(engine);
    expect(await ask(cached, 3)).toEqual(['one:usual', 'one:usual', 'one:usual']);
    expect(engine.asked).toHaveLength(2);
  });

  test('[SP15] one failed call counts once, however many heard it fail', async () => {
    const { cached, steady, ask } = house(voice().next(refused));
    await ask(cached, 5);
    expect(steady.status.state).toBe('working');
  });

  test('[SP15] what is found in storage neither clears a failure nor ends a rest', async () => {
    const { cached, steady, ask } = house(voice().next('speak', refused, refused));
    await ask(cached);
    await ask(cached, 1, 'The first that fails.');
    expect(await ask(cached)).toEqual(['one:usual']);
    await ask(cached, 1, 'The second that fails.');
    expect(steady.status.state).toBe('resting');
    expect(await ask(cached)).toEqual(['one:usual']);
    expect(steady.status.state).toBe('resting');
  });
});

describe('a rest', () => {
  test('[SP15] six calls that fail together make one rest, and the probe comes within 10 s', async () => {
    const engine = voice().next(hung, hung, hung, hung, hung, hung);
    const { clock, steady, ask } = house(engine);
    await ask(steady, 6);
    expect(engine.asked).toHaveLength(6);
    await clock.advance(10_000);
    expect(engine.asked).toHaveLength(7);
    expect(steady.status.state).toBe('working');
  });

  test('[SP15] calls that fail while it rests do not put the probe off', async () => {
    const engine = voice().always(hung);
    const { clock, steady, ask } = house(engine);
    // At 0, 4 and 8 s; each takes a second.
    await ask(steady);
    await clock.advance(3_000);
    await ask(steady);
    await clock.advance(3_000);
    await ask(steady);
    await clock.advance(1_000);
    expect(engine.asked.map(({ text }) => text)).toContain('One, two, three.');
  });

  test('[SP15] a probe that our own budget does not allow makes it neither final nor longer', async () => {
    const spent = failing('speech.budget-spent', false);
    const engine = voice().next(hung, ...Array.from({ length: 10 }, () => spent));
    const { clock, steady, ask } = house(engine);
    await ask(steady);
    for (let probe = 1; probe <= 10; probe += 1) {
      await clock.advance(10_000);
      expect(steady.hopeless).toBe(false);
    }
    expect(engine.asked.length).toBeGreaterThanOrEqual(11);
    await clock.advance(10_000);
    expect(steady.status.state).toBe('working');
  });

  test('[SP16] a call that is told that it is over while a probe is under way decides', async () => {
    const probed = new AbortController();
    const engine = voice().next(hung, { speaksAt: probed.signal }, failing('speech.refused-key', false));
    const { clock, steady, ask } = house(engine);
    await ask(steady);
    await clock.advance(10_000);
    await ask(steady);
    probed.abort();
    await clock.advance(1);
    expect(steady.hopeless).toBe(true);
  });

  test('[SP16] and so it does where the probe fails', async () => {
    const probed = new AbortController();
    const broken = { fails: new SpeechFault('speech.unavailable'), after: probed.signal };
    const engine = voice().next(hung, broken, failing('speech.refused-key', false));
    const { clock, steady, ask } = house(engine);
    await ask(steady);
    await clock.advance(10_000);
    await ask(steady);
    probed.abort();
    await clock.advance(1);
    expect(steady.hopeless).toBe(true);
  });
});

describe('what hosts are told', () => {
  test.each(['speech.budget-spent', 'speech.unknown-voice'] as const)(
    '[SP15] %s is told, and does not count against the voice',
    async (code) => {
      const fault = failing(code, false);
      const { steady, ask } = house(voice().next(fault, fault, fault));
      for (let time = 0; time < 3; time += 1) await ask(steady);
      expect(steady.status).toMatchObject({ state: 'working', lastFault: { code } });
    },
  );
});
