import type { Cancel, ServerMs } from '../kernel/clock.js';

/** Whoever plays segments asks for the playlist at least every two of them. */
const GONE_MS = 15_000;
/** Of more, nobody is counted. */
const POLLERS_MAX = 10_000;

/** Who plays a channel in segments, told by who asks for its playlist. Behind a cache all of them are one. */
export class Pollers {
  private readonly known = new Map<string, { at: ServerMs; readonly leave: Cancel }>();

  constructor(private readonly tuneIn: () => Cancel) {}

  get count(): number {
    return this.known.size;
  }

  polled(who: string, now: ServerMs): void {
    const known = this.known.get(who);
    if (known !== undefined) known.at = now;
    else if (this.known.size < POLLERS_MAX) this.known.set(who, { at: now, leave: this.tuneIn() });
  }

  forgetGone(now: ServerMs): void {
    for (const [who, { at, leave }] of this.known) {
      if (at > now - GONE_MS) continue;
      leave();
      this.known.delete(who);
    }
  }

  end(): void {
    this.forgetGone(Infinity);
  }
}
