import type { Entry } from '../../../src/wire/radio.js';
import type { Sound } from './loudspeaker.js';
import { endOf } from './placing.js';

/** Says what has come out of the loudspeaker to its end, which is some time after it went in. */
export class Sounded {
  private goneIn: readonly Sound[] = [];

  constructor(private readonly onHeard: (entry: Entry) => void) {}

  forget(): void {
    this.goneIn = [];
  }

  /** `now` is what goes into the loudspeaker, `heard` what comes out of it. */
  look(
    sounds: readonly Sound[],
    entries: readonly Entry[],
    at: { readonly now: number; readonly heard: number },
  ): void {
    const known = [...this.goneIn, ...sounds.filter(({ until }) => until <= at.now)];
    this.goneIn = known.filter(({ until }) => until > at.heard);
    for (const sound of known.filter(({ until }) => until <= at.heard)) {
      const entry = entries.find(({ chunk }) => chunk === sound.of);
      // What was broken off goes on elsewhere.
      if (entry !== undefined && sound.until >= (endOf(sound, entries) ?? Infinity)) this.onHeard(entry);
    }
  }
}
