import { programFile } from '../../src/kernel/program.js';
import type { Rates } from '../../src/wire/radio.js';
import { Child } from './child.js';
import { Listener, type Place } from './listener.js';

export interface Opened {
  readonly ms: number;
  readonly turnedAway: number;
}

export interface Received {
  /** When each message, named by epoch and seq, reached its listeners. */
  readonly times: ReadonlyMap<string, ArrayLike<number>>;
  /** Messages that did not follow the one before. */
  readonly disordered: number;
}

/** Many listeners, spread over several processes. */
export class Crowd {
  private readonly children: readonly Child[];

  constructor(
    private readonly size: number,
    processes: number,
  ) {
    this.children = Array.from({ length: processes }, () => new Child(programFile('bench/radio/crowd.process.js')));
  }

  async open(place: Place): Promise<Opened> {
    const opened = await Promise.all(
      this.children.map((child, at) => child.ask<Opened>('open', { place, count: this.share(at) })),
    );
    return {
      ms: Math.max(...opened.map(({ ms }) => ms)),
      turnedAway: opened.reduce((sum, { turnedAway }) => sum + turnedAway, 0),
    };
  }

  async begin(place: Place, rates: Rates): Promise<void> {
    await Promise.all(this.children.map((child) => child.ask('begin', { place, rates })));
  }

  async end(place: Place): Promise<Received> {
    const all = await Promise.all(this.children.map((child) => child.ask<Received>('end', place)));
    const times = new Map<string, number[]>();
    for (const received of all) {
      for (const [name, at] of received.times) times.set(name, (times.get(name) ?? []).concat(Array.from(at)));
    }
    return { times, disordered: all.reduce((sum, { disordered }) => sum + disordered, 0) };
  }

  async close(): Promise<void> {
    await Promise.all(this.children.map((child) => child.kill()));
  }

  private share(at: number): number {
    const each = Math.floor(this.size / this.children.length);
    return at === 0 ? this.size - each * (this.children.length - 1) : each;
  }
}

/** What the server asks of somebody who comes when the crowd is there. */
export async function ratesAt(place: Place): Promise<Rates> {
  const late = new Listener(place, () => undefined);
  await late.connect();
  const { rates } = await late.join();
  late.close();
  return rates;
}
