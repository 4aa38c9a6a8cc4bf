import { Writing } from './writing.port.js';

/** A wrapper: to whoever asks, it is the writer that it stands around. */
export abstract class WritingAround extends Writing {
  readonly name: string;

  constructor(protected readonly inner: Writing) {
    super();
    this.name = inner.name;
  }
}
