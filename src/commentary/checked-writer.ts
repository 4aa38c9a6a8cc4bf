import type { Clock } from '../kernel/clock.js';
import { withDeadline } from '../kernel/deadline.js';
import { Fault } from '../kernel/fault.js';
import type { Log } from '../watch/log.port.js';
import type { FactSheet } from '../writing/model/fact-sheet.js';
import type { Writing, WritingTask } from '../writing/writing.port.js';
import type { LineWriter, Written, WrittenLine } from './line-writer.js';

/** What is wrong with a text, and which words of it. */
export interface Wrong {
  readonly rule: string;
  readonly says: string;
}

export type Checking = (
  text: string,
  sheet: FactSheet,
  bounds: { readonly wordsMax: number; readonly said: readonly string[] },
) => readonly Wrong[];

export interface CheckedWriterParts {
  /** The best there is. */
  readonly writing: Writing;
  /** Has always something to say, and needs nobody for it. */
  readonly plain: Writing;
  readonly check: Checking;
  /** Whether lines in a language can be checked: where they cannot, only what is plain is said. */
  readonly isChecked: (language: string) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** A line was refused. */
  readonly onRefused: (writer: string, rules: readonly string[]) => void;
}

interface Under {
  readonly signal: AbortSignal;
  /** The rules by which a wording was refused. */
  readonly refused: Set<string>;
  /** What was said before: nothing of it is said again. */
  readonly said: readonly string[];
}

/** A line is whole by then, or another writes it. */
const LINE_MS = 3_000;
const SECOND_MS = 1_500;
/** So many ways to say it plainly are tried: the check may misread one of them. */
const PLAIN_WAYS = 12;
/** From then on a wording that was heard may be one of them: what the check misreads is never heard, and stays the freshest of all. */
const FRESH_WAYS = 8;

/** Between every writer and the air: what fails the check is written anew once, and then said plainly. */
export class CheckedWriter implements LineWriter {
  constructor(private readonly parts: CheckedWriterParts) {}

  async write(task: WritingTask, signal: AbortSignal): Promise<Written> {
    const refused = new Set<string>();
    const line = await this.written(task, { signal, refused, said: task.said });
    return { line, refused: [...refused] };
  }

  private async written(task: WritingTask, writing: Under): Promise<WrittenLine | null> {
    const { writing: best, plain, isChecked } = this.parts;
    const { signal } = writing;
    const isSeen = isChecked(task.sheet.language);
    if (best !== plain && isSeen) {
      const first = await this.attempt(best, task, { ...writing, ms: LINE_MS });
      if (first.line !== null || signal.aborted) return first.line;
      if (first.refused !== undefined) {
        const again = await this.attempt(best, { ...task, refused: first.refused }, { ...writing, ms: SECOND_MS });
        if (again.line !== null || signal.aborted) return again.line;
      }
    }
    const plainly = isSeen ? task : inEnglish(task);
    for (let turn = 0; turn < PLAIN_WAYS && !signal.aborted; turn += 1) {
      const heard = turn < FRESH_WAYS ? plainly.said : [];
      const way = { ...plainly, said: heard, seed: task.seed + turn };
      const last = await this.attempt(plain, way, { ...writing, ms: SECOND_MS });
      if (last.line !== null || last.refused === undefined) return last.line;
    }
    return null;
  }

  private async attempt(
    writing: Writing,
    task: WritingTask,
    { signal, refused, said, ms }: Under & { readonly ms: number },
  ): Promise<{ readonly line: WrittenLine | null; readonly refused?: NonNullable<WritingTask['refused']> }> {
    const { check, onRefused, log } = this.parts;
    let writer = writing.name;
    const onWriter = (name: string): void => void (writer = name);
    const text = await this.textOf(writing, { ...task, onWriter }, { signal, ms });
    if (text === null) return { line: null };
    const { sheet, wordsMax } = task;
    const wrong = check(text, sheet, { wordsMax, said });
    if (wrong.length === 0) return { line: { text, writer, language: sheet.language } };
    const rules = [...new Set(wrong.map(({ rule }) => rule))];
    for (const rule of rules) refused.add(rule);
    onRefused(writer, rules);
    // What was written is not told: it may be anything.
    log.warn('a line was refused', { writer, rules: rules.join(' ') });
    return { line: null, refused: { text, because: wrong.map(({ rule, says }) => `${rule}: ${says}`) } };
  }

  /** Nothing: there is nothing to say, or the writer failed. */
  private async textOf(
    writing: Writing,
    task: WritingTask,
    { signal, ms }: { readonly signal: AbortSignal; readonly ms: number },
  ): Promise<string | null> {
    const reason = new Fault('writing.timeout', { retryable: true });
    const sentences: string[] = [];
    try {
      await withDeadline(this.parts.clock, { ms, reason, parent: signal }, async (ending) => {
        for await (const sentence of writing.write(task, ending)) sentences.push(sentence);
      });
    } catch (error) {
      if (signal.aborted) return null;
      if (!(error instanceof Fault)) throw error;
      this.parts.log.warn('a line was not written', { writer: writing.name, code: error.code });
      return null;
    }
    return sentences.length === 0 ? null : sentences.join(' ');
  }
}

// A language that nobody can check has no templates either: English is better than silence.
function inEnglish(task: WritingTask): WritingTask {
  return { ...task, sheet: { ...task.sheet, language: 'en' } };
}
