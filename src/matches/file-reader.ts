import type { Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import { programFile } from '../kernel/program.js';
import { Threads } from '../kernel/threads.js';
import type { Answers, Question } from './file-reading.work.js';
import type { ScriptedMatch, ScriptLine } from './model/script.js';

const THREAD_FILE = 'src/matches/file-reading.thread.js';
// The largest file takes about a second, on a busy machine three.
const ANSWER_MS_MAX = 15_000;
const MEMORY_MB_MAX = 512;
/** More are turned away. */
const WAITING_MAX = 20;
const AGAIN_S = 5;

/** Reads files of matches beside everything else, one at a time. */
export class FileReader {
  private readonly threads: Threads;

  constructor(clock: Clock, file: string = programFile(THREAD_FILE)) {
    this.threads = new Threads({
      clock,
      file,
      atOnce: 1,
      answerMsMax: ANSWER_MS_MAX,
      memoryMbMax: MEMORY_MB_MAX,
      line: {
        waitingMax: WAITING_MAX,
        full: () => new Fault('matches.reading-busy', { retryable: true, retryAfterS: AGAIN_S }),
      },
      failed: (cause) => new Fault('matches.reading-failed', { retryable: true, cause }),
    });
  }

  read(bytes: Uint8Array): Promise<ScriptedMatch | Refusal> {
    // Nobody gives up: whoever waits for longer than a browser does has their file read all the same.
    return this.threads.during(new AbortController().signal, async (ask) => {
      const answer = (question: Question): Promise<unknown> => ask(question);
      const opening = (await answer({ kind: 'read', bytes })) as Answers['read'];
      if (isRefusal(opening)) return opening;
      const lines: ScriptLine[] = [];
      while (lines.length < opening.lines) {
        lines.push(...((await answer({ kind: 'lines', from: lines.length })) as Answers['lines']));
      }
      return { ...opening.about, lines };
    });
  }

  close(): Promise<void> {
    return this.threads.close();
  }
}
