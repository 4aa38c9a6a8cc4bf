import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Audio, type Level } from '../../src/audio/sound.port.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { EspeakSpeech } from '../../src/speech/espeak.speech.js';
import type { SpeechFault } from '../../src/speech/speech-fault.js';
import { ValidatedSpeech } from '../../src/speech/validated.speech.js';
import { audibleSpans } from '../support/audible.js';
import { sentenceIn } from '../support/sentences.js';
import { until } from '../support/until.js';
import { hear, never, SENTENCE, speechContract } from './speech.contract.js';

const espeak = new EspeakSpeech(new SystemClock());
const others: EspeakSpeech[] = [];

function another(...made: ConstructorParameters<typeof EspeakSpeech>): EspeakSpeech {
  const speech = new EspeakSpeech(...made);
  others.push(speech);
  return speech;
}

/** Samples need no decoding. */
class NoAudio extends Audio {
  levelFor(voice: string): Level {
    return { voice };
  }

  toChunks(): Promise<never> {
    return Promise.reject(new Error('Nothing is made here.'));
  }

  decode(): Promise<never> {
    return Promise.reject(new Error('Nothing is decoded here.'));
  }
}

function pidOf(speech: EspeakSpeech): number {
  if (speech.pid === undefined) throw new Error('No process speaks.');
  return speech.pid;
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ESRCH') return false;
    throw error;
  }
}

afterAll(async () => {
  await Promise.all([espeak, ...others].map((speech) => speech.close()));
});

describe('the embedded voice', () => {
  speechContract('espeak', () => espeak);

  test('[SP1] [SP11] in every language it declares a sentence is spoken, and believed', async () => {
    const believed = new ValidatedSpeech(espeak, new NoAudio(), new SystemClock());
    const refused: string[] = [];
    for (const language of espeak.supports.languages) {
      for (const text of [sentenceIn(language), '1, 2, 3']) {
        const spoken = await hear(believed, { text, language }).then(
          ({ bytes }) => bytes.length,
          (fault: SpeechFault) => fault.message,
        );
        if (typeof spoken === 'string' || spoken < 22_050) refused.push(`${language} ${text}: ${spoken}`);
      }
    }
    expect(refused).toEqual([]);
    expect(espeak.supports.languages).toEqual(expect.arrayContaining(['en', 'hi', 'es', 'fr', 'pt', 'de']));
  });

  test('[SP1] a voice by its name sounds different, one that does not exist is told', async () => {
    const usual = await hear(espeak);
    const other = await hear(espeak, { voice: 'en-us+f3' });
    expect(Math.abs(other.bytes.length / usual.bytes.length - 1)).toBeGreaterThan(0.02);
    await expect(hear(espeak, { voice: 'nosuch' })).rejects.toMatchObject({ code: 'speech.unknown-voice' });
    await expect(hear(espeak, { language: 'xx' })).rejects.toMatchObject({ code: 'speech.language-not-spoken' });
    expect(Math.abs((await hear(espeak)).bytes.length / usual.bytes.length - 1)).toBeLessThan(0.01);
  });

  test.each([
    ['en', 'Out. Smith walks back.', 1],
    ['de', 'Tor! Der Ball liegt im Netz.', 1],
    ['hi', 'चौका! गेंद सीमा रेखा के पार चली गई।', 1],
    ['en', 'Four runs! That is the hundred.', 2],
  ])('[SP3] in %s the words of “%s” have the times at which they sound', async (language, text, afterPause) => {
    for (const style of ['calm', 'excited', 'grave'] as const) {
      const { bytes, words } = await hear(espeak, { text, language, style });
      const spans = audibleSpans(bytes, 22_050, 150);
      expect(spans).toHaveLength(2);
      const [before, after] = spans;
      expect(Math.abs((words[afterPause]?.startMs ?? 0) - (after?.startMs ?? Infinity))).toBeLessThan(40);
      expect(words[afterPause - 1]?.startMs).toBeLessThan(before?.endMs ?? 0);
      expect(Math.abs((words.at(-1)?.endMs ?? 0) - (after?.endMs ?? Infinity))).toBeLessThan(60);
      expect(words.at(-1)?.startMs).toBeLessThan((after?.endMs ?? 0) - 100);
    }
  });

  test('[SP4] the manners differ as they should', async () => {
    const [calm, excited, grave] = await Promise.all(
      (['calm', 'excited', 'grave'] as const).map(async (style) => (await hear(espeak, { style })).bytes.length),
    );
    expect(excited).toBeLessThan(calm ?? 0);
    expect(grave).toBeGreaterThan(calm ?? Infinity);
  });

  test.each([
    ['<audio src="http://127.0.0.1/x.wav">hi</audio>', 'audio'],
    ['<break time="10m"/>goal', 'break'],
    ['[[h@l@U]] goal', 'phonemes'],
  ])('[SP6] %s is read aloud, not obeyed', async (text) => {
    const { bytes, words } = await hear(espeak, { text });
    expect(bytes.length / 44_100).toBeLessThan(10);
    expect(words.length).toBeGreaterThan(0);
  });

  test('[SP6] a text beyond the maximum is refused', async () => {
    await expect(hear(espeak, { text: 'a'.repeat(2_001) })).rejects.toMatchObject({ code: 'speech.text-too-long' });
  });

  test('[SP7] a killed process fails the call that it served, and the next call is served', async () => {
    const speech = another(new SystemClock());
    await hear(speech);
    const pid = pidOf(speech);
    const cut = hear(speech, { text: 'and another word '.repeat(100) });
    process.kill(pid, 'SIGKILL');
    await expect(cut).rejects.toMatchObject({ code: 'speech.unavailable', retryable: true });
    expect((await hear(speech)).bytes.length).toBeGreaterThan(10_000);
    expect(pidOf(speech)).not.toBe(pid);
  });

  test('[SP7] words for a process that is just dying may be said again', async () => {
    const speech = another(new SystemClock());
    await hear(speech);
    const pid = pidOf(speech);
    process.kill(pid, 'SIGKILL');
    // Nothing is told to us before this blocking wait is over, so the words go into a broken pipe.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    await expect(hear(speech)).rejects.toMatchObject({ code: 'speech.unavailable', retryable: true });
    expect((await hear(speech)).bytes.length).toBeGreaterThan(10_000);
  });

  test('[SP7] a process that dies before anybody listens fails the call, and nothing else', async () => {
    const speech = another(new SystemClock());
    await hear(speech);
    const pid = pidOf(speech);
    const parts = speech.say({ ...SENTENCE, text: 'and another word '.repeat(100) }, never())[Symbol.asyncIterator]();
    expect((await parts.next()).value).toMatchObject({ kind: 'format' });
    process.kill(pid, 'SIGKILL');
    await until('the process is gone', () => speech.pid === undefined);
    await expect(parts.next()).rejects.toMatchObject({ code: 'speech.unavailable', retryable: true });
  });

  test('[SP7] a stopped process is killed and reaped, and the next call is served', async () => {
    const clock = new VirtualClock();
    const speech = another(clock);
    await hear(speech);
    const pid = pidOf(speech);
    process.kill(pid, 'SIGSTOP');
    const stuck = expect(hear(speech)).rejects.toMatchObject({ code: 'speech.timeout' });
    await clock.advance(6_000);
    await stuck;
    await until('the stopped process is gone', () => !runs(pid));
    expect((await hear(speech)).bytes.length).toBeGreaterThan(10_000);
  });

  test('[SP7] a call that is given up does not keep the next one waiting for its reader', async () => {
    const speech = another(new SystemClock());
    const controller = new AbortController();
    const first = hear(speech, { text: 'and another word '.repeat(100) }, controller.signal);
    const queued = hear(speech, {}, controller.signal);
    const third = hear(speech);
    controller.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await expect(queued).rejects.toThrow('enough');
    const { words } = await third;
    expect(words).toHaveLength(SENTENCE.text.split(' ').length);
  });

  test('[SP5] sixty-four wait for the one that speaks; the next is refused at once', async () => {
    const speech = another(new SystemClock());
    const callers = Array.from({ length: 65 }, () => new AbortController());
    const ended = Promise.allSettled(callers.map(({ signal }) => hear(speech, {}, signal)));
    await expect(hear(speech)).rejects.toMatchObject({ code: 'speech.unavailable', retryable: true });
    for (const caller of callers) caller.abort(new Error('enough'));
    for (const { status } of await ended) expect(status).toBe('rejected');
  });

  test('[SP8] idle for two minutes, the process ends; the next words start another', async () => {
    const clock = new VirtualClock();
    const speech = another(clock);
    await hear(speech);
    const pid = pidOf(speech);
    await clock.advance(119_999);
    expect(runs(pid)).toBe(true);
    await clock.advance(1);
    await until('the idle process is gone', () => !runs(pid));
    expect((await hear(speech)).bytes.length).toBeGreaterThan(10_000);
    expect(pidOf(speech)).not.toBe(pid);
  });

  test('[SP8] closed, it leaves no process and takes no more words', async () => {
    const speech = another(new SystemClock());
    await hear(speech);
    const pid = pidOf(speech);
    await speech.close();
    expect(runs(pid)).toBe(false);
    await expect(hear(speech)).rejects.toMatchObject({ code: 'speech.unavailable' });
  });

  test('[SP9] without its package it says what to install', async () => {
    const speech = another(new SystemClock(), 'no-such-package');
    await expect(hear(speech)).rejects.toMatchObject({
      code: 'speech.unavailable',
      retryable: false,
      message: expect.stringContaining('npm install @echogarden/espeak-ng-emscripten') as unknown,
    });
  });

  test('[SP2] nothing of the GPL package is loaded into the server', async () => {
    await hear(espeak);
    if (process.platform === 'linux') {
      expect(readFileSync(`/proc/${pidOf(espeak)}/environ`, 'utf8')).toBe('');
    }
    expect(Object.keys(require.cache).filter((path) => path.includes('espeak-ng-emscripten'))).toEqual([]);
  });

  test('[SP2] the event loop turns while it speaks', async () => {
    let turns = 0;
    let speaking = true;
    const turn = (): void => {
      turns += 1;
      if (speaking) setImmediate(turn);
    };
    turn();
    await hear(espeak, { text: 'and another word '.repeat(100) });
    speaking = false;
    // An engine in this process would say it all in one turn. How long the longest takes is for `npm run bench speech`.
    expect(turns).toBeGreaterThan(1_000);
  });
});
