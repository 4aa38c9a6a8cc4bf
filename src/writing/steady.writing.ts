import { Circuit, type Blame } from '../kernel/circuit.js';
import type { Clock } from '../kernel/clock.js';
import type { Log } from '../watch/log.port.js';
import { WritingAround } from './writing-around.js';
import { WritingFault } from './writing-fault.js';
import type { Writing, WritingTask } from './writing.port.js';

const BLAME: Blame = {
  final: new Set(['writing.refused-key', 'writing.spend-cap']),
  slow: new Set(['writing.timeout', 'writing.rate-limited']),
  blameless: new Set(['writing.budget-spent', 'writing.refused']),
  unavailable: 'writing.unavailable',
};

/** A match without players in which nothing has happened: as little as can be asked. */
const PROBE: WritingTask = {
  sheet: {
    sport: 'football',
    language: 'en',
    competition: null,
    venue: null,
    home: { name: 'Home', short: 'HOM', players: [] },
    away: { name: 'Away', short: 'AWA', players: [] },
    moments: [],
    standing: { segment: null, minute: null, score: { home: 0, away: 0 }, shootout: null, innings: [], finish: null },
    threads: [],
    tallies: [],
    waits: [],
    cards: [],
    earlier: [],
    note: null,
  },
  voice: 'colour',
  style: 'calm',
  wordsMax: 10,
  said: [],
  seed: 1,
};

/** One writer that is left alone for a while after it failed. It is not asked again for the same line: that has no time. */
export class SteadyWriting extends WritingAround {
  private readonly circuit: Circuit;
  private readonly closing = new AbortController();

  constructor(
    inner: Writing,
    clock: Clock,
    private readonly log: Log,
  ) {
    super(inner);
    this.circuit = new Circuit({ clock, blame: BLAME, probe: () => this.probe() });
  }

  get resting(): boolean {
    return this.circuit.resting;
  }

  /** Asking it now could only cost or annoy. */
  get hopeless(): boolean {
    return this.circuit.hopeless;
  }

  async *write(task: WritingTask, signal: AbortSignal): AsyncIterable<string> {
    try {
      yield* this.inner.write(task, signal);
      this.circuit.succeed();
    } catch (error) {
      if (!signal.aborted && error instanceof WritingFault) this.circuit.fail(error);
      throw error;
    }
  }

  close(): void {
    this.closing.abort(new WritingFault('writing.unavailable'));
    this.circuit.close();
  }

  private async probe(): Promise<void> {
    for await (const _ of this.inner.write(PROBE, this.closing.signal)) void _;
    this.log.info('writer answers again', { writer: this.name });
  }
}
