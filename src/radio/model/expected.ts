import type { ServerMs } from '../../kernel/clock.js';
import { inOrder, onAir } from './order.js';
import type { ChannelState, Request } from './state.js';
import { aheadOf, earliestStart, endOf, isMade, soundMs, timelineOf, unannouncedMs } from './timeline.js';

export interface Expected {
  readonly request: Request;
  /** When it would start (again) as things are; nothing while the channel is paused. */
  readonly at?: ServerMs;
  readonly goesStale: boolean;
}

/** Those that wait, in order, and when each would start. Where sound is still to be made, by how long its text should take. */
export function expectedStarts(state: ChannelState, now: ServerMs): Expected[] {
  const current = onAir(state);
  const waiting = inOrder(state).filter(({ id }) => id !== current?.id);
  if (state.phase.name !== 'open') {
    return waiting.map((request) => ({ request, goesStale: isPast(request, now + state.leadMs) }));
  }
  const earliest = earliestStart(state, now);
  const timeline = timelineOf(state);
  const restMs = current === undefined ? 0 : unsaidMs(current);
  // Flashes wait for each other alone. All others wait for whatever is to be said before them.
  let flashesEnd = endOf(timeline.filter(({ request }) => request.urgency === 'flash'));
  let end = restMs === 0 ? endOf(timeline) : Math.max(endOf(timeline), earliest) + restMs;
  return waiting.map((request) => {
    const isFlash = request.urgency === 'flash';
    const at = aheadOf(request)[0]?.at ?? Math.max(isFlash ? flashesEnd : end + state.gapMs, earliest);
    if (isFlash) flashesEnd = Math.max(flashesEnd, at) + unsaidMs(request);
    end = Math.max(end, isFlash ? earliest : at) + unsaidMs(request);
    return { request, at, goesStale: isPast(request, at) };
  });
}

function isPast({ staleAt = Infinity }: Request, at: ServerMs): boolean {
  return at > staleAt;
}

// What has no start yet, and what is not even made; of what will be skipped nothing more is said.
function unsaidMs(request: Request): number {
  if (request.leaving?.how === 'skipped') return 0;
  return unannouncedMs(request) + (isMade(request) ? 0 : Math.max(0, request.expectedMs - soundMs(request.chunks)));
}
