import { entryEnd } from '../../../src/radio/model/sounding.js';
import type { Entry, ServerMs } from '../../../src/wire/radio.js';

/** Counts what was not here when it should have begun. What had begun before one listened does not count. */
export class Stalls {
  private since: ServerMs | undefined;
  private readonly missed = new Set<string>();
  private counted = 0;

  get count(): number {
    return this.counted;
  }

  /** Listening begins anew, perhaps at another moment. */
  forget(): void {
    this.since = undefined;
    this.missed.clear();
  }

  look(entries: readonly Entry[], heardAt: ServerMs, isHere: (chunk: string) => boolean): void {
    const since = (this.since ??= heardAt);
    for (const entry of entries) {
      const { chunk, startsAt } = entry;
      const hasBegun = startsAt > since && startsAt <= heardAt && entryEnd(entry) > heardAt;
      if (!hasBegun || this.missed.has(chunk) || isHere(chunk)) continue;
      this.missed.add(chunk);
      this.counted += 1;
    }
  }
}
