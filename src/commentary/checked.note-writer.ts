import { Fault } from '../kernel/fault.js';
import { StreamDeadlines, type StreamLimits } from '../kernel/stream-deadlines.js';
import { unsaidOf } from '../radio/model/plain-note.js';
import { NoteWriter, type Note } from '../radio/note-writer.port.js';
import type { FactSheet } from '../writing/model/fact-sheet.js';
import type { WritingTask } from '../writing/writing.port.js';
import type { CheckedWriterParts, Wrong } from './checked-writer.js';
import { wordsIn } from './model/checker/judge-text.js';
import { sharesOf, type Share } from './model/note-shares.js';
import { plainNote } from './model/plain-names.js';

export interface CheckedNoteWriterParts extends Omit<CheckedWriterParts, 'plain'> {
  /** What a note on a channel may speak of, beside what it says itself. */
  readonly sheetFor: (channel: string, language: string) => Promise<FactSheet>;
}

/** Writers have deadlines of their own, which are shorter. */
const LIMITS: StreamLimits = { firstMs: 2_000, betweenMs: 3_500, callMs: 20_000 };
/** A note is put into other words, and made no longer than that. */
const WORDS_OF_WORD = 2;
const WORDS_AROUND = 10;

/**
 * Notes in a writer’s words. Each sentence is checked by itself and handed on at once; one that fails is written anew once,
 * and then what is missing of the note is said plainly. Where nobody writes, all of it is.
 */
export class CheckedNoteWriter extends NoteWriter {
  constructor(private readonly parts: CheckedNoteWriterParts) {
    super();
  }

  async *write(note: Note, signal: AbortSignal): AsyncIterable<string> {
    const { isChecked, sheetFor } = this.parts;
    const shares = sharesOf(note.text, note.language, note.written);
    const mayWrite = isChecked(note.language) && shares.some(({ told }) => told !== null);
    const sheet = mayWrite ? await sheetFor(note.channel.id, note.language) : null;
    yield* new NoteInWork(note, { ...this.parts, sheet, signal }).sentences(shares);
  }
}

interface Means extends CheckedNoteWriterParts {
  /** Nothing: nobody may write. */
  readonly sheet: FactSheet | null;
  readonly signal: AbortSignal;
}

type Refused = NonNullable<WritingTask['refused']>;

/** One note while it is written. */
class NoteInWork {
  private readonly said: string[];
  /** Whoever has failed at a part of a note is not asked for the rest of it. */
  private isGivenUp = false;

  constructor(
    private readonly note: Note,
    private readonly means: Means,
  ) {
    this.said = [...note.written];
  }

  async *sentences(shares: readonly Share[]): AsyncIterable<string> {
    const { sheet } = this.means;
    for (const { told, plainly } of shares) {
      if (sheet === null || told === null || this.isGivenUp) yield* this.saying(plainly);
      else yield* this.share({ ...sheet, note: told }, plainly);
    }
  }

  private async *share(sheet: FactSheet, plainly: readonly string[]): AsyncIterable<string> {
    const from = this.said.length;
    const missing = (): readonly string[] => unsaidOf(plainly, this.said.slice(from));
    const first = yield* this.attempt(sheet);
    if (first === 'whole') return;
    const rest = first === 'failed' ? null : plainNote(missing().join(' '));
    if (first !== 'failed' && rest !== null) {
      const again = yield* this.attempt({ ...sheet, note: rest }, first);
      if (again === 'whole') return;
    }
    this.isGivenUp = missing().length > 0;
    yield* this.saying(missing());
  }

  private *saying(sentences: readonly string[]): Iterable<string> {
    for (const sentence of sentences) {
      this.means.signal.throwIfAborted();
      this.said.push(sentence);
      yield sentence;
    }
  }

  /** Whether all was written, or nobody wrote, or what was and may not be said. */
  private async *attempt(sheet: FactSheet, refused?: Refused): AsyncGenerator<string, 'whole' | 'failed' | Refused> {
    const { check, signal, log, writing } = this.means;
    const task = this.taskOf(sheet, refused);
    const from = this.said.length;
    let { wordsMax } = task;
    try {
      for await (const sentence of this.timed(task)) {
        const wrong = check(sentence, sheet, { wordsMax, said: this.said });
        if (wrong.length > 0) return this.refused(sentence, wrong);
        wordsMax -= wordsIn(sentence).length;
        this.said.push(sentence);
        yield sentence;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Fault)) throw error;
      log.warn('a note was not written', { writer: writing.name, code: error.code });
      return 'failed';
    }
    // Templates have no words for a note: theirs is nothing.
    return this.said.length > from ? 'whole' : 'failed';
  }

  private taskOf(sheet: FactSheet, refused: Refused | undefined): WritingTask {
    return {
      sheet,
      voice: 'play',
      style: this.note.style,
      wordsMax: WORDS_AROUND + WORDS_OF_WORD * wordsIn(sheet.note ?? '').length,
      said: [...this.said],
      seed: 1,
      mustBeWhole: true,
      ...(refused === undefined ? {} : { refused }),
    };
  }

  private timed(task: WritingTask): AsyncIterable<string> {
    const { clock, signal, writing } = this.means;
    const deadlines = new StreamDeadlines<string>({
      clock,
      parent: signal,
      limits: LIMITS,
      isProgress: () => true,
      tooLate: () => new Fault('writing.timeout', { retryable: true }),
    });
    return deadlines.over(writing.write(task, deadlines.signal));
  }

  private refused(text: string, wrong: readonly Wrong[]): Refused {
    const { writing, onRefused, log } = this.means;
    const rules = [...new Set(wrong.map(({ rule }) => rule))];
    onRefused(writing.name, rules);
    // What was written is not told: it may be anything.
    log.warn('a sentence of a note was refused', { writer: writing.name, rules: rules.join(' ') });
    return { text, because: wrong.map(({ rule, says }) => `${rule}: ${says}`) };
  }
}
