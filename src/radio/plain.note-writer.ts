import { NoteWriter, type Note } from './note-writer.port.js';
import { plainNote, unsaidOf } from './model/plain-note.js';

/** Says the note itself, as plainly as it can. It needs nobody. */
export class PlainNoteWriter extends NoteWriter {
  async *write({ text, language, written }: Note, signal: AbortSignal): AsyncIterable<string> {
    for (const sentence of unsaidOf(plainNote(text, language), written)) {
      signal.throwIfAborted();
      yield sentence;
    }
  }
}
