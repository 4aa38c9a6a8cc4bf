import type { EventContent, MatchEvent } from '../../../src/wire/matches.js';

/** One row of what happened. */
export interface Row {
  readonly event: MatchEvent;
  /** `corrected` and `taken-back` as it is known by now, whenever it was told. */
  readonly standing: 'plain' | 'provisional' | 'corrected' | 'taken-back';
  /** What was said of it first, where that is another thing. */
  readonly before: MatchEvent | undefined;
  /** It tells of a correction, at the moment that was made. */
  readonly isCorrection: boolean;
}

/** They only move the clock: nobody saw them happen. */
const UNSHOWN = new Set(['clock']);

/**
 * Rows, the newest first. What happened has one, with what is known of it by now; a correction that changes what counts has
 * one of its own, so that nobody misses it who reads only the newest.
 */
export function rowsOf(events: readonly MatchEvent[]): readonly Row[] {
  const latest = new Map(events.map((event) => [event.fact, event]));
  const seen = new Map<string, MatchEvent>();
  const rows: Row[] = [];
  for (const [at, event] of events.entries()) {
    if (UNSHOWN.has(event.content.type)) continue;
    const before = seen.get(event.fact);
    seen.set(event.fact, event);
    if (before === undefined) rows.push(rowOf(event, latest.get(event.fact) ?? event));
    else if (isCorrection(event, before, events[at - 1])) {
      const standing = event.op === 'retract' ? 'taken-back' : 'corrected';
      rows.push({ event, standing, before, isCorrection: true });
    }
  }
  return rows.toReversed();
}

function rowOf(first: MatchEvent, last: MatchEvent): Row {
  // What was taken back is shown as it was told: the reader knows it by that.
  if (last.status === 'retracted') {
    return {
      event: { ...first, content: last.content },
      standing: 'taken-back',
      before: undefined,
      isCorrection: false,
    };
  }
  const event = { ...first, content: last.content, rawType: last.rawType, status: last.status };
  const isMended = !isSame(first.content, last.content) && !isOnlyNamed(first.content, last.content);
  if (isMended) return { event, standing: 'corrected', before: first, isCorrection: false };
  const standing = last.status === 'provisional' ? 'provisional' : 'plain';
  return { event, standing, before: undefined, isCorrection: false };
}

// Who it was may be known later than what it was: nothing that was said was wrong.
function isOnlyNamed(first: EventContent, last: EventContent): boolean {
  const hadNobody = (first.participants ?? []).every(({ name, number }) => name === undefined && number === undefined);
  return hadNobody && isSame({ ...first, participants: undefined }, { ...last, participants: undefined });
}

// Corrections come from who told it first, with its fields in the same order.
function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

// A name that is another mends its row and changes nothing that counts.
function isCorrection(event: MatchEvent, before: MatchEvent, previous: MatchEvent | undefined): boolean {
  if (event.op === 'retract') return true;
  if (event.op !== 'revise') return false;
  const { content, score } = event;
  const isMoved = previous !== undefined && (score.home !== previous.score.home || score.away !== previous.score.away);
  return (
    isMoved ||
    content.type !== before.content.type ||
    content.side !== before.content.side ||
    wickets(event) !== wickets(before)
  );
}

function wickets({ content: { delivery } }: MatchEvent): number {
  return delivery?.wickets?.length ?? 0;
}
