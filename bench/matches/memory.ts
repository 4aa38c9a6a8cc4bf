import { SystemClock } from '../../src/kernel/clock.js';
import { median } from '../radio/moments.js';
import { usageOf } from '../stream/usage.js';

const EVERY_MS = 1_000;
const MIB = 1_048_576;
/** What is compared is the first and the last part of so many of all samples: one collection more or less is no growth. */
const PART = 5;
const LOOK_EVERY = 5;

export interface Course {
  readonly firstMb: number;
  readonly lastMb: number;
  readonly mbPerMinute: number;
}

/** The memory a process holds from now on, for so many seconds, while something is looked after now and then. */
export async function courseOfMemory(pid: number, seconds: number, lookAfter: () => Promise<void>): Promise<Course> {
  const clock = new SystemClock();
  const all: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    await clock.sleep(EVERY_MS);
    all.push(usageOf(pid).residentBytes / MIB);
    if (second % LOOK_EVERY === 0) await lookAfter();
  }
  const part = Math.max(1, Math.floor(all.length / PART));
  return {
    firstMb: median(all.slice(0, part)),
    lastMb: median(all.slice(-part)),
    mbPerMinute: slopeOf(all) * 60,
  };
}

/** Of the line that comes nearest to all values, one step apart. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const along = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  const across = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return across === 0 ? 0 : along / across;
}
