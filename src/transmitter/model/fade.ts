import type { Span } from '../../audio/model/frames.js';
import { FADE_FRAMES } from './bed.js';

/** A frame is two halves, each with a level of its own. */
const HALVES = 2;
/** The levels a frame can have are so many steps apart for each doubling: 1.5 dB each. */
const STEPS_PER_DOUBLING = 4;

/** How many steps each half of a frame is quieter than the bed. */
export type Quieter = readonly [first: number, second: number];

export const FULL: Quieter = [0, 0];

/**
 * How much quieter a frame of the bed is. It gets louder over its first frames; it gets quieter over its last, or, where its end
 * became known late, over what was left from `endKnownFrom`.
 */
export function fadeAt(frame: number, { start, end }: Span, endKnownFrom: number = -Infinity): Quieter {
  const fadeOut = Math.min(FADE_FRAMES, Math.max(1, end - endKnownFrom));
  if (frame - start >= FADE_FRAMES && end - frame > fadeOut) return FULL;
  const half = (nth: number): number => {
    const begun = (frame - start + (nth + 0.5) / HALVES) / FADE_FRAMES;
    const left = (end - frame - (nth + 0.5) / HALVES) / fadeOut;
    return stepsOf(Math.min(1, begun, left));
  };
  return [half(0), half(1)];
}

function stepsOf(level: number): number {
  return Math.round(-STEPS_PER_DOUBLING * Math.log2(level));
}
