import type { SoundFormat } from '../audio/sound.port.js';
import { STYLES } from '../wire/host.js';
import type { WordTiming } from './model/tokens.js';

export type { WordTiming } from './model/tokens.js';

export { STYLES };
export type Style = (typeof STYLES)[number];

/** One piece to say, already prepared: plain words, no markup, at most 8 s of speech. */
export interface Utterance {
  readonly text: string;
  /** BCP 47, such as `en` or `pt-BR`. */
  readonly language: string;
  /** A name the engine knows, such as `openai:nova`; a bare name is the first engine's. Without it: the usual voice. */
  readonly voice?: string;
  readonly style: Style;
}

/**
 * What an engine sends: first the format and who speaks (such as `openai:alloy`: one name is one person to the ear, and
 * has one loudness), then sound and (where it can) words, in any mixture.
 */
export type SpeechPart =
  | { readonly kind: 'format'; readonly format: SoundFormat; readonly voice: string }
  | { readonly kind: 'sound'; readonly bytes: Uint8Array }
  | { readonly kind: 'words'; readonly words: readonly WordTiming[] };

export interface SpeechSupport {
  readonly wordTimings: boolean;
  /** Primary language tags, such as `en`. */
  readonly languages: readonly string[];
  /** Every character costs money, and counts against the budget. */
  readonly paid: boolean;
  /** Those a host may choose from, where the engine knows them: it may take others too. */
  readonly voices?: readonly KnownVoice[];
}

export interface KnownVoice {
  /** What the engine calls it, without the engine's own name. */
  readonly name: string;
  /** The primary tag of the one language it speaks; without it all that the engine speaks. */
  readonly language?: string;
}

/**
 * Words → sound.
 * Promises: parts arrive as the engine makes them; an aborted signal ends the call and frees what it held; what fails is
 * a `SpeechFault` that says whether another try or another provider may help; the text is never logged.
 */
export abstract class Speech {
  abstract readonly name: string;
  abstract readonly supports: SpeechSupport;
  abstract say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart>;
}
