import type { ServerMs } from '../../kernel/clock.js';
import { PAST_MS } from './limits.js';
import { isLive } from './order.js';
import type { ChannelState, Request } from './state.js';
import { endOf, entriesOf } from './timeline.js';

/** The state without what ended so long ago that nobody can still hear it, however far behind. */
export function forget(state: ChannelState, now: ServerMs): ChannelState {
  const kept = state.requests.filter((request) => isLive(request) || isHeard(request, now - PAST_MS));
  return kept.length === state.requests.length ? state : { ...state, requests: kept };
}

function isHeard(request: Request, since: ServerMs): boolean {
  return endOf(entriesOf(request)) > since;
}
