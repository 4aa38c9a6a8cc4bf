/** A socket that joined a channel. */
export interface Presence {
  readonly connection: string;
  readonly channel: string;
  readonly person?: string;
}

/** All that one connection was offered and acknowledged of a request until now. */
export interface PlaybackState {
  readonly connection: string;
  readonly request: string;
  /** The last one it acknowledged. */
  readonly lastChunk?: string;
  readonly offered: number;
  readonly heard: number;
}

/** By how many more listeners a chunk was offered to and heard by. */
export interface HeardMore {
  readonly chunk: string;
  readonly offeredTo: number;
  readonly heardBy: number;
}

export interface HeardTotal extends HeardMore {
  readonly request: string;
}

/**
 * Who listens, who was offered what, and who heard it: for counting alone, nothing of the programme waits for it.
 * Promises: each call is one statement, however many rows; a connection counts as present until it left, or 5 s after the
 * last sign of life of the process that holds it; what a connection heard never gets less. A batch whose end is unknown is
 * not to be told again: its totals would count twice.
 */
export abstract class Attendance {
  /** Also of one that left and came back. */
  abstract joined(rows: readonly Presence[]): Promise<void>;
  abstract left(rows: readonly Pick<Presence, 'connection' | 'channel'>[]): Promise<void>;
  /** How many are present, of every channel asked for. */
  abstract present(channels: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Each connection and request at most once in a batch, and each chunk. */
  abstract heard(states: readonly PlaybackState[], more: readonly HeardMore[]): Promise<void>;
  /** Of every chunk of these requests, in order. */
  abstract totals(requests: readonly string[]): Promise<readonly HeardTotal[]>;
}
