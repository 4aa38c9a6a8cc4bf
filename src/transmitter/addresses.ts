import type { StreamQuery } from '../wire/streams.js';

/** A channel’s stream by its last name, such as `live.mp3`, with what was asked for. */
export function streamPath(channel: string, name: string, query: StreamQuery): string {
  return `/v1/channels/${channel}/${name}${queryOf(query)}`;
}

/** What is not asked for is not said. */
export function queryOf({ behind, delay, bed, token }: Partial<StreamQuery>): string {
  const words = new URLSearchParams();
  if (behind !== undefined) words.set('behind', String(behind));
  if (delay !== undefined && delay > 0) words.set('delay', String(delay));
  if (bed !== undefined) words.set('bed', bed);
  if (token !== undefined) words.set('token', token);
  return words.size === 0 ? '' : `?${words.toString()}`;
}
