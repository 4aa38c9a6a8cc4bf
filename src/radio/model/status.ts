import type { RequestStatus } from '../../wire/radio.js';
import type { Request } from './state.js';

/** What people and the database call the place of a request and the state of its sound, in one word. */
export function statusOf({ making, place }: Pick<Request, 'making' | 'place'>): RequestStatus {
  if (place.at === 'queue') return QUEUED[making.phase];
  return place.at === 'ended' ? place.as : PLACED[place.at];
}

const PLACED = { air: 'playing', aside: 'interrupted' } as const;
const QUEUED = { waiting: 'pending', running: 'generating', done: 'ready', failed: 'ready' } as const;
