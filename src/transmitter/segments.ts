import { frameAt } from '../audio/model/frames.js';
import type { ServerMs } from '../kernel/clock.js';
import { framesOf, lastWhole, mediaPlaylist, SEGMENT_FRAMES, timestampTag, WINDOW_SEGMENTS } from './model/hls.js';
import { Pollers } from './pollers.js';
import type { Transmission } from './transmission.js';

/** Nobody has asked for anything for so long. */
const IDLE_MS = 30_000;

/** A channel in segments: the same frames, for players and caches that fetch file by file. */
export class Segments {
  private readonly pollers: Pollers;
  private askedAt = -Infinity;

  constructor(private readonly transmission: Transmission) {
    this.pollers = new Pollers(() => transmission.programme.tunedIn());
  }

  get listeners(): number {
    return this.pollers.count;
  }

  /** Who asks is any word that stays the same from one poll to the next. */
  playlist(delayMs: number, url: (segment: number) => string, who: string): string {
    const now = this.asked();
    this.pollers.polled(who, now);
    const { newest, oldest } = this.transmission;
    const lag = frameAt(delayMs);
    const last = lastWhole(newest - lag);
    const segments = Math.min(WINDOW_SEGMENTS, last - Math.ceil(oldest / SEGMENT_FRAMES) + 1);
    const isOver = this.transmission.isOverFor(newest - framesOf(last).end);
    return mediaPlaylist({ last, segments, isOver, url });
  }

  /** Nothing for what is not whole yet, and for what was let go. */
  async segment(number: number): Promise<Buffer | undefined> {
    this.asked();
    const { start, end } = framesOf(number);
    if (number > lastWhole(this.transmission.newest) || start < this.transmission.oldest) return undefined;
    await this.transmission.cover(start);
    return Buffer.concat([timestampTag(number), this.transmission.read(start, end)]);
  }

  /** Whether nobody plays it any more. */
  isIdle(): boolean {
    const now = this.transmission.programme.now();
    this.pollers.forgetGone(now);
    return this.askedAt <= now - IDLE_MS;
  }

  end(): void {
    this.pollers.end();
  }

  private asked(): ServerMs {
    this.askedAt = this.transmission.programme.now();
    return this.askedAt;
  }
}
