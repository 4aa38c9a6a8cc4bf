import type { Refusal } from '../kernel/outcome.js';
import type { Channel, ChunkContent, RequestContent } from './channel-store.port.js';

export interface MadeChunk {
  readonly id: string;
  readonly piece: number;
  readonly frames: number;
  readonly cutPoints: readonly number[];
  readonly content: ChunkContent;
}

/**
 * One piece of a request: usually one chunk, several where it came out longer than 8 s. None only where it turned out that
 * what was made before was all.
 */
export interface MadePiece {
  readonly chunks: readonly MadeChunk[];
  /** Nothing comes after it. */
  readonly last: boolean;
}

export interface InTheMaking {
  /** Known before the first is made; nothing where the words are still to be written. */
  readonly pieces: number | null;
  /** Pulled one by one: who does not pull has no more made than is in hand. */
  readonly made: AsyncIterable<MadePiece>;
}

export interface MakingRequest {
  readonly channel: Channel;
  readonly id: string;
  readonly content: RequestContent;
  /** What is stored already is not made again: it goes on with this piece. */
  readonly fromPiece: number;
  /** What is stored already says this, piece by piece. */
  readonly written: readonly string[];
}

/**
 * A request → its stored chunks.
 * Promises: a chunk that is told of is stored; pieces come in order, each as soon as it is made; what fails is a Fault with
 * a code; an aborted signal ends it and frees what it held.
 */
export abstract class Maker {
  /** How long a text should take to say, for what can only be estimated. */
  abstract expectedMs(content: RequestContent): number;
  abstract make(request: MakingRequest, signal: AbortSignal): InTheMaking | Refusal;
}
