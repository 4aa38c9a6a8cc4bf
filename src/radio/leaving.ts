import type { ServerResponse } from 'node:http';

/** Aborts when whoever asked has gone. */
export function closingOf(response: ServerResponse): AbortSignal {
  const closing = new AbortController();
  response.once('close', () => closing.abort(new Error('The listener has left.')));
  return closing.signal;
}
