import { programFile } from '../../src/kernel/program.js';
import { Child } from '../radio/child.js';

export interface Tuning {
  readonly port: number;
  readonly path: string;
}

export interface Heard {
  /** From the connection to the first byte of sound; never, where none came. */
  readonly firstMs: readonly number[];
  readonly bytes: number;
  readonly longestGapMs: number;
}

const PROCESSES = 2;

/** Many plain radios, spread over a few processes. */
export class Audience {
  private readonly children = Array.from(
    { length: PROCESSES },
    () => new Child(programFile('bench/stream/listeners.process.js')),
  );

  async open({ port, path }: Tuning, count: number, perS: number): Promise<void> {
    const share = (nth: number): number => Math.floor((count + nth) / PROCESSES);
    await this.all((child, nth) =>
      child.ask('open', { tuning: { port, path }, count: share(nth), perS: perS / PROCESSES }),
    );
  }

  begin(): Promise<unknown> {
    return this.all((child) => child.ask('begin'));
  }

  async heard(): Promise<Heard> {
    const all = await this.all((child) => child.ask<Heard>('heard'));
    return {
      firstMs: all.flatMap(({ firstMs }) => [...firstMs]),
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
      longestGapMs: Math.max(...all.map(({ longestGapMs }) => longestGapMs)),
    };
  }

  close(): Promise<unknown> {
    return this.all((child) => child.ask('close'));
  }

  async end(): Promise<void> {
    await this.all((child) => child.kill());
  }

  private all<T>(ask: (child: Child, nth: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.children.map((child, nth) => ask(child, nth)));
  }
}
