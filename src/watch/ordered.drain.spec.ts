import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { MemoryLog } from '../../test/support/memory.log.js';
import type { DrainStep } from './drain.port.js';
import { OrderedDrain } from './ordered.drain.js';

function housed() {
  const clock = new VirtualClock(0);
  const log = new MemoryLog();
  const drain = new OrderedDrain(clock, log);
  const seen: [string, number][] = [];
  const join = (name: string, step: DrainStep, takesMs: number): void =>
    drain.join({
      name,
      step,
      stop: async () => {
        await clock.sleep(takesMs);
        seen.push([name, clock.now()]);
      },
    });
  return { clock, log, drain, seen, join };
}

const hanging = (): Promise<void> => new Promise(() => undefined);

describe('drain', () => {
  test('[WA7] steps go one after the other, whatever order the rooms joined in; a step’s parts go side by side', async () => {
    const { clock, drain, seen, join } = housed();
    join('database', 'close', 10);
    join('sockets', 'disconnect', 10);
    join('speech', 'finish', 30);
    join('requests', 'finish', 20);
    join('listening', 'refuse', 10);
    const stopped = drain.stop();
    await clock.advance(1_000);
    await stopped;
    expect(seen).toEqual([
      ['listening', 10],
      ['requests', 30],
      ['speech', 40],
      ['sockets', 50],
      ['database', 60],
    ]);
    expect(clock.waiting).toBe(0);
  });

  test('[WA7] a part that throws, rejects or hangs does not keep the others', async () => {
    const { clock, log, drain, seen, join } = housed();
    drain.join({
      name: 'throws',
      step: 'refuse',
      stop: () => {
        throw new Error('broken');
      },
    });
    drain.join({ name: 'rejects', step: 'finish', stop: () => Promise.reject(new Error('broken')) });
    drain.join({ name: 'hangs', step: 'disconnect', stop: hanging });
    join('database', 'close', 10);
    const stopped = drain.stop();
    await clock.advance(30_000);
    await stopped;
    expect(seen).toEqual([['database', 5_010]]);
    expect(log.lines.filter((line) => line.level === 'warn').map((line) => line.fields['part'])).toEqual([
      'throws',
      'rejects',
      'hangs',
    ]);
  });

  test('[WA7] when every part hangs the stop ends within 30 s, each told to end first', async () => {
    const { clock, drain } = housed();
    const told: [string, number][] = [];
    for (const step of ['refuse', 'finish', 'disconnect', 'close'] as const) {
      drain.join({
        name: step,
        step,
        stop: (signal) => {
          signal.addEventListener('abort', () => told.push([step, clock.now()]));
          return hanging();
        },
      });
    }
    const stopped = drain.stop().then(() => clock.now());
    await clock.advance(60_000);
    expect(await stopped).toBe(29_000);
    expect(told).toEqual([
      ['refuse', 1_000],
      ['finish', 16_000],
      ['disconnect', 21_000],
      ['close', 29_000],
    ]);
  });

  test('[WA7] a hurried stop ends within 10 s', async () => {
    const { clock, drain } = housed();
    for (const step of ['refuse', 'finish', 'disconnect', 'close'] as const) {
      drain.join({ name: step, step, stop: hanging });
    }
    const stopped = drain.stop({ hurried: true }).then(() => clock.now());
    await clock.advance(60_000);
    expect(await stopped).toBe(7_000);
  });

  test('[WA7] it says at once that it is draining, and stops only once', async () => {
    const { drain, clock, seen, join } = housed();
    join('database', 'close', 0);
    expect(drain.draining).toBe(false);
    const both = Promise.all([drain.stop(), drain.stop()]);
    expect(drain.draining).toBe(true);
    await clock.advance(1);
    await both;
    expect(seen).toHaveLength(1);
  });
});
