import type { ServerMs } from '../kernel/clock.js';
import type { QueuedRequest } from '../wire/radio.js';
import { textsOf, type Contents } from './contents.js';
import { expectedStarts, type Expected } from './model/expected.js';
import { onAir } from './model/order.js';
import type { ChannelState, Request } from './model/state.js';
import { statusOf } from './model/status.js';
import type { Reached } from './tally.js';

export type ReachedBy = (request: string) => Reached;

/** The whole queue as its hosts see it: what is on air first, with position 0, then what waits from 1 on. */
export function queueView(
  state: ChannelState,
  { contents, reachedBy, now }: { readonly contents: Contents; readonly reachedBy: ReachedBy; readonly now: ServerMs },
): QueuedRequest[] {
  const current = onAir(state);
  const first: Expected[] = current === undefined ? [] : [{ request: current, goesStale: false }];
  return [...first, ...expectedStarts(state, now)].map(({ request, at, goesStale }, place) => ({
    id: request.id,
    position: current === undefined ? place + 1 : place,
    urgency: request.urgency,
    status: statusOf(request),
    ...saidOf(request, contents),
    pieces: request.making.phase === 'waiting' ? null : request.making.pieces,
    ready: request.chunks.length,
    acceptedAt: request.acceptedAt,
    staleAt: request.staleAt ?? null,
    expectedAt: at ?? null,
    goesStale,
    ...reachedBy(request.id),
  }));
}

function saidOf(request: Request, contents: Contents): Pick<QueuedRequest, 'text' | 'replay' | 'mode' | 'words'> {
  const { text = '', mode = 'say', replay } = contents.request(request.id) ?? {};
  const isWritten = mode === 'write' && request.chunks.length > 0;
  return {
    text,
    ...(replay && { replay: replay.channel }),
    mode,
    words: isWritten ? textsOf(request, contents).join(' ') : null,
  };
}
