import { FRAME_MS } from '../../audio/model/frames.js';
import type {
  Caption,
  Change,
  Entry,
  Joined,
  Message,
  QueuedRequest,
  Queue,
  ServerMs,
  Silenced,
  Snapshot,
  Withdrawn,
} from '../../wire/radio.js';
import { MISSED_MAX } from './limits.js';
import { captionsWith, entryEnd } from './sounding.js';

export interface LogPlace {
  readonly epoch: number;
  readonly seq: number;
}

/** What a listener knows of a channel: the snapshot it began with and every message since. Values are never changed. */
export interface Following extends Queue {
  readonly channel: string;
  /** Of the last message that is in it. Nothing before the first join. */
  readonly last: LogPlace | undefined;
  /** Whose time the starts are in. */
  readonly clockId: string | undefined;
  readonly onAir: string | undefined;
  /** By start; they never overlap. */
  readonly entries: readonly Entry[];
  /** Of what has sounded and is no longer among the entries. */
  readonly captions: readonly Caption[];
  /** Hosts alone. */
  readonly requests: readonly QueuedRequest[] | undefined;
  /** Came before what stands between: kept until that has come. */
  readonly ahead: readonly Message[];
  /** Something is missing: join again, after a `snapshot` without saying what came last. What is held plays on. */
  readonly needs: 'rejoin' | 'snapshot' | undefined;
}

export function notJoined(channel: string): Following {
  return {
    channel,
    last: undefined,
    clockId: undefined,
    phase: 'open',
    leadMs: 0,
    waiting: 0,
    notice: null,
    onAir: undefined,
    entries: [],
    captions: [],
    requests: undefined,
    ahead: [],
    needs: 'snapshot',
  };
}

/** What to name as `last` in the next join: nothing where only a snapshot helps. */
export function placeToJoinFrom({ last, needs }: Following): LogPlace | undefined {
  return needs === 'snapshot' ? undefined : last;
}

/** Something came that could not be read, or may have been missed. */
export function doubted(following: Following): Following {
  return { ...following, needs: following.needs ?? 'rejoin' };
}

/** The answer to a join that was asked when `last` was the last. Messages may have come since. */
export function answered(following: Following, joined: Joined, last: LogPlace | undefined): Following {
  if (joined.recovered) return caughtUp(following, joined);
  if (joined.snapshot === undefined) return { ...following, needs: 'snapshot' };
  // The same log was followed further meanwhile: the snapshot is of before.
  if (following.last !== undefined && !isSame(following.last, last) && isBefore(joined, following.last)) {
    return settled({ ...following, needs: undefined });
  }
  return settled(replaced(following, joined, joined.snapshot));
}

export function applied(following: Following, message: Message): Following {
  const comes = placeOf(following.last, message);
  if (comes === 'before') return following;
  const isOfOurClock = message.clockId === following.clockId;
  if (comes === 'next' && isOfOurClock) return settled(changed(following, message));
  const needs = comes === 'elsewhere' || !isOfOurClock ? 'snapshot' : (following.needs ?? 'rejoin');
  return { ...following, needs, ahead: withAhead(following.ahead, message) };
}

function caughtUp(following: Following, joined: Joined): Following {
  // Starts of two clocks together would sound at the wrong moments: what is held plays on alone.
  if (joined.clockId !== following.clockId) return { ...following, needs: 'snapshot' };
  const missed = joined.missed ?? [];
  const after = missed.reduce(applied, { ...following, needs: undefined });
  const isWhole = after.last !== undefined && !isBefore(after.last, joined);
  if (!isWhole) return { ...after, needs: 'snapshot' };
  return settled({ ...after, needs: after.needs === 'snapshot' ? 'snapshot' : undefined });
}

function replaced(following: Following, { epoch, seq, clockId }: Joined, snapshot: Snapshot): Following {
  return {
    channel: following.channel,
    last: { epoch, seq },
    clockId,
    phase: snapshot.phase,
    leadMs: snapshot.leadMs,
    waiting: snapshot.waiting,
    notice: snapshot.notice,
    onAir: snapshot.onAir ?? undefined,
    entries: merged([], snapshot.entries),
    // Of another clock's time nobody knows when it was.
    captions: following.clockId === clockId ? captionsWith(following.captions, snapshot.captions) : snapshot.captions,
    requests: snapshot.requests,
    ahead: following.ahead,
    needs: undefined,
  };
}

/** Takes what came ahead as far as nothing is missing before it. */
function settled(following: Following): Following {
  const waiting = following.ahead.filter((message) => placeOf(following.last, message) !== 'before');
  const isOurs = ({ clockId }: Message): boolean => clockId === following.clockId;
  const next = waiting.find((message) => isOurs(message) && placeOf(following.last, message) === 'next');
  if (next !== undefined) {
    return settled(changed({ ...following, ahead: waiting.filter((message) => message !== next) }, next));
  }
  const isAstray = waiting.some((message) => !isOurs(message) || placeOf(following.last, message) === 'elsewhere');
  const missing = isAstray ? 'snapshot' : 'rejoin';
  return { ...following, ahead: waiting, needs: following.needs ?? (waiting.length > 0 ? missing : undefined) };
}

/** Where a message stands in the log, seen from what is held. The numbers go on from one epoch to the next. */
function placeOf(last: LogPlace | undefined, { epoch, seq }: LogPlace): 'before' | 'next' | 'later' | 'elsewhere' {
  if (last === undefined) return 'later';
  if (epoch < last.epoch) return 'before';
  if (seq === last.seq + 1) return 'next';
  if (seq > last.seq) return 'later';
  // A higher epoch whose log does not hold what is held here: another log.
  return epoch > last.epoch ? 'elsewhere' : 'before';
}

// With too many the oldest go: the newest shows that something is missing.
function withAhead(ahead: readonly Message[], message: Message): readonly Message[] {
  const others = ahead.filter((other) => !isSame(other, message));
  return [...others, message].sort((a, b) => a.seq - b.seq).slice(-MISSED_MAX);
}

function changed(following: Following, message: Message): Following {
  const { change, epoch, seq } = message;
  const { withdrawn, silenced = [], ended = [], started, queue } = change;
  const left = withdrawn === undefined ? following.entries : without(following.entries, withdrawn);
  const hasEnded = ended.some(({ request }) => request === following.onAir);
  return {
    ...following,
    ...queue,
    last: { epoch, seq },
    entries: hushed(merged(left, announcedIn(change)), silenced),
    captions: hushed(following.captions, silenced),
    onAir: started?.request ?? (hasEnded ? undefined : following.onAir),
    requests: message.requests ?? following.requests,
  };
}

function without(entries: readonly Entry[], { from }: Withdrawn): readonly Entry[] {
  return entries.filter(({ startsAt }) => startsAt < from).map((entry) => upTo(entry, from));
}

/** What was withdrawn keeps its place, and nothing else. */
export function hushed<T extends Caption | Entry>(all: readonly T[], silenced: readonly Silenced[]): readonly T[] {
  if (silenced.length === 0) return all;
  const chunks = new Set(silenced.flatMap((one) => one.chunks));
  const requests = new Set(silenced.map(({ request }) => request));
  const isGone = (one: T): boolean => chunks.has(one.chunk) || ('request' in one && requests.has(one.request));
  return all.map((one) => (isGone(one) ? wordless(one) : one));
}

function wordless<T extends Caption | Entry>(one: T): T {
  const mark = { ...one, silenced: true as const };
  return one.text === undefined ? mark : { ...mark, text: '', words: [] };
}

function upTo(entry: Entry, end: ServerMs): Entry {
  return entryEnd(entry) <= end ? entry : { ...entry, frames: Math.floor((end - entry.startsAt) / FRAME_MS) };
}

function announcedIn({ started, cued, chunks = [] }: Change): readonly Entry[] {
  return [...(started?.entries ?? []), ...(cued?.entries ?? []), ...chunks];
}

/** What is announced again takes new values; the rest, as its text, it keeps. */
function merged(entries: readonly Entry[], announced: readonly Entry[]): readonly Entry[] {
  const byChunk = new Map(entries.map((entry) => [entry.chunk, entry]));
  for (const entry of announced) byChunk.set(entry.chunk, { ...byChunk.get(entry.chunk), ...entry });
  return [...byChunk.values()].sort((a, b) => a.startsAt - b.startsAt);
}

function isSame(one: LogPlace, other: LogPlace | undefined): boolean {
  return one.epoch === other?.epoch && one.seq === other.seq;
}

function isBefore(one: LogPlace, other: LogPlace): boolean {
  return one.epoch < other.epoch || (one.epoch === other.epoch && one.seq < other.seq);
}
