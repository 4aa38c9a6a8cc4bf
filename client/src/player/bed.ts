import { FRAME_MS, FRAME_SAMPLES } from '../../../src/audio/model/frames.js';
import { FADE_FRAMES, stretchAt, type Stretch } from '../../../src/transmitter/model/bed.js';
import type { Entry } from '../../../src/wire/radio.js';
import type { Sound } from './loudspeaker.js';
import { CUT_AHEAD, JOIN_AHEAD, MOVED_WITHIN, sampleAt, SAMPLES_PER_MS, SOON } from './placing.js';

const BED = 'bed';
const FADE = FADE_FRAMES * FRAME_SAMPLES;
/** Nobody hears that a crowd is off by less. */
const LEFT = FRAME_MS * SAMPLES_PER_MS;

/** The sound of it, whose end goes on with its beginning. */
export interface Bed<Pcm> {
  readonly pcm: Pcm;
  readonly samples: number;
}

export interface BedPlacing {
  readonly entries: readonly Entry[];
  readonly isWanted: boolean;
  readonly offsetMs: number;
  readonly now: number;
  /** Of the loop. */
  readonly samples: number;
}

/** As `placed`, for the bed: every listener hears the same frame of it at the same moment. */
export function bedPlaced(before: readonly Sound[], placing: BedPlacing): readonly Sound[] {
  const { entries, isWanted, offsetMs, now } = placing;
  const lasting = before.filter(({ until }) => until > now);
  const begun = lasting.filter(({ at }) => at < now + SOON);
  const heardAt = now / SAMPLES_PER_MS - offsetMs;
  const stretch = isWanted ? stretchAt(entries, heardAt) : undefined;
  const current = begun.findLast(({ until, fadeOut }) => fadeOut === 0 || until - fadeOut > now);
  const others = begun.filter((sound) => sound !== current);
  if (current !== undefined && stretch !== undefined && stretch.from <= heardAt && isInPlace(current, placing)) {
    return [...others, lastingUntil(current, sampleAt(stretch.until, offsetMs), now)];
  }
  const over =
    current === undefined ? [] : [lastingUntil(current, Math.min(current.until, now + FADE + CUT_AHEAD), now)];
  if (stretch === undefined) return [...others, ...over];
  const former = lasting.find(({ at }) => at >= now + SOON);
  const next = begunAt(stretch, placing);
  const isNear = former !== undefined && Math.abs(former.at - next.at) <= MOVED_WITHIN && isInPlace(former, placing);
  return [...others, ...over, isNear ? lastingUntil(former, next.until, now) : next];
}

function begunAt({ from, until }: Stretch, { offsetMs, now, samples }: BedPlacing): Sound {
  const at = Math.max(sampleAt(from, offsetMs), now + JOIN_AHEAD);
  const end = sampleAt(until, offsetMs);
  const sound = { of: BED, at, from: (at - sampleAt(0, offsetMs)) % samples, fadeIn: FADE, loops: true };
  return { ...sound, until: end, fadeOut: end === Infinity ? 0 : FADE };
}

function isInPlace(sound: Sound, { offsetMs, samples }: BedPlacing): boolean {
  const off = Math.abs(sound.at - sampleAt(0, offsetMs) - sound.from) % samples;
  return Math.min(off, samples - off) <= LEFT;
}

/** A fade that cannot be as long as it should is as long as it can. */
function lastingUntil(sound: Sound, end: number, now: number): Sound {
  const until = Math.max(end, now + CUT_AHEAD);
  if (until === sound.until) return sound;
  return { ...sound, until, fadeOut: until === Infinity ? 0 : Math.min(FADE, until - now) };
}
