import type { Style } from '../speech/speech.port.js';
import type { Channel } from './channel-store.port.js';

/** What a host wants said, not in the words in which it is to be said. */
export interface Note {
  readonly channel: Channel;
  readonly language: string;
  readonly style: Style;
  readonly text: string;
  /** What was made of it before, and is not to be said again: only what is missing is written. */
  readonly written: readonly string[];
}

/**
 * A host's note → what is said of it.
 * Promises: sentences come one by one, whole, as soon as they are written, and may air as they are: whoever writes them has
 * checked them; nothing is written where nothing is missing; what fails is a Fault; an aborted signal ends it.
 */
export abstract class NoteWriter {
  abstract write(note: Note, signal: AbortSignal): AsyncIterable<string>;
}

/** Where a room above, which knows more than the note, says that it writes. */
export abstract class NoteWriters {
  /** From now on this one writes. Where it fails, the note itself is said. */
  abstract use(writer: NoteWriter): void;
}
