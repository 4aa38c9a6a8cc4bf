import type { Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { StreamDeadlines } from '../kernel/stream-deadlines.js';
import type { Log } from '../watch/log.port.js';
import { NoteWriter, type Note, type NoteWriters } from './note-writer.port.js';

// Together less than the silence that a request in the middle of its words is given.
const LIMITS = { firstMs: 4_000, betweenMs: 4_000, callMs: 30_000 };

/**
 * Whoever was chosen to write, and behind it one that always can: a note that was accepted is said. What the first wrote
 * before it failed stands, and what is missing then is said plainly.
 */
export class ChosenNoteWriter extends NoteWriter implements NoteWriters {
  private chosen: NoteWriter | undefined;

  constructor(
    private readonly plain: NoteWriter,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
  }

  use(writer: NoteWriter): void {
    this.chosen = writer;
  }

  async *write(note: Note, signal: AbortSignal): AsyncIterable<string> {
    const written = [...note.written];
    if (this.chosen !== undefined) {
      try {
        for await (const sentence of this.timed(this.chosen, note, signal)) {
          written.push(sentence);
          yield sentence;
        }
        if (written.length > 0) return;
      } catch (error) {
        signal.throwIfAborted();
        this.log.warn('a note is said as it is', { code: error instanceof Fault ? error.code : 'server.fault', error });
      }
    }
    yield* this.plain.write({ ...note, written }, signal);
  }

  private timed(writer: NoteWriter, note: Note, parent: AbortSignal): AsyncIterable<string> {
    const deadlines = new StreamDeadlines<string>({
      clock: this.clock,
      parent,
      limits: LIMITS,
      isProgress: () => true,
      tooLate: () => new Fault('writing.timeout', { retryable: true }),
    });
    return deadlines.over(writer.write(note, deadlines.signal));
  }
}
