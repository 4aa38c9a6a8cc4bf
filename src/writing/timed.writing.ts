import type { Clock } from '../kernel/clock.js';
import { StreamDeadlines, type StreamLimits } from '../kernel/stream-deadlines.js';
import { WritingAround } from './writing-around.js';
import { WritingFault } from './writing-fault.js';
import type { Writing, WritingTask } from './writing.port.js';

/** Whoever waits for a line waits for its first sentence. */
export const WRITING_LIMITS: StreamLimits = { firstMs: 1_500, betweenMs: 3_000, callMs: 15_000 };

/** A writer that is left when it is late, even if it does not listen to its signal. */
export class TimedWriting extends WritingAround {
  constructor(
    inner: Writing,
    private readonly clock: Clock,
    private readonly limits: StreamLimits,
  ) {
    super(inner);
  }

  async *write(task: WritingTask, signal: AbortSignal): AsyncIterable<string> {
    const { clock, limits } = this;
    const deadlines = new StreamDeadlines<string>({ clock, parent: signal, limits, isProgress: () => true, tooLate });
    yield* deadlines.over(this.inner.write(task, deadlines.signal));
  }
}

function tooLate(): WritingFault {
  return new WritingFault('writing.timeout', { retryable: true });
}
