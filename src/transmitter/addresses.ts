import type { StreamQuery } from '../wire/streams.js';
import { refuse } from '../kernel/outcome.js';
import { RefusalProblem } from '../watch/problem.port.js';

/** What of Express’ request tells where it came to. */
export interface Asked {
  readonly protocol: string;
  readonly headers: { readonly host?: string | undefined };
}

const HOST = /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i;

/** Where a listener reaches this server: as the settings say, or as it just did. */
export function originOf({ protocol, headers: { host = '' } }: Asked, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/$/, '');
  if (!HOST.test(host)) throw new RefusalProblem(refuse('request.invalid', 'The Host header is not valid.'));
  return `${protocol}://${host}`;
}

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
