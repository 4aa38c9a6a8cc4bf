import { Speech, type SpeechSupport } from './speech.port.js';

/** A wrapper: to whoever asks, it is the voice that it stands around. */
export abstract class SpeechAround extends Speech {
  readonly name: string;
  readonly supports: SpeechSupport;

  constructor(protected readonly inner: Speech) {
    super();
    this.name = inner.name;
    this.supports = inner.supports;
  }
}
