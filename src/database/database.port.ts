import type { EntityManager } from 'typeorm';

/**
 * Where state is kept: the embedded database or PostgreSQL, told apart by nobody above.
 * Promises: what `transaction` resolved is durable, on disk; what it rejected left nothing, unless the connection broke
 * while committing: then it is unknown, and the caller asks again with its own key; two at once do not see each other's
 * unfinished work; a server that hangs is a `DatabaseFault` (`database.unavailable`) within 2 s and usable again within
 * 3 s of its return.
 */
export abstract class Database {
  /** Everything inside uses `tx`, nothing else: the embedded database has one session. */
  abstract transaction<T>(run: (tx: EntityManager) => Promise<T>): Promise<T>;
  /** One statement on its own. */
  abstract query<Row = unknown>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Outside a transaction. */
  abstract get manager(): EntityManager;
}

/** Whether the database answers, and a word when that changes. */
export abstract class OutageWatch {
  abstract get away(): boolean;
  /** The returned function ends the subscription. */
  abstract onChange(tell: (away: boolean) => void): () => void;
}
