import type { ServerMs } from '../../kernel/clock.js';
import { inOrder, onAir } from './order.js';
import type { ChannelState, Request, Urgency } from './state.js';
import { endOf, entriesOf, isMade, soundMs, unannouncedMs } from './timeline.js';

/** A request that is not over yet, as whoever decides what comes next sees it. */
export interface InTheAir {
  readonly id: string;
  readonly urgency: Urgency;
  /** When it sounded or is announced to sound first; nothing while it waits. */
  readonly startsAt: ServerMs | null;
  /** When it should be over, by what is announced of it and what its words should still take; nothing while it waits. */
  readonly endsAt: ServerMs | null;
}

/** What is on air first, then what waits, as it will be said. */
export function inTheAir(state: ChannelState): InTheAir[] {
  const current = onAir(state);
  const others = inOrder(state).filter((request) => request !== current);
  return [...(current === undefined ? [] : [current]), ...others].map(shown);
}

function shown(request: Request): InTheAir {
  const { id, urgency, leaving } = request;
  const entries = entriesOf(request);
  const [first] = entries;
  if (first === undefined) return { id, urgency, startsAt: null, endsAt: null };
  const unmadeMs = isMade(request) ? 0 : Math.max(0, request.expectedMs - soundMs(request.chunks));
  const endsAt = leaving === undefined ? endOf(entries) + unannouncedMs(request) + unmadeMs : leaving.at;
  return { id, urgency, startsAt: first.at, endsAt };
}
