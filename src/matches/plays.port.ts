/** A script that is being told: when it started, from which of its moments on, and how many times as fast. */
export interface Play {
  readonly match: string;
  readonly startedAt: number;
  readonly fromMs: number;
  readonly factor: number;
}

/**
 * Which scripts are being told, and by whom.
 * Promises: a play is held by one node at a time, and by another within `HELD_MS` of the holder's end; what is started or
 * stopped outlives every process.
 */
export abstract class Plays {
  /** Nothing happens where it plays already. */
  abstract start(play: Play): Promise<void>;
  abstract end(match: string): Promise<void>;
  abstract isRunning(match: string): Promise<boolean>;
  abstract running(): Promise<number>;
  /** Keeps what this node holds and takes what nobody does. */
  abstract hold(node: string, now: number): Promise<readonly Play[]>;
  /** Others may take at once what this node held. */
  abstract release(node: string): Promise<void>;
}

export const HELD_MS = 10_000;
