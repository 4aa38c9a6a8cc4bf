import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.port.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { SpeechBudget } from '../../src/speech/budget.js';
import { BudgetedSpeech } from '../../src/speech/budgeted.speech.js';
import { SpeechFault } from '../../src/speech/speech-fault.js';
import type { SpeechPart, Utterance } from '../../src/speech/speech.port.js';
import { MemoryLog } from '../support/memory.log.js';
import { ScriptedSpeech } from '../support/scripted.speech.js';

const NOON = Date.UTC(2026, 10, 20, 12);
const HOURS = 3_600_000;
const FORMAT: SpeechPart = {
  kind: 'format',
  format: { encoding: 'pcm16', sampleRate: 24_000, channels: 1 },
  voice: 'a:b',
};
const SOUND: SpeechPart = { kind: 'sound', bytes: Buffer.alloc(480) };

const utterance = (characters: number): Utterance => ({ text: 'é'.repeat(characters), language: 'en', style: 'calm' });
const speaks = (): ScriptedSpeech =>
  new ScriptedSpeech(async function* () {
    yield FORMAT;
    yield SOUND;
  });

export interface BudgetHouse {
  readonly database: Database;
  close(): Promise<void>;
}

/** What the budget for paid speech keeps, whichever database counts it. */
export function speechBudgetContract(name: string, open: () => Promise<BudgetHouse>): void {
  describe(`speech budget: ${name}`, () => {
    let house: BudgetHouse;
    const log = new MemoryLog();

    beforeAll(async () => {
      house = await open();
    });
    afterAll(() => house.close());
    beforeEach(() => house.database.query('DELETE FROM speech_budget'));

    const budget = (perDay: number, clock = new VirtualClock(NOON)): SpeechBudget =>
      new SpeechBudget(house.database, clock, perDay);
    const spent = async (): Promise<number> => {
      const rows = await house.database.query<{ sum: string }>(
        'SELECT coalesce(sum(characters), 0) AS sum FROM speech_budget',
      );
      return Number(rows[0]?.sum);
    };
    async function say(
      voice: ScriptedSpeech,
      characters: number,
      perDay: number,
      signal = new AbortController().signal,
    ) {
      for await (const part of new BudgetedSpeech(voice, budget(perDay), log).say(utterance(characters), signal))
        void part;
    }

    test('[SP66] a thousand calls at once are never billed more than the budget', async () => {
      const voice = speaks();
      const shared = new BudgetedSpeech(voice, budget(10_000), log);
      const calls = Array.from({ length: 1_000 }, async () => {
        for await (const part of shared.say(utterance(37), new AbortController().signal)) void part;
      });
      const ends = await Promise.allSettled(calls);
      const billed = ends.filter((end) => end.status === 'fulfilled').length * 37;
      expect(billed).toBe(voice.asked * 37);
      expect(billed).toBeLessThanOrEqual(10_000);
      expect(await spent()).toBeLessThanOrEqual(10_000);
      expect(await spent()).toBeGreaterThanOrEqual(billed);
      const codes = new Set(
        ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as SpeechFault).code] : [])),
      );
      // A database may also say that a thousand at once are too many; then nothing was bought.
      expect([...codes].filter((code) => code !== 'speech.budget-spent' && code !== 'speech.unavailable')).toEqual([]);
    });

    test('[SP66] two hundred at once fill the budget to the last whole call', async () => {
      const voice = speaks();
      const ends = await Promise.allSettled(Array.from({ length: 200 }, () => say(voice, 37, 1_000)));
      expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(27);
      expect(voice.asked).toBe(27);
      expect(await spent()).toBe(999);
    });

    test('[SP66] the last character may be used, the one after it not', async () => {
      await say(speaks(), 60, 100);
      await say(speaks(), 40, 100);
      const voice = speaks();
      await expect(say(voice, 1, 100)).rejects.toMatchObject({ code: 'speech.budget-spent', retryable: false });
      expect(voice.asked).toBe(0);
      await expect(say(voice, 1, 0)).rejects.toMatchObject({ code: 'speech.budget-spent' });
    });

    test('[SP66] a call larger than the whole budget is refused on the first of the day too', async () => {
      await expect(say(speaks(), 101, 100)).rejects.toMatchObject({ code: 'speech.budget-spent' });
      expect(await spent()).toBe(0);
    });

    test('[SP66] a new day, counted in UTC, has its own characters', async () => {
      const clock = new VirtualClock(NOON);
      const eachDay = budget(100, clock);
      expect(await eachDay.reserve(100)).toBeDefined();
      await clock.advance(12 * HOURS - 1);
      expect(await eachDay.reserve(1)).toBeUndefined();
      await clock.advance(1);
      expect(await eachDay.reserve(100)).toBeDefined();
      expect(await eachDay.reserve(1)).toBeUndefined();
    });

    test('[SP67] what was given back after midnight belongs to the day it was taken from', async () => {
      const clock = new VirtualClock(NOON);
      const reservation = await budget(100, clock).reserve(80);
      await clock.advance(13 * HOURS);
      expect(await budget(100, clock).reserve(100)).toBeDefined();
      await reservation?.refund();
      expect(await spent()).toBe(100);
    });

    test('[SP67] a process that died between the two loses what it had reserved, no more', async () => {
      await budget(100).reserve(30);
      const next = budget(100);
      expect(await next.reserve(71)).toBeUndefined();
      expect(await next.reserve(70)).toBeDefined();
    });

    test.each([
      ['answered with an error', new SpeechFault('speech.refused-key', { billed: 'no' }), 0],
      ['could not be reached', new SpeechFault('speech.unavailable', { retryable: true, billed: 'no' }), 0],
      ['broke off, so it may have billed', new SpeechFault('speech.unavailable', { retryable: true }), 50],
      ['sent a page, so it may have billed', new SpeechFault('speech.bad-answer', { retryable: true }), 50],
      ['did not answer in time, so it may have billed', new SpeechFault('speech.timeout', { retryable: true }), 50],
      ['was our own mistake', new TypeError('x is not a function'), 50],
    ])('[SP67] before any sound the provider %s; it is asked once', async (_what, fault, left) => {
      const voice = new ScriptedSpeech(async function* () {
        yield FORMAT;
        yield { kind: 'sound', bytes: new Uint8Array() };
        throw fault;
      });
      await expect(say(voice, 50, 100)).rejects.toBe(fault);
      expect(voice.asked).toBe(1);
      expect(await spent()).toBe(left);
    });

    test('[SP67] a call that was called off while it was counted is given back, and the provider is not asked', async () => {
      const voice = speaks();
      const controller = new AbortController();
      const said = expect(say(voice, 50, 100, controller.signal)).rejects.toThrow('gone');
      controller.abort(new Error('gone'));
      await said;
      expect(voice.asked).toBe(0);
      expect(await spent()).toBe(0);
    });

    test('[SP67] after the first sound nothing is given back', async () => {
      const voice = new ScriptedSpeech(async function* () {
        yield FORMAT;
        yield SOUND;
        throw new SpeechFault('speech.unavailable', { retryable: true });
      });
      await expect(say(voice, 50, 100)).rejects.toMatchObject({ code: 'speech.unavailable' });
      expect(await spent()).toBe(50);
    });

    test('[SP67] a call that was called off is not given back', async () => {
      const controller = new AbortController();
      const voice = new ScriptedSpeech(async function* () {
        yield FORMAT;
        controller.abort(new Error('gone'));
        throw new SpeechFault('speech.unavailable', { retryable: true });
      });
      await expect(say(voice, 50, 100, controller.signal)).rejects.toBeInstanceOf(SpeechFault);
      expect(await spent()).toBe(50);
    });

    test('[SP68] what cannot be counted is not bought, and may be tried elsewhere', async () => {
      const voice = speaks();
      const broken = new SpeechBudget(
        Object.create(house.database, { query: { value: () => Promise.reject(new Error('away')) } }) as Database,
        new VirtualClock(NOON),
        100,
      );
      const call = async (): Promise<void> => {
        for await (const part of new BudgetedSpeech(voice, broken, log).say(utterance(5), new AbortController().signal))
          void part;
      };
      await expect(call()).rejects.toMatchObject({ name: 'SpeechFault', code: 'speech.unavailable', retryable: true });
      expect(voice.asked).toBe(0);
    });
  });
}
