import type { ServerMs } from '../../../kernel/clock.js';
import type { Urgency } from '../../../wire/radio.js';
import type { BoxVoice } from '../../../wire/match-doors.js';
import { colourAt, colourWords, type Pace } from './pace.js';
import { isUrgent, worthUntil, type Dropped, type Waiting } from './waiting.js';

/** Something that is said on the channel, or will be. */
export interface OnChannel {
  readonly request: string;
  /** Nothing: somebody else’s. */
  readonly own: { readonly voice: BoxVoice; readonly isUrgent: boolean } | null;
  /** Nothing while it waits. */
  readonly startsAt: ServerMs | null;
  readonly endsAt: ServerMs | null;
}

/** All that a commentator looks at before the next word. */
export interface Desk {
  /** In the order they came. */
  readonly waiting: readonly Waiting[];
  /** A line is being written, or waits for a host’s word and gives way to what puts another right. */
  readonly writing: { readonly voice: BoxVoice; readonly isUrgent: boolean; readonly givesWay: boolean } | null;
  readonly channel: readonly OnChannel[];
  readonly pace: Pace;
}

/** What is to be said next. */
export interface Order {
  /** What it tells, the oldest first; nothing: there is time for colour. */
  readonly about: readonly Waiting[];
  /** The weightiest of them. */
  readonly main: Waiting | null;
  readonly voice: BoxVoice;
  readonly urgency: Urgency;
  readonly style: 'calm' | 'excited';
  readonly wordsMax: number;
  readonly worthMs: number;
}

export interface Plan {
  readonly say: Order | null;
  readonly dropped: readonly Dropped[];
  /** Requests that are in the way of what happens. */
  readonly cut: readonly string[];
  /** Nothing changes by itself before. */
  readonly lookAt: ServerMs;
}

/** So long before what sounds is over the next line is written, so that it is ready then and not older than it must be. */
export const PREPARE_MS = 2_500;
/** What comes in a burst is one line. */
const SETTLE_MS: readonly number[] = [4_000, 1_200, 800, 600, 0, 0];
const FOLDED_MAX = 2;
const WORDS_URGENT = 25;
/** Where another one waits already. */
const WORDS_HURRIED = 16;
const WORDS_PERIOD = 45;
const CORRECTION_WORTH_MS = 120_000;
const PERIODS = new Set(['segment_end', 'innings_end', 'match_end']);

/** What to say now, if anything, and when to look again. */
export function planOf(desk: Desk, now: ServerMs): Plan {
  const fresh = desk.waiting.filter((one) => worthUntil(one) > now);
  const dropped = desk.waiting
    .filter((one) => !fresh.includes(one))
    .map(({ moment, salience }): Dropped => ({ event: moment.seq, reason: salience === 0 ? 'minor' : 'late' }));
  const urgent = fresh.filter(isUrgent);
  if (urgent.length > 0) return planUrgent(desk, fresh, { urgent, dropped, now });
  const free = freeAt(desk);
  const lookAt = Math.min(...fresh.map(worthUntil), Infinity);
  if (desk.writing?.voice === 'play') return { say: null, dropped, cut: [], lookAt };
  const told = fresh.filter(({ salience }) => salience > 0);
  const settled = Math.min(...told.map(settledAt));
  const best = weightiest(told);
  if (best === undefined) return planColour(desk, { dropped, now, lookAt });
  if (settled > now || free > now) {
    const soon = Math.max(settled, free);
    return { say: null, dropped, cut: [], lookAt: Math.min(lookAt, soon) };
  }
  const folded = foldedInto(best, told);
  const merged = told
    .filter((one) => one !== best)
    .map((one): Dropped => ({ event: one.moment.seq, reason: folded.includes(one) ? 'merged' : 'minor' }));
  const say = { ...orderOf(folded, best, desk.pace), worthMs: worthUntil(best) - now };
  return { say, dropped: [...dropped, ...merged], cut: colourOf(desk), lookAt };
}

interface Urgent {
  readonly urgent: readonly Waiting[];
  readonly dropped: readonly Dropped[];
  readonly now: ServerMs;
}

// One after the other, the oldest first: each of them is said. A second is only written when the first is heard.
function planUrgent(desk: Desk, fresh: readonly Waiting[], { urgent, dropped, now }: Urgent): Plan {
  const lookAt = Math.min(...fresh.map(worthUntil), Infinity);
  const first = urgent.find(({ isCorrection }) => isCorrection) ?? urgent[0];
  // What puts right what was said waits for nobody’s word.
  const isWriting = desk.writing?.isUrgent === true && !(desk.writing.givesWay && first?.isCorrection === true);
  const isBusy = isWriting || desk.channel.some((one) => one.own?.isUrgent && isPrepared(one, now));
  if (isBusy || first === undefined) return { say: null, dropped, cut: [], lookAt };
  const wordsAlone = PERIODS.has(first.moment.type) ? WORDS_PERIOD : WORDS_URGENT;
  const wordsMax = urgent.length > 1 ? WORDS_HURRIED : wordsAlone;
  const worthMs = first.isCorrection ? CORRECTION_WORTH_MS : worthUntil(first) - now;
  const style = first.isCorrection ? 'calm' : 'excited';
  const say: Order = { about: [first], main: first, voice: 'play', urgency: 'flash', style, wordsMax, worthMs };
  return { say, dropped, cut: [], lookAt };
}

/** Ready, and not heard yet. */
function isPrepared({ startsAt }: OnChannel, now: ServerMs): boolean {
  return startsAt === null || startsAt > now;
}

/** When the next routine line may be written: nothing of ours waits, no host waits, and what sounds is nearly over. */
function freeAt({ channel }: Desk): ServerMs {
  const others = channel.filter(({ own }) => own?.voice !== 'colour');
  if (others.some(({ endsAt }) => endsAt === null)) return Infinity;
  return Math.max(...others.map(({ endsAt }) => (endsAt ?? 0) - PREPARE_MS), -Infinity);
}

function colourOf({ channel }: Desk): string[] {
  return channel.filter(({ own }) => own?.voice === 'colour').map(({ request }) => request);
}

function settledAt({ moment, salience }: Waiting): ServerMs {
  return moment.recordedAt + (SETTLE_MS[salience] ?? 0);
}

/** Of equals the newest. */
function weightiest(some: readonly Waiting[]): Waiting | undefined {
  return some.reduce<Waiting | undefined>(
    (best, one) => (best === undefined || one.salience >= best.salience ? one : best),
    undefined,
  );
}

// All that waits is told with it, or never: the next line is of what comes next.
function foldedInto(best: Waiting, told: readonly Waiting[]): Waiting[] {
  const others = told
    .filter((one) => one !== best)
    .toSorted((one, other) => one.salience - other.salience || one.moment.seq - other.moment.seq)
    .slice(-FOLDED_MAX);
  return [...others, best].toSorted((one, other) => one.moment.seq - other.moment.seq);
}

function orderOf(about: readonly Waiting[], best: Waiting, pace: Pace): Omit<Order, 'worthMs'> {
  const wordsMax = PERIODS.has(best.moment.type) ? WORDS_PERIOD : pace.words;
  const style = best.salience >= 3 && best.moment.type === 'delivery' ? 'excited' : 'calm';
  return { about, main: best, voice: 'play', urgency: 'filler', style, wordsMax };
}

interface Quiet {
  readonly dropped: readonly Dropped[];
  readonly now: ServerMs;
  readonly lookAt: ServerMs;
}

function planColour(desk: Desk, { dropped, now, lookAt }: Quiet): Plan {
  const nothing = { say: null, dropped, cut: [], lookAt };
  if (desk.writing !== null) return nothing;
  if (desk.channel.some(({ endsAt }) => endsAt === null)) return nothing;
  const silentFrom = Math.max(desk.pace.silentFrom, ...desk.channel.map(({ endsAt }) => endsAt ?? 0));
  const at = colourAt(desk.pace, silentFrom, now);
  if (at > now) return { ...nothing, lookAt: Math.min(lookAt, at) };
  const say: Order = {
    about: [],
    main: null,
    voice: 'colour',
    urgency: 'filler',
    style: 'calm',
    wordsMax: colourWords(desk.pace, now),
    worthMs: 4_000,
  };
  return { ...nothing, say };
}
