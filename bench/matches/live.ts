import { SystemClock } from '../../src/kernel/clock.js';
import type { Figure } from '../figure.js';
import { House } from '../radio/house.js';
import { quantile } from '../radio/moments.js';
import type { Memory, Toll } from '../radio/witness.js';
import { usageOf } from '../stream/usage.js';
import { Followers } from './followers.js';
import { courseOfMemory } from './memory.js';
import { Population } from './population.js';

export interface Trial {
  readonly matches: number;
  readonly factor: number;
  /** Of each match. */
  readonly followers: number;
  readonly seconds: number;
  /** What is known of matches is as much at the end as at the beginning only when all that began with the program have ended. */
  readonly warmUpSeconds: number;
}

/** After garbage was thrown away on purpose. */
const SETTLE_MS = 15_000;
/**
 * The only voice that is asked for has no key. Every line is written, asked for on its channel, told of and dropped, and nothing
 * is made to sound: this measures events and text, and what voices cost is measured by itself.
 */
const UNSPOKEN = { SPEECH_PROVIDERS: 'elevenlabs' };

/** Many matches played at once in one process. */
export async function live({ matches, factor, followers, seconds, warmUpSeconds }: Trial): Promise<readonly Figure[]> {
  const clock = new SystemClock();
  const house = await House.start(UNSPOKEN);
  const crowd = new Followers();
  try {
    const population = new Population(house, crowd, { matches, factor, followers });
    await population.open();
    const { program } = house;
    await courseOfMemory(program.pid, warmUpSeconds, () => population.renew());
    const held = await program.ask<Memory>('memory');
    await clock.sleep(SETTLE_MS);
    await crowd.begin();
    await program.ask('begin');
    const before = usageOf(program.pid);
    const { firstMb, lastMb, mbPerMinute } = await courseOfMemory(program.pid, seconds, () => population.renew());
    const after = usageOf(program.pid);
    const { stallMs } = await program.ask<Toll>('end');
    const heard = await crowd.end();
    const heldAfter = await program.ask<Memory>('memory');
    const name = (what: string): string => `${matches} matches at ${factor}×: ${what}`;
    return [
      { name: name('events told'), value: heard.toldMs.length / followers, unit: '' },
      { name: name('matches that ended, and others began'), value: population.ended, unit: '' },
      { name: name('lines written'), value: heard.written, unit: '' },
      { name: name('recorded to socket p50'), value: quantile(heard.toldMs, 0.5), unit: 'ms' },
      { name: name('recorded to socket p95'), value: quantile(heard.toldMs, 0.95), unit: 'ms', aim: '<=300' },
      { name: name('recorded to socket, last'), value: Math.max(...heard.toldMs), unit: 'ms' },
      { name: name('due to socket p95'), value: quantile(heard.lateMs, 0.95), unit: 'ms' },
      { name: name('told twice, or out of order'), value: heard.disordered, unit: '', aim: '<=0' },
      { name: name('event loop stall, max'), value: stallMs, unit: 'ms' },
      { name: name('processor'), value: (after.cpuS - before.cpuS) / seconds, unit: 'cores' },
      { name: name('memory after the warm-up'), value: firstMb, unit: 'MiB' },
      { name: name('memory at the end'), value: lastMb, unit: 'MiB' },
      { name: name('memory, growth'), value: (lastMb / firstMb - 1) * 100, unit: '%', aim: '<=5' },
      { name: name('memory, slope'), value: mbPerMinute, unit: 'MiB/min' },
      { name: name('held on purpose, growth'), value: growthOf(held, heldAfter), unit: '%' },
    ];
  } finally {
    await crowd.close();
    await house.remove();
  }
}

function growthOf(before: Memory, after: Memory): number {
  return (after.heldBytes / before.heldBytes - 1) * 100;
}
