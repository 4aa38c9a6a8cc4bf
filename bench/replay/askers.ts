import { programFile } from '../../src/kernel/program.js';
import { Child } from '../radio/child.js';

export interface Asked {
  readonly port: number;
  readonly path: string;
  /** How long the file is. */
  readonly bytes: number;
  /** Of parts, any of them each time. */
  readonly sizes: readonly number[];
  readonly connections: number;
  readonly seconds: number;
}

export interface Answered {
  readonly tookMs: readonly number[];
  readonly bytes: number;
  readonly seconds: number;
}

/** Many who ask for parts of a file, in a process of their own. */
export class Askers {
  private readonly child = new Child(programFile('bench/replay/askers.process.js'));

  ask(asked: Asked): Promise<Answered> {
    return this.child.ask('ask', asked);
  }

  end(): Promise<void> {
    return this.child.kill();
  }
}
