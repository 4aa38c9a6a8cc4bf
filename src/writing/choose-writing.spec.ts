import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { read } from '../../test/contracts/writing.contract.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import type { Database } from '../database/database.port.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { parseSettings } from '../settings/parse-settings.js';
import { chooseWriting } from './choose-writing.js';
import { WritingBudget } from './writing-budget.js';

function chosenWith(environment: Record<string, string>) {
  const clock = new VirtualClock();
  const log = new MemoryLog();
  const failing = { query: () => Promise.reject(new Error('no database')) } as unknown as Database;
  const budget = new WritingBudget(failing, clock, 1_000);
  const metrics = { registry: new Registry() };
  return { log, ...chooseWriting({ settings: parseSettings(environment), clock, log, metrics, budget }) };
}

describe('choosing writers', () => {
  test.each([
    [{}, ['templates']],
    [{ OPENAI_API_KEY: 'b' }, ['openai', 'templates']],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:8880/v1' }, ['openai', 'templates']],
    [{ OPENAI_API_KEY: 'b', WRITING: 'templates' }, ['templates']],
  ])('[WR32] with %p the writers are %p', (environment, expected) => {
    expect(chosenWith(environment).names).toEqual(expected);
  });

  test('[WR31] while tokens cannot be counted none are bought, and templates write', async () => {
    const chosen = chosenWith({ OPENAI_API_KEY: 'b', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
    expect(await read(chosen.writing)).not.toHaveLength(0);
    expect(chosen.log.lines).toMatchObject([{ fields: { writer: 'openai', code: 'writing.unavailable' } }]);
    chosen.close();
  });
});
