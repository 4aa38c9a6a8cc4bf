import { describe, expect, test } from '@jest/globals';
import { Fault } from '../kernel/fault.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import { CheckedHealth } from './checked.health.js';
import type { Condition } from './health.port.js';

function housed() {
  const clock = new VirtualClock(0);
  return { clock, health: new CheckedHealth(clock, new MemoryLog()) };
}

const well = async (): Promise<Condition> => ({ ok: true });
const saying = (ok: boolean | undefined) => async (): Promise<Condition> =>
  ok === true ? { ok } : { ok: false, reason: 'away' };
const failing = (error: Error) => async (): Promise<Condition> => {
  throw error;
};
const hanging = (): Promise<Condition> => new Promise(() => undefined);

describe('health', () => {
  test.each([
    [[true, true], 'ok'],
    [[true, false], 'degraded'],
    [[false, true], 'unwell'],
    [[false, false], 'unwell'],
  ])('[WA5] required and optional well: %j is %s', async ([required, optional], status) => {
    const { health } = housed();
    health.join({ name: 'required', required: true, check: saying(required) });
    health.join({ name: 'optional', required: false, check: saying(optional) });
    expect((await health.report()).status).toBe(status);
  });

  test('[WA5] a check that hangs is not well after 500 ms, and is told to end', async () => {
    const { clock, health } = housed();
    let signal: AbortSignal | undefined;
    health.join({
      name: 'frozen',
      required: true,
      check: (given) => {
        signal = given;
        return hanging();
      },
    });
    health.join({ name: 'well', required: true, check: well });
    const report = health.report();
    await clock.advance(499);
    expect(signal?.aborted).toBe(false);
    await clock.advance(1);
    expect(signal?.aborted).toBe(true);
    expect(await report).toEqual({
      status: 'unwell',
      checks: { frozen: { ok: false, reason: 'no answer within 500 ms' }, well: { ok: true } },
    });
    expect(clock.waiting).toBe(0);
  });

  test('[WA5] a storm of probes costs one check a second', async () => {
    const { clock, health } = housed();
    let asked = 0;
    health.join({
      name: 'counted',
      required: true,
      check: async () => {
        asked += 1;
        return { ok: true };
      },
    });
    await Promise.all(Array.from({ length: 100 }, () => health.report()));
    expect(asked).toBe(1);
    await clock.advance(999);
    await health.report();
    expect(asked).toBe(1);
    await clock.advance(1);
    await Promise.all(Array.from({ length: 100 }, () => health.report()));
    expect(asked).toBe(2);
  });

  test('[WA5] probes that come while a check hangs share it', async () => {
    const { clock, health } = housed();
    let asked = 0;
    health.join({
      name: 'frozen',
      required: true,
      check: () => {
        asked += 1;
        return hanging();
      },
    });
    const reports = Promise.all([health.report(), health.report(), health.report()]);
    await clock.advance(500);
    await reports;
    expect(asked).toBe(1);
  });

  test.each([
    [new Error('connect ECONNREFUSED postgres://longwave:CANARY@10.0.0.7'), 'the check failed'],
    [new Fault('database.unavailable', { detail: 'CANARY' }), 'database.unavailable'],
  ])('[WA6] %s tells strangers only: %s', async (error, reason) => {
    const { health } = housed();
    health.join({ name: 'database', required: true, check: failing(error) });
    expect((await health.report()).checks).toEqual({ database: { ok: false, reason } });
  });

  test('[WA6] a reason is short and without secrets', async () => {
    const { health } = housed();
    const reason = `postgres://longwave:CANARY@db said ${'no '.repeat(1_000)}`;
    health.join({ name: 'database', required: true, check: async () => ({ ok: false, reason }) });
    const told = JSON.stringify(await health.report());
    expect(told).not.toContain('CANARY');
    expect(told.length).toBeLessThan(300);
  });
});
