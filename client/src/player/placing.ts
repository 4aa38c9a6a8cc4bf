import { FRAME_SAMPLES, SAMPLE_RATE } from '../../../src/audio/model/frames.js';
import { entryEnd } from '../../../src/radio/model/sounding.js';
import type { Entry, ServerMs } from '../../../src/wire/radio.js';
import type { Sound } from './loudspeaker.js';

export const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;
/** What begins sooner has begun: it is not moved any more. */
export const SOON = 50 * SAMPLES_PER_MS;
/** Whoever comes too late for a beginning joins so far ahead. */
export const JOIN_AHEAD = 60 * SAMPLES_PER_MS;
/** What should have fallen silent already does so this soon. */
export const CUT_AHEAD = 20 * SAMPLES_PER_MS;
/** What has not begun is moved when it is off by more: by a tenth of a millisecond when it is about to, since then it is there to stay. */
export const MOVED_WITHIN = 2 * SAMPLES_PER_MS;
const MOVED_WITHIN_NEAR = 5;
/** Pages that nobody sees look once a second: twice before it begins. */
const NEAR = 2_500 * SAMPLES_PER_MS;
/** With less than this left a chunk is not worth joining. */
const WORTHWHILE = 300 * SAMPLES_PER_MS;
/** Nearer than this, chunks of one request are joined and not corrected. */
const JOINED_WITHIN = 5 * SAMPLES_PER_MS;
/** A sound that is broken off, or joined in its middle, is blended so long. */
const BLEND = 10 * SAMPLES_PER_MS;

export interface Placing {
  /** By start, as announced. */
  readonly entries: readonly Entry[];
  /** Whether its samples are here. */
  readonly isDecoded: (chunk: string) => boolean;
  /** The loudspeaker's milliseconds less the channel's: where a start lies on the loudspeaker's clock. */
  readonly offsetMs: number;
  /** Of the loudspeaker, in samples. */
  readonly now: number;
  /** What sounds is broken off so many samples ahead, and goes on in its right place. */
  readonly cutOver?: number | undefined;
}

/** What is to sound, from what was to sound before and what is known now. What is over is left out. */
export function placed(before: readonly Sound[], placing: Placing): readonly Sound[] {
  const { entries, now } = placing;
  const lasting = before.filter(({ until }) => until > now);
  const begun = lasting.filter(({ at }) => at < now + SOON).map((sound) => ended(sound, placing));
  const formers = lasting.filter(({ at }) => at >= now + SOON);
  const isWhole = (sound: Sound): boolean => sound.until >= (endOf(sound, entries) ?? -Infinity);
  const broken = begun.filter((sound) => !isWhole(sound));
  const earliest = Math.max(now + SOON, ...broken.map(({ until }) => until - BLEND));
  const whole = begun.filter(isWhole);
  return entries.reduce<readonly Sound[]>((sounds, entry) => {
    if (whole.some((sound) => sound.of === entry.chunk) || !placing.isDecoded(entry.chunk)) return sounds;
    const joins = whole.concat(sounds).findLast((sound) => sound.of === precursor(entry, entries)?.chunk);
    const former = formers.find((sound) => sound.of === entry.chunk);
    const sound = placeOf(entry, placing, { earliest, joins, former });
    return sound === undefined ? sounds : [...sounds, sound];
  }, begun);
}

/** When a moment of the channel comes out of the loudspeaker. */
export function sampleAt(at: ServerMs, offsetMs: number): number {
  return Math.round((at + offsetMs) * SAMPLES_PER_MS);
}

/** How much later than it should a sound is heard. */
export function latenessMs(sound: Sound, { startsAt }: Entry, offsetMs: number): number {
  return (beginning(sound) - sampleAt(startsAt, offsetMs)) / SAMPLES_PER_MS;
}

/** When it has sounded to the end that is announced of it; nothing where it is not announced any more. */
export function endOf(sound: Sound, entries: readonly Entry[]): number | undefined {
  const entry = entries.find(({ chunk }) => chunk === sound.of);
  return entry && beginning(sound) + entry.frames * FRAME_SAMPLES;
}

interface Around {
  readonly earliest: number;
  /** It ends where this begins. */
  readonly joins: Sound | undefined;
  /** Where this was to sound. */
  readonly former: Sound | undefined;
}

function placeOf(entry: Entry, { offsetMs, now }: Placing, { earliest, joins, former }: Around): Sound | undefined {
  const exact = sampleAt(entry.startsAt, offsetMs);
  const joined = joins !== undefined && Math.abs(joins.until - exact) <= JOINED_WITHIN ? joins.until : undefined;
  const within = exact - now < NEAR ? MOVED_WITHIN_NEAR : MOVED_WITHIN;
  const stays = former !== undefined && Math.abs(beginning(former) - exact) <= within;
  const start = joined ?? (stays ? beginning(former) : exact);
  const until = start + entry.frames * FRAME_SAMPLES;
  // What was to be joined in its middle stays so: each look would have it begin later.
  if (former !== undefined && beginning(former) === start) return { ...former, until };
  const sound = { of: entry.chunk, until, fadeOut: 0, loops: false };
  if (start >= earliest) return { ...sound, at: start, from: 0, fadeIn: 0 };
  const at = Math.max(earliest, now + JOIN_AHEAD);
  return until - at < WORTHWHILE ? undefined : { ...sound, at, from: at - start, fadeIn: BLEND };
}

/** What goes before it in its request, if nothing is between them. */
function precursor({ request, startsAt }: Entry, entries: readonly Entry[]): Entry | undefined {
  return entries.find((other) => other.request === request && entryEnd(other) === startsAt);
}

function beginning({ at, from }: Sound): number {
  return at - from;
}

/** Of what sounds only the end may change: it was withdrawn, from some frame or altogether, or it is in the wrong place. */
function ended(sound: Sound, { entries, now, cutOver }: Placing): Sound {
  const announced = endOf(sound, entries) ?? now;
  const until = Math.max(announced, now + CUT_AHEAD);
  const at = cutOver === undefined ? until : Math.min(until, now + cutOver + BLEND);
  return at >= sound.until ? sound : { ...sound, until: at, fadeOut: BLEND };
}
