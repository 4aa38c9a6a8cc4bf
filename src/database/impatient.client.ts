import { isNativeError } from 'node:util/types';
import { Client, type ClientConfig } from 'pg';

/**
 * A connection that is given up when the server leaves a question unanswered. node-postgres alone would put it back into
 * the pool, dead, or alive with somebody's transaction still open on it.
 */
export class ImpatientClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const ask = this.query.bind(this) as (...question: unknown[]) => unknown;
    this.query = ((...question: unknown[]) => {
      const answer = ask(...question);
      if (answer instanceof Promise) answer.catch((error: unknown) => this.giveUpAfter(error));
      return answer;
    }) as Client['query'];
  }

  // Ending with a question open destroys the socket, and the pool takes no client that is ending.
  private giveUpAfter(error: unknown): void {
    if (isNativeError(error) && error.message === UNANSWERED) void this.end();
  }
}

/** What node-postgres says when `query_timeout` is over. The server's own `statement_timeout` comes before it. */
export const UNANSWERED = 'Query read timeout';
