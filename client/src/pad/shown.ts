import { isMarking, type Fixture } from '../../../src/matches/model/facts.js';
import { secondsAt } from '../../../src/matches/model/play-clock.js';
import type { ClockView, EventContent, MatchEvent, PlayClock } from '../../../src/wire/matches.js';
import { stateBy } from '../follow/seen-at.js';
import type { Telling, Tellings } from './telling.js';

/**
 * The record as it will be when all that waits has arrived: what the server has not taken is no part of it. `skewMs` is server
 * time less the device's.
 */
export function withWaiting(events: readonly MatchEvent[], tellings: Tellings, skewMs: number): readonly MatchEvent[] {
  const known = new Map(events.map((event) => [event.fact, event]));
  const all = [...events];
  for (const telling of tellings) {
    const before = known.get(telling.fact);
    const event = eventOf(telling, before, { seq: (all.at(-1)?.seq ?? 0) + 1, skewMs });
    if (event === undefined) continue;
    known.set(event.fact, event);
    all.push(event);
  }
  return all;
}

function eventOf(
  { fact, happenedAt, what, state }: Telling,
  before: MatchEvent | undefined,
  { seq, skewMs }: { readonly seq: number; readonly skewMs: number },
): MatchEvent | undefined {
  if (state.at === 'refused') return undefined;
  const at = happenedAt + skewMs;
  if (what.op === 'add') {
    // It has arrived, and its answer has not.
    if (before !== undefined) return undefined;
    return { ...NEW, seq, fact, content: what.content, occurredAt: at, recordedAt: at };
  }
  if (before === undefined) return undefined;
  const base = { ...before, seq, revision: before.revision + 1, corrects: before.seq, recordedAt: at };
  if (what.op === 'retract') return { ...base, op: 'retract', status: 'retracted' };
  return { ...base, op: 'revise', status: 'confirmed', content: what.content };
}

const NEW = {
  revision: 0,
  op: 'add',
  status: 'confirmed',
  rawType: null,
  source: 'host',
  score: { home: 0, away: 0 },
  corrects: null,
} as const;

/** What happened, each as it is known by now, in the order it was first told. */
export function factsOf(events: readonly MatchEvent[]): readonly MatchEvent[] {
  return [...new Map(events.map((event) => [event.fact, event])).values()];
}

/** What is shown of the last ones: nobody takes back what only sets the clock or was never told in words. */
export function lastTold(facts: readonly MatchEvent[], count: number): readonly MatchEvent[] {
  return facts.slice(-count).toReversed();
}

/** What an event says beside what happened: in which part, and what the clock showed. */
export interface Place {
  readonly content: EventContent;
  /** How long before it was told the clock showed that. */
  readonly agoMs: number;
}

/**
 * Where in the match it happens. The clock is told in whole seconds, as of when it changed to them; what others told of it does
 * not count: each telling would be on its way a little, and the clock would fall behind by all of them.
 */
export function placed(
  content: EventContent,
  { fixture, events, now }: { readonly fixture: Fixture; readonly events: readonly MatchEvent[]; readonly now: number },
): Place {
  if (isMarking(content)) return { content, agoMs: 0 };
  const { segment, clock } = stateBy(
    fixture,
    events.filter((event) => isMarking(event.content)),
  );
  if (segment === null || segment === 'POST') return { content, agoMs: 0 };
  if (clock === null) return { content: { segment, ...content }, agoMs: 0 };
  const { shown, agoMs } = readingOf(clock, now);
  return { content: { segment, clock: shown, ...content }, agoMs };
}

function readingOf(clock: ClockView, now: number): { readonly shown: PlayClock; readonly agoMs: number } {
  const endless = secondsAt({ ...clock, untilSec: null }, now);
  const whole = Math.floor(endless);
  const agoMs = clock.running ? Math.round((endless - whole) * 1_000) : 0;
  const untilSec = clock.untilSec ?? whole;
  const addedSec = Math.max(0, whole - untilSec) + clock.addedSec;
  const sec = Math.min(whole, Math.max(untilSec, clock.sec));
  return { shown: { sec, ...(addedSec > 0 ? { addedSec } : {}) }, agoMs };
}
