import { frameAt } from '../../audio/model/frames.js';
import type { ServerMs } from '../../wire/radio.js';
import { groupOf } from './titles.js';

/** What a listener asks of where it stands. */
export interface PlaceAsked {
  /** How much it is given at once, so that it does not starve. */
  readonly behindMs: number;
  /** How far behind what it hears is to be, where that is more. */
  readonly delayMs: number;
  /** Titles come between groups of frames, so whoever wants them begins with a group. */
  readonly titles: boolean;
}

/** By how many frames the newest that a listener gets is behind the newest there is. */
export function lagOf({ behindMs, delayMs }: PlaceAsked): number {
  return frameAt(Math.max(0, delayMs - behindMs));
}

/** The first frame a listener gets who comes now. */
export function firstFrame(now: ServerMs, { behindMs, delayMs, titles }: PlaceAsked): number {
  const frame = frameAt(now - Math.max(behindMs, delayMs));
  return titles ? groupOf(frame) : frame;
}
