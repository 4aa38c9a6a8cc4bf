import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { LogRow } from '../../src/wire/radio.js';
import { monotonicMs } from './moments.js';

/** One message as it left a server. */
export interface Sent {
  readonly at: number;
  readonly row: LogRow;
}

/** What a server process cost since it was last asked to begin. */
export interface Toll {
  readonly cpuMs: number;
  /** The longest time in which nothing else could happen. */
  readonly stallMs: number;
  readonly sent: readonly Sent[];
}

export interface Memory {
  readonly rssBytes: number;
  /** What is held on purpose: no garbage, no room that the process keeps for later. */
  readonly heldBytes: number;
}

/** After so many collections what was only needed to start is gone too: code that runs no more gets old first. */
const COLLECTIONS = 8;

/** Sits in a server process and sees what it sends, when, and what it costs. */
export class Witness {
  private readonly delay = monitorEventLoopDelay({ resolution: 1 });
  private sent: Sent[] = [];
  private isKeeping = false;
  private cpu = process.cpuUsage();

  constructor() {
    this.delay.enable();
  }

  sends(row: LogRow): void {
    if (this.isKeeping) this.sent.push({ at: monotonicMs(), row });
  }

  /** What is sent is kept on request only: else a program that is watched for half an hour would grow by its witness. */
  begin(isKeeping = false): void {
    this.isKeeping = isKeeping;
    this.sent = [];
    this.cpu = process.cpuUsage();
    this.delay.reset();
  }

  end(): Toll {
    const { user, system } = process.cpuUsage(this.cpu);
    return { cpuMs: (user + system) / 1e3, stallMs: this.delay.max / 1e6, sent: this.sent };
  }

  memory(): Memory {
    for (let collected = 0; collected < COLLECTIONS; collected += 1) globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rssBytes: rss, heldBytes: heapUsed + external };
  }
}
