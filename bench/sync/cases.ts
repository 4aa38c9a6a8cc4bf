import { loadavg } from 'node:os';
import type { Figure } from '../figure.js';
import { quantile } from '../radio/moments.js';
import { absolute } from './absolute.js';
import type { Ears } from './ears.js';
import { after, CLIP_S, type Rig } from './rig.js';
import { burstsIn, skewAt, skewsOf, type Skew } from './skews.js';
import { MOBILE, WIFI } from './slow-link.js';
import { RATE } from './sound-card.js';

export interface Amount {
  readonly chunks: number;
  readonly tries: number;
}

type Measure = (rig: Rig, amount: Amount) => Promise<Figure[]>;

/** Sound servers and clocks settle. */
const WARM_MS = 20_000;
const FREEZE_MS = 200;
const BACK_MS = 2;
const SETTLED_S = 2;
const STEP_S = 0.1;

export const CASES: Readonly<Record<string, Measure>> = {
  same: (rig, amount) => pair(rig, amount, { name: 'same settings', aims: ['<=0.2', '<=1', '<=2'] }),
  buffers: (rig, amount) => pair(rig, amount, { name: 'other buffer', hint: 'interactive', aims: [undefined, '<=1'] }),
  wifi: (rig, amount) => pair(rig, amount, { name: 'over Wi-Fi', weather: WIFI, aims: [undefined, '<=1'] }),
  mobile: (rig, amount) => pair(rig, amount, { name: 'over mobile', weather: MOBILE, aims: [undefined, '<=3'] }),
  firefox: (rig, amount) =>
    pair(rig, amount, { name: 'Chromium, Firefox', isFirefox: true, aims: [undefined, '<=10'] }),
  cold,
  late,
  freeze,
  restart,
  absolute,
};

interface Pair {
  readonly name: string;
  readonly weather?: typeof WIFI;
  readonly hint?: 'interactive';
  readonly isFirefox?: boolean;
  readonly aims: readonly (string | undefined)[];
}

async function pair(rig: Rig, { chunks }: Amount, { name, weather, hint, isFirefox, aims }: Pair): Promise<Figure[]> {
  const a = await rig.chromium({ on: 'a', hint: 'playback' });
  await a.start();
  const place = {
    on: 'b' as const,
    ...(weather === undefined ? {} : { weather }),
    ...(hint === undefined ? {} : { hint }),
  };
  const b = isFirefox ? await rig.firefox(place) : await rig.chromium(place);
  if ('start' in b) await b.start();
  await after(WARM_MS);
  const skews = await heard(rig, [a, b], chunks);
  const underruns = (await Promise.all([a, b].map((ears) => ears.story()))).map(({ truth }) => truth.underruns);
  await Promise.all([a.close(), b.close()]);
  return [...spread(name, skews, aims), { name: `${name}: underruns`, value: Math.max(...underruns), unit: '' }];
}

async function heard(rig: Rig, [a, b]: readonly [Ears, Ears], chunks: number): Promise<readonly Skew[]> {
  const recording = rig.card.record();
  await after(1_000);
  await rig.sound('short', chunks);
  await after(1_500);
  const stories = [await a.story(), await b.story()] as const;
  await recording.stop();
  return skewsOf(recording.channel(0), recording.channel(2), stories);
}

function spread(name: string, skews: readonly Skew[], aims: readonly (string | undefined)[]): Figure[] {
  const ours = skews.map((skew) => Math.abs(skew.ours));
  const naive = skews.flatMap((skew) => (skew.naive === undefined ? [] : [Math.abs(skew.naive)]));
  const shares = [
    ['p50', 0.5],
    ['p95', 0.95],
    ['max', 1],
  ] as const;
  const figures = shares.map(([label, share], nth) => {
    const aim = aims[nth];
    const rest = {
      ...(aim === undefined ? {} : { aim }),
      ...(naive.length === 0 ? {} : { peer: quantile(naive, share) }),
    };
    return { name: `${name}: skew ${label}`, value: quantile(ours, share), unit: 'ms', ...rest };
  });
  const load = { name: `${name}: load`, value: loadavg()[0] ?? 0, unit: '' };
  return [...figures, { name: `${name}: chunks compared`, value: skews.length, unit: '' }, load];
}

/** A browser that has just been started, and the first chunk it plays. */
async function cold(rig: Rig, { tries }: Amount): Promise<Figure[]> {
  const a = await rig.chromium({ on: 'a' });
  await a.start();
  await after(WARM_MS);
  const skews: Skew[] = [];
  for (let nth = 0; nth < tries; nth += 1) {
    const b = await rig.chromium({ on: 'b' });
    await b.start();
    skews.push(...(await heard(rig, [a, b], 1)));
    await b.close();
  }
  await a.close();
  return spread('cold, first chunk', skews, [undefined, undefined, '<=3']);
}

/** Somebody whose loudspeaker has been running comes to the channel in the middle of a chunk. */
async function late(rig: Rig, { tries }: Amount): Promise<Figure[]> {
  const a = await rig.chromium({ on: 'a' });
  await a.start();
  await after(WARM_MS);
  const skews: Skew[] = [];
  const soundMs: number[] = [];
  for (let nth = 0; nth < tries; nth += 1) {
    const b = await rig.chromium({ on: 'b', isLate: true });
    await after(WARM_MS);
    const recording = rig.card.record();
    await after(1_000);
    const sounding = rig.sound('long', 1);
    await after(CLIP_S.long * 500);
    await b.start();
    await sounding;
    const story = await b.story();
    await recording.stop();
    const [left, right] = [recording.channel(0), recording.channel(2)];
    const [burst] = burstsIn(left);
    const ours = burst && skewAt(left, right, burst.to - RATE);
    if (ours !== undefined) skews.push({ ours, naive: undefined });
    const [first] = story.played;
    if (first !== undefined) soundMs.push((first.leadSamples / RATE) * 1_000);
    await b.close();
  }
  await a.close();
  const aims = [undefined, '<=1'];
  const ahead = { name: 'late: placed ahead of now, max', value: Math.max(...soundMs), unit: 'ms', aim: '<=150' };
  return [...spread('late join', skews, aims), ahead];
}

/** All of a browser stands still in the middle of a chunk. */
async function freeze(rig: Rig, { tries }: Amount): Promise<Figure[]> {
  const [a, b] = [await rig.chromium({ on: 'a' }), await rig.chromium({ on: 'b' })];
  await Promise.all([a.start(), b.start()]);
  await after(WARM_MS);
  const backS: number[] = [];
  for (let nth = 0; nth < tries; nth += 1) {
    const recording = rig.card.record();
    await after(1_000);
    const sounding = rig.sound('long', 2);
    await after(3_000);
    const frozenAt = recording.length;
    await b.freeze(FREEZE_MS);
    await sounding;
    await recording.stop();
    backS.push(backAfter(recording.channel(0), recording.channel(2), frozenAt + (FREEZE_MS / 1_000) * RATE));
  }
  await Promise.all([a.close(), b.close()]);
  return [
    {
      name: `frozen for ${FREEZE_MS} ms: back within ${BACK_MS} ms after, median`,
      value: quantile(backS, 0.5),
      unit: 's',
      aim: '<=2',
    },
    {
      name: `frozen for ${FREEZE_MS} ms: back within ${BACK_MS} ms after, max`,
      value: Math.max(...backS),
      unit: 's',
      aim: '<=2',
    },
  ];
}

// When it is in step and stays so for a while.
function backAfter(a: Float32Array, b: Float32Array, from: number): number {
  let backAt: number | undefined;
  for (let seconds = 0.15; from + (seconds + 0.6) * RATE < a.length; seconds += STEP_S) {
    const skew = skewAt(a, b, from + seconds * RATE, RATE * 0.2);
    if (skew === undefined) continue;
    if (Math.abs(skew) > BACK_MS) backAt = undefined;
    else backAt ??= seconds;
    if (backAt !== undefined && seconds - backAt > SETTLED_S) break;
  }
  return backAt ?? Infinity;
}

/** The server is killed and started again, and goes on. */
async function restart(rig: Rig, { chunks }: Amount): Promise<Figure[]> {
  const [a, b] = [await rig.chromium({ on: 'a' }), await rig.chromium({ on: 'b' })];
  await Promise.all([a.start(), b.start()]);
  await after(WARM_MS);
  await rig.house.kill();
  await rig.house.start();
  const skews = await heard(rig, [a, b], Math.ceil(chunks / 3));
  await Promise.all([a.close(), b.close()]);
  return spread('after a restart', skews, [undefined, undefined, '<=2']);
}
