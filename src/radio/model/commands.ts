import type { ServerMs } from '../../kernel/clock.js';
import type { Code } from '../../wire/codes.js';
import type { EndReason, Urgency } from '../../wire/radio.js';
import type { Chunk, Ending, Leaving, Making, Phase } from './state.js';

export interface NewRequest {
  readonly id: string;
  readonly urgency: Urgency;
  readonly expectedMs: number;
  /** How old the words were when they arrived. */
  readonly spokenForMs?: number;
  readonly staleAfterMs?: number;
}

export type NewChunk = Omit<Chunk, 'start' | 'index'>;

/** What hosts, the makers of sound, listeners and the clock want of a channel. */
export type Command =
  | { readonly type: 'enqueue'; readonly request: NewRequest }
  /** To the front of its urgency. */
  | { readonly type: 'prepend'; readonly request: NewRequest }
  /** `before` nothing: to the end of its urgency. */
  | { readonly type: 'reorder'; readonly id: string; readonly before?: string }
  | { readonly type: 'edit'; readonly id: string; readonly request: Omit<NewRequest, 'urgency'> }
  | { readonly type: 'cancel'; readonly id: string }
  | { readonly type: 'skip'; readonly id: string; readonly cut?: boolean }
  /** Of what was heard. `aired`: what is kept of it, where the state does not hold it any more. */
  | { readonly type: 'withdraw'; readonly id: string; readonly aired: Aired | undefined }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'close' }
  | { readonly type: 'setLead'; readonly leadMs: number }
  /** Nothing takes back what everybody was to read. */
  | { readonly type: 'notice'; readonly notice: string | null }
  | { readonly type: 'generationStarted'; readonly id: string; readonly pieces: number | null }
  | { readonly type: 'chunksReady'; readonly id: string; readonly chunks: readonly NewChunk[]; readonly last: boolean }
  | { readonly type: 'generationFailed'; readonly id: string; readonly code: Code }
  | { readonly type: 'acknowledge'; readonly chunk: string }
  /** Another process owns the channel now: it was last seen alive at `aliveAt`. */
  | { readonly type: 'takeOver'; readonly aliveAt: ServerMs }
  /** Nothing could be decided for a while, and now it can. */
  | { readonly type: 'goOn' }
  | { readonly type: 'tick' };

/** What happened. Folded into the state by `evolve`, told to listeners by `message`. */
export type RadioEvent =
  | { readonly type: 'accepted'; readonly request: Accepted }
  | { readonly type: 'ranked'; readonly id: string; readonly rank: number }
  | { readonly type: 'making'; readonly id: string; readonly making: Making }
  | { readonly type: 'chunksMade'; readonly id: string; readonly chunks: readonly NewChunk[] }
  /** Starts as soon as they are known. */
  | { readonly type: 'announced'; readonly id: string; readonly chunk: string; readonly at: ServerMs }
  /** Voids every start at or after `from`, and ends the entry it falls into. */
  | { readonly type: 'withdrawn'; readonly from: ServerMs; readonly reason: EndReason }
  | { readonly type: 'onAir'; readonly id: string; readonly at: ServerMs }
  | { readonly type: 'leaving'; readonly id: string; readonly leaving: Leaving }
  | { readonly type: 'setAside'; readonly id: string; readonly at: ServerMs }
  | { readonly type: 'ended'; readonly id: string; readonly at: ServerMs; readonly ending: Ending }
  /** Withdrawn after it was heard, also long after: all of its sound is silent from now on, these chunks and those to come. */
  | { readonly type: 'silenced'; readonly request: string; readonly chunks: readonly string[] }
  | { readonly type: 'phase'; readonly phase: Phase }
  | { readonly type: 'leadSet'; readonly leadMs: number; readonly firmUntil: ServerMs }
  | { readonly type: 'noticeSet'; readonly notice: string | null }
  /** Somebody conducts again. Whoever is on air may have been silent until then. */
  | { readonly type: 'tookOver'; readonly notBefore: ServerMs };

/** Of a request that is kept: which of its chunks sounded. */
export interface Aired {
  readonly chunks: readonly string[];
  readonly isSilenced: boolean;
}

export interface Accepted {
  readonly id: string;
  readonly urgency: Urgency;
  readonly rank: number;
  readonly acceptedAt: ServerMs;
  readonly staleAt?: ServerMs;
  readonly expectedMs: number;
}
