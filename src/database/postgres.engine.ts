import { QUIET, type Engine, type PostgresOptions } from './engine.js';
import { ImpatientClient } from './impatient.client.js';
import { postgresAddress } from './postgres-tls.js';

export interface PostgresLimits {
  readonly url: string;
  readonly connections: number;
  readonly connectTimeoutMs: number;
  readonly queryTimeoutMs: number;
}

// A process of ours that was frozen inside a transaction must not hold its locks for longer.
const IDLE_IN_TRANSACTION_MS = 10_000;
const MIGRATION_MS = 10 * 60_000;
const MIGRATION_LOCK_MS = 60_000;

/** A PostgreSQL server by address. */
export function postgresEngine({ url, connections, connectTimeoutMs, queryTimeoutMs }: PostgresLimits): Engine {
  const common = { ...QUIET, ...postgresAddress(url) };
  const reach = { application_name: 'longwave', connectionTimeoutMillis: connectTimeoutMs, keepAlive: true };
  return {
    name: 'postgres',
    everyday: {
      ...common,
      extra: {
        ...reach,
        Client: ImpatientClient,
        max: connections,
        query_timeout: queryTimeoutMs,
        // A slow statement is ended by the server a little earlier, so that what is left unanswered means a dead server.
        statement_timeout: Math.ceil(queryTimeoutMs * 0.9),
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      },
    } satisfies PostgresOptions,
    unhurried: {
      ...common,
      extra: { ...reach, max: 1, query_timeout: MIGRATION_MS, lock_timeout: MIGRATION_LOCK_MS },
    } satisfies PostgresOptions,
    hasRoom: () => true,
    close: () => Promise.resolve(),
  };
}
