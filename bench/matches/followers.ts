import { programFile } from '../../src/kernel/program.js';
import { Child } from '../radio/child.js';

export interface Followed {
  readonly origin: string;
  readonly matches: readonly string[];
  /** So many follow each match. */
  readonly each: number;
}

export interface Heard {
  /** From when an event was handed over to be recorded until it was read from a socket. */
  readonly toldMs: readonly number[];
  /** The same, from when it was due by its script. */
  readonly lateMs: readonly number[];
  /** From when an event was handed over to be recorded until its line was said to have sound. */
  readonly soundMs: readonly number[];
  readonly written: number;
  /** How many lines were not said, by why. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly disordered: number;
}

/** Many who follow matches, in a process of their own. */
export class Followers {
  private readonly child = new Child(programFile('bench/matches/followers.process.js'));

  open(followed: Followed): Promise<void> {
    return this.child.ask('open', followed);
  }

  /** Nobody here follows it any more. */
  leave(match: string): Promise<void> {
    return this.child.ask('leave', match);
  }

  begin(): Promise<void> {
    return this.child.ask('begin');
  }

  end(): Promise<Heard> {
    return this.child.ask('end');
  }

  close(): Promise<void> {
    return this.child.kill();
  }
}
