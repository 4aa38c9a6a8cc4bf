import type { Clock } from '../../src/kernel/clock.js';
import { Writing, type WritingTask } from '../../src/writing/writing.port.js';

export type ScriptedAnswer = readonly string[] | Error | 'silence';

/** Writes what it was told to, one answer a time; the last one again and again. */
export class ScriptedWriting extends Writing {
  readonly tasks: WritingTask[] = [];

  constructor(
    readonly name: string,
    private readonly answers: readonly ScriptedAnswer[],
    private readonly clock: Clock,
  ) {
    super();
  }

  async *write(task: WritingTask, signal: AbortSignal): AsyncIterable<string> {
    const answer = this.answers[Math.min(this.tasks.length, this.answers.length - 1)] ?? [];
    this.tasks.push(task);
    if (answer === 'silence') await this.clock.sleep(60_000, signal);
    else if (answer instanceof Error) throw answer;
    else yield* answer;
  }
}
