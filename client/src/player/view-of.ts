import { captionsAt, positionAt } from '../../../src/radio/model/sounding.js';
import { type ClockFilter, uncertaintyMs } from '../../../src/radio/model/clock-filter.js';
import type { Following } from '../../../src/radio/model/following.js';
import type { Caption, ServerMs } from '../../../src/wire/radio.js';
import type { AudioMapping } from '../clock/anchors.js';
import { stretchAt } from '../../../src/transmitter/model/bed.js';
import type { ListeningView, Truth } from './listening-view.js';

/** So many tries in a row have to fail before it is told. */
const AWAY_TRIES = 3;
/** Nineteen in twenty of what varies as clocks do lie within so many standard deviations. */
const DEVIATIONS = 1.96;

export interface LineNow {
  readonly isOpen: boolean;
  readonly hasBeenOpen: boolean;
  readonly failedTries: number;
}

export function lineOf({ isOpen, hasBeenOpen, failedTries }: LineNow): ListeningView['line'] {
  if (isOpen) return 'open';
  if (failedTries >= AWAY_TRIES) return 'away';
  return hasBeenOpen ? 'reconnecting' : 'connecting';
}

export interface PlayingNow {
  readonly following: Following;
  readonly heardAt: ServerMs | undefined;
  readonly hasBed: boolean;
  readonly isBuffering: boolean;
}

export function playingOf({ following, heardAt, hasBed, isBuffering }: PlayingNow): ListeningView['playing'] {
  if (heardAt === undefined) return 'silence';
  if (isBuffering) return 'buffering';
  const position = positionAt(following, heardAt);
  if (position !== undefined) return position.entry.silenced === true ? 'silence' : 'speech';
  const stretch = stretchAt(following.entries, heardAt);
  if (stretch === undefined || heardAt < stretch.from) return 'breath';
  return hasBed && following.phase !== 'closed' ? 'bed' : 'silence';
}

export function captionsOf(following: Following, heardAt: ServerMs | undefined): readonly Caption[] {
  return heardAt === undefined ? [] : captionsAt(following, heardAt);
}

export interface TruthNow {
  readonly now: number;
  readonly clock: ClockFilter | undefined;
  readonly mapping: AudioMapping | undefined;
  readonly errorMs: number;
  readonly roundTripMs: number | undefined;
  readonly bufferMs: number;
  readonly underruns: number;
}

export function truthOf({ now, clock, mapping, errorMs, ...told }: TruthNow): Truth {
  const { roundTripMs, bufferMs, underruns } = told;
  const withinMs = clock && mapping && DEVIATIONS * uncertaintyMs(clock, now) + mapping.withinMs + Math.abs(errorMs);
  return { withinMs, offsetMs: clock?.offsetMs, roundTripMs, bufferMs, underruns };
}
