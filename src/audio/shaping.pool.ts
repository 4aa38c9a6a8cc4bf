import type { Clock } from '../kernel/clock.js';
import { programFile } from '../kernel/program.js';
import { Threads } from '../kernel/threads.js';
import { AudioFault } from './audio.fault.js';
import { memoryOf, type Answers, type Task, type TaskOf } from './shaping.work.js';

const THREADS = 2;
const MEMORY_MB_MAX = 256;
// A minute of sound takes a second or two, also on a busy machine.
const TASK_MS_MAX = 15_000;
const THREAD_FILE = 'src/audio/shaping.thread.js';

/** Threads for the heavy arithmetic. */
export class ShapingPool {
  private readonly threads: Threads;

  constructor(clock: Clock, file: string = programFile(THREAD_FILE)) {
    this.threads = new Threads({
      clock,
      file,
      atOnce: THREADS,
      answerMsMax: TASK_MS_MAX,
      memoryMbMax: MEMORY_MB_MAX,
      failed: (cause) => new AudioFault('audio.shaping-failed', { retryable: true, cause }),
    });
  }

  /** The memory of the task is gone afterwards: it went to the thread. */
  run<Kind extends Task['kind']>(task: TaskOf<Kind>, signal: AbortSignal): Promise<Answers[Kind]> {
    return this.threads.during(signal, async (ask) => (await ask(task, memoryOf(task))) as Answers[Kind]);
  }

  close(): Promise<void> {
    return this.threads.close();
  }
}
