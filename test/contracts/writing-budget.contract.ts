import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import type { Database } from '../../src/database/database.port.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import { BudgetedWriting } from '../../src/writing/budgeted.writing.js';
import { WritingMeters } from '../../src/writing/metered.writing.js';
import { WritingBudget } from '../../src/writing/writing-budget.js';
import type { WritingFault } from '../../src/writing/writing-fault.js';
import { MemoryLog } from '../support/memory.log.js';
import { failingToWrite, StepwiseWriting } from '../support/stepwise.writing.js';
import { taskOf } from '../support/writing-task.js';
import type { BudgetHouse } from './speech-budget.contract.js';
import { read } from './writing.contract.js';

const NOON = Date.UTC(2026, 10, 20, 12);
const HOURS = 3_600_000;

const code = (line: Promise<unknown>): Promise<unknown> => line.catch((fault: WritingFault) => fault.code);

/** What the budget for paid writing keeps, whichever database counts it. Each call may cost 100 tokens, and costs 30. */
export function writingBudgetContract(name: string, open: () => Promise<BudgetHouse>): void {
  describe(`writing budget: ${name}`, () => {
    let house: BudgetHouse;
    beforeAll(async () => {
      house = await open();
    });
    afterAll(() => house.close());
    beforeEach(() => house.database.query('DELETE FROM writing_budget'));

    const used = async (): Promise<number> => {
      const sum = 'SELECT coalesce(sum(tokens), 0)::integer AS sum FROM writing_budget';
      const [row] = await house.database.query<{ sum: number }>(sum);
      return row?.sum ?? -1;
    };
    function paid(writer: StepwiseWriting, perDay: number, clock = new VirtualClock(NOON)) {
      const registry = new Registry();
      const budget = new WritingBudget(house.database, clock, perDay);
      const needs = { budget, meters: new WritingMeters({ registry }), log: new MemoryLog() };
      return { writing: new BudgetedWriting(writer, needs), registry, log: needs.log };
    }

    test('[WR29] a hundred lines at once never use more than the budget', async () => {
      const writer = new StepwiseWriting('paid');
      const { writing } = paid(writer, 1_000);
      const ends = await Promise.all(Array.from({ length: 100 }, () => code(read(writing))));
      const written = ends.filter((end) => Array.isArray(end)).length;
      expect(written).toBe(writer.asked.length);
      expect(written).toBeGreaterThanOrEqual(10);
      expect(written * 30).toBeLessThanOrEqual(1_000);
      expect(await used()).toBe(written * 30);
      expect(ends.filter((end) => !Array.isArray(end) && end !== 'writing.budget-spent')).toEqual([]);
    });

    test('[WR29] the last token may be used, the one after it not, until the next day begins', async () => {
      const clock = new VirtualClock(NOON);
      const writer = new StepwiseWriting('paid');
      writer.billed = 100;
      const { writing } = paid(writer, 200, clock);
      await read(writing);
      await read(writing);
      await expect(read(writing)).rejects.toMatchObject({ code: 'writing.budget-spent', retryAfterS: 43_200 });
      expect(writer.asked).toHaveLength(2);
      await clock.advance(12 * HOURS);
      expect(await read(writing)).toHaveLength(2);
      expect(await used()).toBe(300);
    });

    test('[WR30] what a line was not billed is given back, and told as used is what was', async () => {
      const { writing, registry } = paid(new StepwiseWriting('paid'), 1_000);
      await read(writing);
      expect(await used()).toBe(30);
      expect(await registry.metrics()).toContain('writing_tokens_total{writer="paid"} 30');
    });

    test.each([
      ['was certainly not billed', failingToWrite('writing.rate-limited', { billed: 'no' }), 0],
      ['may have been billed', failingToWrite('writing.unavailable'), 100],
      ['was billed and then broke', { says: ['A.'], afterwards: 'hang' } as const, 100],
    ])('[WR30] of a call that %s the right number stays', async (_what, step, stays) => {
      const { writing } = paid(new StepwiseWriting('paid').next(step), 1_000);
      const leaving = (async () => {
        for await (const _ of writing.write(taskOf(), new AbortController().signal)) break;
      })();
      await code(leaving);
      expect(await used()).toBe(stays);
    });

    test('[WR30] where the provider does not say, the most that it can have been stays', async () => {
      const writer = new StepwiseWriting('paid');
      writer.billed = undefined;
      await read(paid(writer, 1_000).writing);
      expect(await used()).toBe(100);
    });

    test('[WR30] a line that was called off before it was sent costs nothing', async () => {
      const writer = new StepwiseWriting('paid');
      await expect(read(paid(writer, 1_000).writing, taskOf(), AbortSignal.abort(new Error('over')))).rejects.toThrow(
        'over',
      );
      expect(writer.asked).toEqual([]);
      expect(await used()).toBe(0);
    });

    test('[WR31] a database that cannot count lets nothing be bought', async () => {
      const writer = new StepwiseWriting('paid');
      const down = { query: () => Promise.reject(new Error('down')) } as unknown as Database;
      const needs = { meters: new WritingMeters({ registry: new Registry() }), log: new MemoryLog() };
      const budget = new WritingBudget(down, new VirtualClock(NOON), 1_000);
      const writing = new BudgetedWriting(writer, { ...needs, budget });
      await expect(read(writing)).rejects.toMatchObject({ code: 'writing.unavailable', retryable: true });
      expect(writer.asked).toEqual([]);
    });
  });
}
