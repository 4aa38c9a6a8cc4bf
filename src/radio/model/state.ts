import type { ServerMs } from '../../kernel/clock.js';
import type { Code } from '../../wire/codes.js';
import type { EndReason, Urgency } from '../../wire/radio.js';

export type { EndReason, Urgency } from '../../wire/radio.js';

/** Everything the rules need to know of a channel. Values are never changed: `evolve` makes new ones. */
export interface ChannelState {
  readonly id: string;
  readonly phase: Phase;
  readonly leadMs: number;
  readonly gapMs: number;
  /** What was firm stays firm when the lead gets shorter. */
  readonly firmUntil: ServerMs;
  /** Nothing new starts earlier. */
  readonly notBefore: ServerMs;
  /** What its hosts want everybody to read, while it is not closed. */
  readonly notice?: string;
  /** Live requests, and those that ended so recently that somebody may still hear them; as they were accepted. */
  readonly requests: readonly Request[];
}

export interface Phase {
  readonly name: 'open' | 'paused' | 'closing' | 'closed';
  readonly since: ServerMs;
}

export interface Request {
  readonly id: string;
  readonly urgency: Urgency;
  /** Where it stands among those of its urgency. Gaps are left between ranks, so that others fit in. */
  readonly rank: number;
  readonly acceptedAt: ServerMs;
  /** Not worth saying when it would start after this. */
  readonly staleAt?: ServerMs;
  /** How long the text should take to say. */
  readonly expectedMs: number;
  readonly making: Making;
  readonly place: Place;
  /** It is to fall silent before its own end. */
  readonly leaving?: Leaving;
  /** A host withdrew it after it was heard: silence is in its place, and nothing moves. */
  readonly silenced?: true;
  readonly chunks: readonly Chunk[];
}

/**
 * How far its sound is. How many pieces there are is fixed when the making begins, or, where its words are still being
 * written, known when it is done; a long piece may be several chunks.
 */
export type Making =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'running'; readonly pieces: number | null }
  | { readonly phase: 'done'; readonly pieces: number }
  | { readonly phase: 'failed'; readonly pieces: number | null; readonly code: Code };

export type Place =
  | { readonly at: 'queue' }
  | { readonly at: 'air'; readonly since: ServerMs }
  /** A flash took over; it comes back. */
  | { readonly at: 'aside'; readonly since: ServerMs }
  | ({ readonly at: 'ended'; readonly when: ServerMs } & Ending);

/** How what is on air, or about to be, leaves before its own end. */
export interface Leaving {
  readonly how: 'skipped' | 'aside';
  readonly reason: EndReason;
  readonly at: ServerMs;
}

export interface Ending {
  readonly as: 'completed' | 'failed' | 'cancelled' | 'skipped';
  readonly reason: EndReason;
  readonly code?: Code;
}

export interface Chunk {
  readonly id: string;
  readonly index: number;
  readonly piece: number;
  readonly frames: number;
  /** Frame numbers at which it may be left; the last is its end. */
  readonly cutPoints: readonly number[];
  readonly start?: Start;
}

/** When a chunk sounds, and how many of its frames. */
export interface Start {
  readonly at: ServerMs;
  readonly frames: number;
}

/** A chunk on the timeline. */
export interface Entry {
  readonly request: Request;
  readonly chunk: Chunk;
  readonly at: ServerMs;
  /** When it falls silent; not part of it. */
  readonly end: ServerMs;
}
