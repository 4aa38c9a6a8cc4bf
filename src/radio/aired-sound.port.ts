import type { ServerMs } from '../kernel/clock.js';
import type { WordTime } from '../wire/radio.js';
import type { HeardAgain } from './channel-store.port.js';

/** A chunk that has sounded, as long as it did. */
export interface AiredChunk {
  readonly chunk: string;
  readonly request: string;
  readonly startsAt: ServerMs;
  readonly frames: number;
  /** Where its frames are stored; nothing: its sound was deleted, or it was withdrawn. */
  readonly key: string | null;
  /** It was withdrawn: it is silent, and its words are gone. */
  readonly silenced: boolean;
}

export interface AiredWords extends AiredChunk {
  readonly text: string;
  readonly voice: string;
  readonly language: string;
}

export interface AiredPeaks extends AiredChunk {
  /** The peak level of each frame, 0 to 255. */
  readonly peaks: Uint8Array;
}

/** All that is needed to hear it again. */
export interface AiredTake extends AiredWords, AiredPeaks {
  readonly words: readonly WordTime[];
  readonly cutPoints: readonly number[];
}

/**
 * What was heard on a channel, for rooms above: the timeline after the fact, of the newest 10,000 requests. Where a channel
 * keeps its sound for some days, what was heard that long before a moment is no part of what was heard until it: it begins with
 * a whole hour, and that is the same for all moments of an hour.
 */
export abstract class AiredSound {
  /**
   * Another one whenever what is told by the others may be: something was announced, cut or withdrawn, all sound was deleted, or
   * is kept for other days. Sound that is cleaned away leaves it as it was.
   */
  abstract stamp(channel: string): Promise<string>;
  /** All that has begun to sound and ended before a moment, in the order it was heard. */
  abstract until(channel: string, until: ServerMs): Promise<readonly AiredChunk[]>;
  /** The same, with what was said. */
  abstract wordsUntil(channel: string, until: ServerMs): Promise<readonly AiredWords[]>;
  /** The same, with how loud it was. */
  abstract peaksUntil(channel: string, until: ServerMs): Promise<readonly AiredPeaks[]>;
  /** From one chunk to another, also where they are among the newest no more. */
  abstract between(stretch: HeardAgain): Promise<readonly AiredTake[]>;
}
