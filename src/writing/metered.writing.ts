import { Counter, Histogram } from 'prom-client';
import type { Clock } from '../kernel/clock.js';
import type { Metrics } from '../watch/metrics.port.js';
import { WritingAround } from './writing-around.js';
import { WritingFault } from './writing-fault.js';
import type { Writing, WritingTask } from './writing.port.js';

export class WritingMeters {
  readonly lines: Counter<'writer' | 'outcome'>;
  readonly tokens: Counter<'writer'>;
  readonly firstSentence: Histogram<'writer'>;

  constructor({ registry }: Metrics) {
    this.lines = new Counter({
      name: 'writing_lines_total',
      help: 'Lines asked of a writer, by how they ended: ok, left, error, or the code of the fault.',
      labelNames: ['writer', 'outcome'],
      registers: [registry],
    });
    this.tokens = new Counter({
      name: 'writing_tokens_total',
      help: 'Tokens taken from the day’s budget, but for those that certainly were not billed.',
      labelNames: ['writer'],
      registers: [registry],
    });
    this.firstSentence = new Histogram({
      name: 'writing_first_sentence_seconds',
      help: 'From a call to a writer to its first sentence.',
      labelNames: ['writer'],
      buckets: [0.01, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4],
      registers: [registry],
    });
  }
}

/** Counts each line by what came of it in the end, and nothing of what it says. */
export class MeteredWriting extends WritingAround {
  constructor(
    inner: Writing,
    private readonly meters: WritingMeters,
    private readonly clock: Clock,
  ) {
    super(inner);
  }

  async *write(task: WritingTask, signal: AbortSignal): AsyncIterable<string> {
    const writer = this.name;
    const startedAt = this.clock.now();
    let outcome = 'left';
    let begun = false;
    try {
      for await (const sentence of this.inner.write(task, signal)) {
        if (!begun) this.meters.firstSentence.observe({ writer }, (this.clock.now() - startedAt) / 1_000);
        begun = true;
        yield sentence;
      }
      outcome = 'ok';
    } catch (error) {
      if (!signal.aborted) outcome = error instanceof WritingFault ? error.code : 'error';
      throw error;
    } finally {
      this.meters.lines.inc({ writer, outcome });
    }
  }
}
