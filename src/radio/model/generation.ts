import type { ServerMs } from '../../kernel/clock.js';
import { AHEAD_MS } from './limits.js';
import { inOrder, onAir } from './order.js';
import type { ChannelState, Request } from './state.js';
import { isMade, timelineOf, unannouncedMs } from './timeline.js';

const AT_ONCE = 2;

/**
 * Whose sound is to be made now, first come first: in playing order, two at a time, until 30 s lie ready without a hole. A
 * flash never waits for a place. The second of two may run ahead of a first that stays behind, but not without end.
 */
export function toMake(state: ChannelState, now: ServerMs): Request[] {
  if (state.phase.name === 'closed') return [];
  const line = inPlayingOrder(state);
  const flashes = line.filter((request) => request.urgency === 'flash' && !isMade(request));
  const places: Request[] = [];
  let readyMs = soundingMs(state, now);
  for (const request of line) {
    if (readyMs >= AHEAD_MS * (places.length + 1) || places.length === AT_ONCE) break;
    readyMs += unannouncedMs(request);
    if (!isMade(request) && request.urgency !== 'flash') places.push(request);
  }
  return [...flashes, ...places];
}

// A flash without sound is not in the order yet, but it will be before all others. What will be skipped is not in it any more.
function inPlayingOrder(state: ChannelState): Request[] {
  const current = onAir(state);
  const others = inOrder(state).filter(({ id }) => id !== current?.id);
  return current === undefined || current.leaving?.how === 'skipped' ? others : [current, ...others];
}

function soundingMs(state: ChannelState, now: ServerMs): number {
  const ahead = timelineOf(state).filter(({ end }) => end > now);
  return ahead.reduce((ms, { at, end }) => ms + (end - Math.max(at, now)), 0);
}
