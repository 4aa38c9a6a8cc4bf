import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { programFile } from '../kernel/program.js';
import { Turns } from '../kernel/turns.js';
import { AudioFault } from './audio.fault.js';
import { memoryOf, type Answer, type Answers, type Task, type TaskOf } from './shaping.work.js';

const THREADS = 2;
// A minute of sound takes a second or two, also on a busy machine.
const TASK_MS_MAX = 15_000;
const THREAD_FILE = 'src/audio/shaping.thread.js';

/** Threads for the heavy arithmetic, started when first needed. One that dies or hangs is replaced by the next task. */
export class ShapingPool {
  private readonly turns = new Turns(THREADS);
  private readonly idle: Worker[] = [];
  private readonly all = new Set<Worker>();

  constructor(
    private readonly clock: Clock,
    private readonly threadFile: string = programFile(THREAD_FILE),
  ) {}

  /** The memory of the task is gone afterwards: it went to the thread. */
  run<Kind extends Task['kind']>(task: TaskOf<Kind>, signal: AbortSignal): Promise<Answers[Kind]> {
    return this.turns.during(signal, async () => {
      const thread = this.idle.pop() ?? this.start();
      try {
        const answer = await this.answer(thread, task);
        this.idle.push(thread);
        return answer as Answers[Kind];
      } catch (cause) {
        await thread.terminate();
        throw new AudioFault('audio.shaping-failed', { retryable: true, cause });
      }
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map((thread) => thread.terminate()));
  }

  private start(): Worker {
    const thread = new Worker(this.threadFile, { resourceLimits: { maxOldGenerationSizeMb: 256 } });
    this.all.add(thread);
    thread.once('exit', () => {
      this.all.delete(thread);
      if (this.idle.includes(thread)) this.idle.splice(this.idle.indexOf(thread), 1);
    });
    // While it has no task it must not keep the program from ending.
    thread.unref();
    return thread;
  }

  private answer(thread: Worker, task: Task): Promise<Answer> {
    const reason = new Error('The thread did not answer in time.');
    return withDeadline(this.clock, { ms: TASK_MS_MAX, reason }, () => {
      const answered = new AbortController();
      thread.ref();
      thread.postMessage(task, memoryOf(task));
      return Promise.race([messageOf(thread, answered.signal), endOf(thread, answered.signal)]).finally(() => {
        answered.abort();
        thread.unref();
      });
    });
  }
}

async function messageOf(thread: Worker, signal: AbortSignal): Promise<Answer> {
  // An error of the thread rejects this as well.
  const [answer] = (await once(thread, 'message', { signal })) as [Answer];
  return answer;
}

async function endOf(thread: Worker, signal: AbortSignal): Promise<never> {
  await once(thread, 'exit', { signal });
  throw new Error('The thread ended.');
}
