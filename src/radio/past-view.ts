import type { PastRequest } from '../wire/host.js';
import { textsOf, type Contents } from './contents.js';
import type { ChannelState, Request } from './model/state.js';
import { statusOf } from './model/status.js';
import { entriesOf } from './model/timeline.js';
import type { Reached } from './tally.js';

const PAST_MAX = 20;

/** What was on air and who heard it, the last first. */
export function pastView(
  state: ChannelState,
  { contents, reachedBy }: { readonly contents: Contents; readonly reachedBy: (request: string) => Reached },
): PastRequest[] {
  return state.requests
    .flatMap((request) => (request.place.at === 'ended' ? [{ request, place: request.place }] : []))
    .toSorted((one, other) => other.place.when - one.place.when)
    .slice(0, PAST_MAX)
    .map(({ request, place }) => ({
      id: request.id,
      status: statusOf(request),
      reason: place.reason,
      ...saidOf(request, contents),
      endedAt: place.when,
      wasHeard: entriesOf(request).some(({ at }) => at <= place.when),
      isWithdrawn: request.silenced === true,
      ...reachedBy(request.id),
    }));
}

function saidOf(request: Request, contents: Contents): Pick<PastRequest, 'text' | 'replay'> {
  const { text = '', mode, replay } = contents.request(request.id) ?? {};
  if (replay !== undefined) return { text, replay: replay.channel };
  return { text: mode === 'write' && request.chunks.length > 0 ? textsOf(request, contents).join(' ') : text };
}
