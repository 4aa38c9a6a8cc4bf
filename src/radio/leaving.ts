import type { ServerResponse } from 'node:http';

/** Aborts when whoever asked has gone. */
export function closingOf(response: ServerResponse): AbortSignal {
  const closing = new AbortController();
  response.once('close', () => {
    // It closes at its good end too, where nobody looks any more.
    if (!response.writableFinished) closing.abort(new Error('The listener has left.'));
  });
  return closing.signal;
}
