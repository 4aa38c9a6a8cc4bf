import { readdirSync, readFileSync } from 'node:fs';
import { SystemClock } from '../../src/kernel/clock.js';
import type { Figure } from '../figure.js';
import { House } from '../radio/house.js';
import { quantile } from '../radio/moments.js';
import { usageOf } from '../stream/usage.js';
import { Followers, type Heard } from './followers.js';
import { simulatedMatch } from './simulated-matches.js';

const LATE_MS = 3_000;
const CORES_MAX = 1;
/** From one ball to the next: matches begin anywhere in it, as they do. */
const BALL_MS = 42_000;

interface Step {
  readonly channels: number;
  readonly heard: Heard;
  readonly cores: number;
}

/**
 * How many channels are voiced at real pace by the embedded voice before sound comes late, or everything the program runs takes
 * more than a core. Cricket, in which something is said every 42 s. It is looked every half second whether a line has sound.
 */
export async function voices({
  channels,
  seconds,
}: {
  readonly channels: readonly number[];
  readonly seconds: number;
}): Promise<readonly Figure[]> {
  const clock = new SystemClock();
  const house = await House.start();
  const crowd = new Followers();
  const steps: Step[] = [];
  let running = 0;
  try {
    for (const wanted of channels) {
      const more: string[] = [];
      for (let nth = running; nth < wanted; nth += 1) {
        const match = { sport: 'cricket', seed: nth + 1, language: 'en', factor: 1 } as const;
        more.push(await simulatedMatch(house, match));
        await clock.sleep(BALL_MS / (wanted - running));
      }
      running = wanted;
      await crowd.open({ origin: house.origin, matches: more, each: 1 });
      await crowd.begin();
      const before = cpuOf(house.program.pid);
      await clock.sleep(seconds * 1_000);
      const cores = (cpuOf(house.program.pid) - before) / seconds;
      steps.push({ channels: wanted, heard: await crowd.end(), cores });
      if (!isWell(steps.at(-1))) break;
    }
  } finally {
    await crowd.close();
    await house.remove();
  }
  const most = steps.findLast(isWell)?.channels ?? 0;
  const isAll = most === channels.at(-1);
  return [
    ...steps.flatMap(figuresOf),
    { name: `channels one core voices${isAll ? ', at least' : ''}`, value: most, unit: '' },
  ];
}

function isWell(step: Step | undefined): boolean {
  return step !== undefined && step.cores <= CORES_MAX && quantile(step.heard.soundMs, 0.95) <= LATE_MS;
}

function figuresOf({ channels, heard, cores }: Step): Figure[] {
  const name = (what: string): string => `${channels} channels: ${what}`;
  return [
    { name: name('lines with sound'), value: heard.soundMs.length, unit: '' },
    ...Object.entries(heard.dropped).map(([why, value]) => ({ name: name(`dropped, ${why}`), value, unit: '' })),
    { name: name('event to sound p50'), value: quantile(heard.soundMs, 0.5), unit: 'ms' },
    { name: name('event to sound p95'), value: quantile(heard.soundMs, 0.95), unit: 'ms' },
    { name: name('processor'), value: cores, unit: 'cores' },
    { name: name('processor for each'), value: (cores / channels) * 100, unit: '% of a core' },
  ];
}

/** Of a process and all that it started: the voice and the encoder are processes of their own. */
function cpuOf(pid: number): number {
  return usageOf(pid).cpuS + childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), 0);
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    (readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').match(/\d+/g) ?? []).map(Number),
  );
}
