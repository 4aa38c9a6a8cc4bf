import { energyOf, lagOf } from './correlation.js';
import { RATE } from './sound-card.js';
import type { Story } from './story.js';

/** Where sound begins and ends, in samples. */
export interface Burst {
  readonly from: number;
  readonly to: number;
}

/** How far one browser was behind the other, and how far another player would have been. Milliseconds. */
export interface Skew {
  readonly ours: number;
  readonly naive: number | undefined;
}

const BLOCK = RATE / 100;
const LOUD = 0.01;
/** Shorter than this is no chunk; a pause inside one is shorter than that. */
const BURST_MIN = RATE;
const PAUSE_MAX = RATE / 10;
const WINDOW = Math.round(0.6 * RATE);
const REACH = Math.round(0.35 * RATE);
/** Less alike is not the same sound. */
const ALIKE = 0.5;

export function burstsIn(samples: Float32Array): readonly Burst[] {
  const bursts: { from: number; to: number }[] = [];
  for (let at = 0; at + BLOCK <= samples.length; at += BLOCK) {
    const isLoud = Math.sqrt(energyOf(samples.subarray(at, at + BLOCK)) / BLOCK) > LOUD;
    const last = bursts.at(-1);
    if (!isLoud) continue;
    if (last !== undefined && at - last.to <= PAUSE_MAX) last.to = at + BLOCK;
    else bursts.push({ from: at, to: at + BLOCK });
  }
  return bursts.filter(({ from, to }) => to - from >= BURST_MIN);
}

/** By how many milliseconds `b` is behind `a` around a place; nothing where they are not the same. */
export function skewAt(a: Float32Array, b: Float32Array, at: number, window = WINDOW): number | undefined {
  const from = Math.round(at - window / 2);
  if (from - REACH < 0 || from + window + REACH > a.length) return undefined;
  const { samples, likeness } = lagOf(
    a.subarray(from, from + window),
    b.subarray(from - REACH, from + window + REACH),
    REACH,
  );
  return likeness < ALIKE ? undefined : (samples / RATE) * 1_000;
}

/** One for each chunk that both played, from the middle of it. */
export function skewsOf(a: Float32Array, b: Float32Array, stories: readonly [Story, Story]): readonly Skew[] {
  const bursts = burstsIn(a);
  const chunks = lastOf(stories[0], bursts.length);
  return bursts.flatMap(({ from, to }, nth) => {
    const ours = skewAt(a, b, (from + to) / 2);
    const chunk = chunks[nth];
    return ours === undefined || chunk === undefined ? [] : [{ ours, naive: naiveOf(stories, chunk, ours) }];
  });
}

function naiveOf([one, other]: readonly [Story, Story], chunk: string, ours: number): number | undefined {
  const [off, otherOff] = [offOf(one, chunk), offOf(other, chunk)];
  return off === undefined || otherOff === undefined ? undefined : ours + otherOff - off;
}

// How much later it would have put the chunk. It decides once, when it first hears of it.
function offOf({ played }: Story, chunk: string): number | undefined {
  const own = played.filter((one) => one.chunk === chunk);
  const [first, last] = [own[0], own.at(-1)];
  return first && last && ((first.naiveZeroAt - last.zeroAt) / RATE) * 1_000;
}

function lastOf({ played }: Story, count: number): readonly string[] {
  return [...new Set(played.map(({ chunk }) => chunk))].slice(-count);
}
