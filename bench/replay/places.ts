import { Chance } from '../../src/matches/model/simulator/chance.js';
import type { Figure } from '../figure.js';
import { clock } from '../radio/listener.js';
import { median } from '../radio/moments.js';
import { usageOf } from '../stream/usage.js';
import { Askers, type Answered } from './askers.js';
import type { LongArchive } from './long-archive.js';

const PART = 65_536;
const PLACES = 10;
const MIB = 1_048_576;
const LOOK_MS = 50;
const WARM_UP_S = 3;

/** Whether a part at the end costs what one at the beginning does. */
export async function places(archive: LongArchive, rounds: number): Promise<readonly Figure[]> {
  const firsts = Array.from({ length: PLACES + 1 }, (_, tenth) =>
    Math.floor(((archive.bytes - PART) * tenth) / PLACES),
  );
  const tookMs = firsts.map((): number[] => []);
  const chance = new Chance(archive.bytes);
  // Turn by turn and in any order, so that what disturbs the machine disturbs all of them; the first round is to get warm.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, first] of chance.shuffled([...firsts.entries()])) {
      const startedAt = performance.now();
      await part(archive.url, first);
      if (round > 0) tookMs[at]?.push(performance.now() - startedAt);
    }
  }
  const medians = tookMs.map(median);
  const name = (at: number): string => `a part of 64 KiB after ${(at * 100) / PLACES} %`;
  return [
    ...[0, PLACES / 2, PLACES].map((at) => ({ name: name(at), value: medians[at] ?? Number.NaN, unit: 'ms' })),
    {
      name: `slowest of ${PLACES + 1} places against fastest`,
      value: Math.max(...medians) / Math.min(...medians),
      unit: 'times',
      aim: '<=1.5',
    },
  ];
}

/** What memory many take who read large parts at once, beyond what the program holds that has answered some already. */
export async function crowd(
  archive: LongArchive,
  { readers, seconds }: { readonly readers: number; readonly seconds: number },
): Promise<readonly Figure[]> {
  const { port, path, bytes, house } = archive;
  const askers = new Askers();
  const ask = (connections: number, forS: number): Promise<Answered> =>
    askers.ask({ port, path, bytes, sizes: [MIB], connections, seconds: forS });
  try {
    await ask(1, WARM_UP_S);
    const { pid } = house.program;
    const before = usageOf(pid).residentBytes;
    let most = before;
    const asking = ask(readers, seconds);
    for (let isOver = false; !isOver;) {
      most = Math.max(most, usageOf(pid).residentBytes);
      isOver = await Promise.race([asking.then(() => true), clock.sleep(LOOK_MS).then(() => false)]);
    }
    const { tookMs } = await asking;
    const name = (what: string): string => `${readers} readers of 1 MiB at once: ${what}`;
    return [
      { name: name('parts answered'), value: tookMs.length, unit: '' },
      { name: name('memory before'), value: before / MIB, unit: 'MiB' },
      { name: name('memory they take'), value: (most - before) / MIB, unit: 'MiB', aim: '<=300' },
    ];
  } finally {
    await askers.end();
  }
}

async function part(url: string, first: number): Promise<void> {
  const answer = await fetch(url, { headers: { range: `bytes=${first}-${first + PART - 1}` } });
  const { byteLength } = await answer.arrayBuffer();
  if (answer.status !== 206 || byteLength !== PART) throw new Error(`The part at ${first} is another.`);
}
