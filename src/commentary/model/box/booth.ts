import type { ServerMs } from '../../../kernel/clock.js';
import type { Moment, Thread } from '../../../writing/model/fact-sheet.js';
import type { BoxVoice } from '../../../wire/match-doors.js';
import type { Sport } from '../../../wire/sports.js';
import { usualGapMs, wordsIn } from './pace.js';
import { planOf, type Desk, type OnChannel, type Order, type Plan } from './plan.js';
import { isCorrection, salienceOf } from './salience.js';
import { isLongAgo, isUrgent, withMoment, type Dropped, type Left, type Waiting } from './waiting.js';

/** A line of ours that the channel was asked to say. */
export interface Own {
  readonly request: string;
  readonly voice: BoxVoice;
  readonly isUrgent: boolean;
}

/** Where the commentary of one channel is. Values are never changed. */
export interface Booth {
  readonly sport: Sport;
  /** What nothing was said of yet, in the order it came. */
  readonly waiting: readonly Waiting[];
  readonly writing: Order | null;
  /** What was written waits for a host’s word. */
  readonly isDraft: boolean;
  readonly own: readonly Own[];
  /** Facts of which something was said. */
  readonly spoken: ReadonlySet<string>;
  /** When moments came that were worth a line. */
  readonly momentsAt: readonly ServerMs[];
  /** When something was told last, whatever it was. */
  readonly toldAt: ServerMs;
  readonly lastColourAt: ServerMs;
  readonly silentFrom: ServerMs;
  readonly isPlayed: boolean;
}

/** What is on the channel, whoever asked for it. */
export type Sounding = Omit<OnChannel, 'own'>;

const MOMENTS_KEPT = 12;
const FACTS_KEPT = 400;

export function newBooth(sport: Sport): Booth {
  return {
    sport,
    waiting: [],
    writing: null,
    isDraft: false,
    own: [],
    spoken: new Set(),
    momentsAt: [],
    toldAt: -Infinity,
    lastColourAt: -Infinity,
    silentFrom: -Infinity,
    isPlayed: false,
  };
}

export interface Taken {
  readonly booth: Booth;
  readonly dropped: readonly Dropped[];
}

/** Something was told. */
export function withTold(booth: Booth, moment: Moment, threads: readonly Thread[] = []): Taken {
  if (isLongAgo(moment)) return { booth, dropped: [] };
  const isPlayed = isPlayedAfter(moment);
  const salience = salienceOf(booth.sport, moment, threads);
  const momentsAt =
    salience > 0 && moment.news === 'happened'
      ? [...booth.momentsAt, moment.recordedAt].slice(-MOMENTS_KEPT)
      : booth.momentsAt;
  const next: Waiting = { moment, salience, isCorrection: isCorrection(moment) };
  const after = { ...booth, isPlayed, momentsAt, toldAt: moment.recordedAt };
  if (isNothingNew(booth, next)) return { booth: after, dropped: [] };
  const { waiting, dropped } = withMoment(booth.waiting, next);
  return { booth: { ...after, waiting }, dropped };
}

// Of what nothing was said nothing has to be added, or taken back that does not count.
function isNothingNew(
  { spoken, waiting, writing }: Booth,
  { moment, isCorrection: counts, salience }: Waiting,
): boolean {
  if (salience === 0 && moment.news !== 'happened') return true;
  if (moment.news === 'happened' || counts) return false;
  const isOpen = [...waiting, ...(writing?.about ?? [])].some((one) => one.moment.fact === moment.fact);
  return !isOpen && !spoken.has(moment.fact);
}

function isPlayedAfter({ type, after }: Moment): boolean {
  return after.segment !== null && after.segment !== 'POST' && type !== 'match_end';
}

/** What to say now, by what is on the channel. What is dropped is gone from the booth already. */
export function planned(booth: Booth, channel: readonly Sounding[], now: ServerMs): { booth: Booth; plan: Plan } {
  const own = ownOn(booth, channel);
  const silentFrom = Math.max(booth.silentFrom, ...channel.map(({ endsAt }) => Math.min(endsAt ?? -Infinity, now)));
  const heard = { ...booth, own, silentFrom };
  const plan = planOf(deskOf(heard, channel), now);
  const gone = new Set([...plan.dropped.map(({ event }) => event), ...(plan.say?.about ?? []).map(seqOf)]);
  const waiting = heard.waiting.filter((one) => !gone.has(seqOf(one)));
  const writing = plan.say ?? heard.writing;
  const isDraft = plan.say === null && heard.isDraft;
  const lastColourAt = plan.say?.voice === 'colour' ? now : heard.lastColourAt;
  return { booth: { ...heard, waiting, writing, isDraft, lastColourAt }, plan };
}

/** Nothing is said of what waits. What is being written, and what is on the channel, is for others to end. */
export function hushed(booth: Booth, channel: readonly Sounding[]): Taken {
  const dropped = booth.waiting.map(({ moment }): Dropped => ({ event: moment.seq, reason: 'off' }));
  return { booth: { ...booth, own: ownOn(booth, channel), waiting: [] }, dropped };
}

function ownOn({ own }: Booth, channel: readonly Sounding[]): readonly Own[] {
  return own.filter(({ request }) => channel.some((one) => one.request === request));
}

/** Its line waits for a host’s word. */
export function drafted(booth: Booth, order: Order): Booth {
  return booth.writing === order ? { ...booth, isDraft: true } : booth;
}

/** Nothing came of what was being written; what it told waits again, with what was told of it meanwhile. */
export function unwritten(booth: Booth, order: Order): Taken {
  const all = [...order.about, ...booth.waiting].toSorted((one, other) => seqOf(one) - seqOf(other));
  let waiting: readonly Waiting[] = [];
  const dropped: Dropped[] = [];
  for (const one of all) {
    const joined = withMoment(waiting, one);
    ({ waiting } = joined);
    dropped.push(...joined.dropped);
  }
  return { booth: { ...withoutOrder(booth, order), waiting }, dropped };
}

function withoutOrder(booth: Booth, order: Order): Booth {
  return booth.writing === order ? { ...booth, writing: null, isDraft: false } : booth;
}

/** Its line is being asked for, or nobody wants it any more. */
export function written(booth: Booth, order: Order, request: string | null): Booth {
  const facts = [...booth.spoken, ...order.about.map(({ moment }) => moment.fact)].slice(-FACTS_KEPT);
  const own =
    request === null ? booth.own : [...booth.own, { request, voice: order.voice, isUrgent: order.urgency === 'flash' }];
  return { ...withoutOrder(booth, order), own, spoken: request === null ? booth.spoken : new Set(facts) };
}

/** Nothing is said of it. */
export function leftOut(booth: Booth, order: Order, reason: Left): Taken {
  const dropped = order.about.map(({ moment }): Dropped => ({ event: moment.seq, reason }));
  return { booth: written(booth, order, null), dropped };
}

function seqOf({ moment }: Waiting): number {
  return moment.seq;
}

/** Of what it tells more is known by now. */
function isTouched({ about }: Order, waiting: readonly Waiting[]): boolean {
  const facts = new Set(about.map(({ moment }) => moment.fact));
  return waiting.some(({ moment }) => facts.has(moment.fact));
}

function deskOf(booth: Booth, channel: readonly Sounding[]): Desk {
  const { waiting, writing, isDraft, momentsAt, toldAt, lastColourAt, silentFrom, isPlayed } = booth;
  const gapMs = usualGapMs(momentsAt);
  return {
    waiting,
    writing:
      writing === null
        ? null
        : {
            voice: writing.voice,
            isUrgent: writing.about.some(isUrgent),
            givesWay: isDraft && !isTouched(writing, waiting),
          },
    channel: channel.map((one) => ({ ...one, own: booth.own.find(({ request }) => request === one.request) ?? null })),
    pace: {
      gapMs,
      lastMomentAt: momentsAt.at(-1) ?? -Infinity,
      lastToldAt: toldAt,
      silentFrom,
      lastColourAt,
      isPlayed,
      words: wordsIn(gapMs),
    },
  };
}
