import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Clock } from './clock.js';
import { withDeadline } from './deadline.js';
import { Turns, type Line } from './turns.js';

export interface ThreadsParts {
  readonly clock: Clock;
  /** A built file. It answers each message with one of its own, and an error ends it. */
  readonly file: string;
  readonly atOnce: number;
  readonly answerMsMax: number;
  readonly memoryMbMax: number;
  /** Nothing: any number may wait for a thread. */
  readonly line?: Line;
  /** What is thrown when a thread died or did not answer in time. */
  readonly failed: (cause: unknown) => Error;
}

/** One question to a thread. Memory that is handed over is gone here afterwards. */
export type Ask = (question: unknown, handedOver?: ArrayBuffer[]) => Promise<unknown>;

/** Threads for heavy work, started when first needed. One that dies or hangs is replaced by the next who needs one. */
export class Threads {
  private readonly turns: Turns;
  private readonly idle: Worker[] = [];
  private readonly all = new Set<Worker>();

  constructor(private readonly parts: ThreadsParts) {
    this.turns = new Turns(parts.atOnce, parts.line);
  }

  /** Nobody else asks this thread anything meanwhile. */
  during<T>(signal: AbortSignal, run: (ask: Ask) => Promise<T>): Promise<T> {
    return this.turns.during(signal, async () => {
      const thread = this.idle.pop() ?? this.start();
      try {
        const outcome = await run((question, handedOver = []) => this.answer(thread, question, handedOver));
        this.idle.push(thread);
        return outcome;
      } catch (cause) {
        await thread.terminate();
        throw this.parts.failed(cause);
      }
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map((thread) => thread.terminate()));
  }

  private start(): Worker {
    const thread = new Worker(this.parts.file, { resourceLimits: { maxOldGenerationSizeMb: this.parts.memoryMbMax } });
    this.all.add(thread);
    thread.once('exit', () => {
      this.all.delete(thread);
      if (this.idle.includes(thread)) this.idle.splice(this.idle.indexOf(thread), 1);
    });
    // While it has nothing to do it must not keep the program from ending.
    thread.unref();
    return thread;
  }

  private answer(thread: Worker, question: unknown, handedOver: ArrayBuffer[]): Promise<unknown> {
    const { clock, answerMsMax: ms } = this.parts;
    const reason = new Error('The thread did not answer in time.');
    return withDeadline(clock, { ms, reason }, () => {
      const answered = new AbortController();
      thread.ref();
      thread.postMessage(question, handedOver);
      return Promise.race([messageOf(thread, answered.signal), endOf(thread, answered.signal)]).finally(() => {
        answered.abort();
        thread.unref();
      });
    });
  }
}

async function messageOf(thread: Worker, signal: AbortSignal): Promise<unknown> {
  // An error of the thread rejects this as well.
  const [answer] = (await once(thread, 'message', { signal })) as [unknown];
  return answer;
}

async function endOf(thread: Worker, signal: AbortSignal): Promise<never> {
  await once(thread, 'exit', { signal });
  throw new Error('The thread ended.');
}
