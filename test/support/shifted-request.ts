import type { Place, Request } from '../../src/radio/model/state.js';

/** A request in another clock’s time. */
export function shifted(request: Request, byMs: number): Request {
  const { acceptedAt, staleAt, leaving, place, chunks } = request;
  return {
    ...request,
    acceptedAt: acceptedAt + byMs,
    ...(staleAt === undefined ? {} : { staleAt: staleAt + byMs }),
    ...(leaving === undefined ? {} : { leaving: { ...leaving, at: leaving.at + byMs } }),
    place: shiftedPlace(place, byMs),
    chunks: chunks.map((chunk) =>
      chunk.start === undefined ? chunk : { ...chunk, start: { ...chunk.start, at: chunk.start.at + byMs } },
    ),
  };
}

function shiftedPlace(place: Place, byMs: number): Place {
  if (place.at === 'queue') return place;
  return place.at === 'ended' ? { ...place, when: place.when + byMs } : { ...place, since: place.since + byMs };
}
