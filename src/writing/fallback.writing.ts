import type { Log } from '../watch/log.port.js';
import type { SteadyWriting } from './steady.writing.js';
import { WritingFault } from './writing-fault.js';
import { Writing, type WritingTask } from './writing.port.js';

/**
 * Writers in order: the first that can writes. One that fails before its first sentence is followed by the next; after it
 * the line ends there, and what was written stands; who asked for a whole one is told the fault. One that rests comes last.
 */
export class FallbackWriting extends Writing {
  readonly name = 'fallback';

  constructor(
    private readonly writers: readonly SteadyWriting[],
    private readonly log: Log,
  ) {
    super();
  }

  async *write(task: WritingTask, signal: AbortSignal): AsyncIterable<string> {
    let last: WritingFault | undefined;
    for (const writer of this.inOrder()) {
      let begun = false;
      try {
        for await (const sentence of writer.write(task, signal)) {
          begun ||= isTold(task, writer.name);
          yield sentence;
        }
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof WritingFault)) throw error;
        this.log.warn(begun ? 'a line was broken off' : 'a writer failed', { writer: writer.name, code: error.code });
        if (begun && task.mustBeWhole === true) throw error;
        if (begun) return;
        last = error;
      }
    }
    throw last ?? new WritingFault('writing.unavailable', { retryable: true });
  }

  close(): void {
    for (const writer of this.writers) writer.close();
  }

  private inOrder(): readonly SteadyWriting[] {
    const resting = this.writers.filter((writer) => writer.resting && !writer.hopeless);
    return [...this.writers.filter((writer) => !writer.resting), ...resting];
  }
}

function isTold({ onWriter }: WritingTask, writer: string): true {
  onWriter?.(writer);
  return true;
}
