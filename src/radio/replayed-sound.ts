import { FRAME_BYTES, FRAME_MS, framesIn } from '../audio/model/frames.js';
import { SILENT_FRAME } from '../audio/model/silent-frame.js';
import type { ChunkSound } from '../audio/sound.port.js';
import { Fault } from '../kernel/fault.js';
import type { Log } from '../watch/log.port.js';
import type { AiredSound, AiredTake } from './aired-sound.port.js';
import type { ChunkContent, HeardAgain } from './channel-store.port.js';
import type { ChunkBytes } from './chunk-bytes.js';
import { laidOut, type Part } from './model/layout.js';
import { CHUNKS_MAX } from './model/limits.js';
import { inPieces, SILENCE } from './model/stretch.js';

interface Means {
  readonly aired: AiredSound;
  readonly bytes: ChunkBytes;
  readonly log: Log;
}

/** A chunk as it was heard, or the silence before one. */
export interface Replayed {
  readonly sound: Omit<ChunkSound, 'heardFromMs'>;
  readonly shown: Pick<ChunkContent, 'text' | 'words' | 'voice' | 'language'>;
}

export interface ReplayedPiece {
  readonly piece: number;
  readonly chunks: readonly Replayed[];
  readonly last: boolean;
}

/**
 * A stretch of an archive → its frames as they are stored, for as long as they were heard, with pauses of two seconds at most.
 * What piece a chunk is in follows from what was heard, also where its sound is gone by now: who goes on with a piece finds the
 * same ones after it.
 */
export class ReplayedSound {
  constructor(private readonly means: Means) {}

  async *pieces(replay: HeardAgain, fromPiece: number, signal: AbortSignal): AsyncIterable<ReplayedPiece> {
    let isHeard = fromPiece > 0;
    for (let piece = fromPiece, last = false; !last; piece += 1) {
      // An hour is made as it is heard: what is withdrawn meanwhile is gone from what comes.
      const pieces = inPieces(laidOut(await this.means.aired.between(replay), 'squeezed'), CHUNKS_MAX);
      last = piece >= pieces.length - 1;
      const chunks = await this.heard(pieces[piece] ?? [], signal);
      isHeard ||= chunks.length > 0;
      if (chunks.length > 0 || (last && isHeard)) yield { piece, chunks, last };
    }
    if (!isHeard) throw new Fault('radio.sound-deleted');
  }

  // Sound that is gone is left out: live, so long a silence would be a fault. The pause before it stands.
  private async heard(parts: readonly Part<AiredTake>[], signal: AbortSignal): Promise<readonly Replayed[]> {
    const chunks: Replayed[] = [];
    let pause = 0;
    for (const { of, frames } of parts) {
      if (of === null) {
        pause = frames;
        continue;
      }
      const sound = await this.stored(of, signal);
      if (sound === undefined || framesIn(sound) === 0) continue;
      if (pause > 0) chunks.push(silence(pause));
      chunks.push(replayed(of, sound));
      pause = 0;
    }
    return chunks;
  }

  private async stored({ chunk, key, frames }: AiredTake, signal: AbortSignal): Promise<Buffer | undefined> {
    if (key === null) return undefined;
    try {
      return (await this.means.bytes.get(chunk, key, signal)).subarray(0, frames * FRAME_BYTES);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'blobs.not-found') throw error;
      this.means.log.warn('the sound of a chunk is gone', { chunk, key });
      return undefined;
    }
  }
}

// What a flash cut off was not heard, and is not told.
function replayed({ text, words, voice, language, cutPoints, peaks }: AiredTake, sound: Buffer): Replayed {
  const frameCount = framesIn(sound);
  return {
    sound: {
      frames: sound.subarray(0, frameCount * FRAME_BYTES),
      frameCount,
      cutPoints: [...cutPoints.filter((frame) => frame < frameCount), frameCount],
      peaks: peaks.subarray(0, frameCount),
    },
    shown: { text, words: words.filter(({ startMs }) => startMs < frameCount * FRAME_MS), voice, language },
  };
}

function silence(frames: number): Replayed {
  return {
    sound: {
      frames: Buffer.alloc(frames * FRAME_BYTES, SILENT_FRAME),
      frameCount: frames,
      cutPoints: [frames],
      peaks: new Uint8Array(frames),
    },
    shown: { text: '', words: [], voice: SILENCE },
  };
}
