import { refuse } from '../kernel/outcome.js';
import { RefusalProblem } from './problem.port.js';

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
