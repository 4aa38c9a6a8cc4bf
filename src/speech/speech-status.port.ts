import type { ServerMs } from '../kernel/clock.js';
import type { Code } from '../wire/codes.js';
import type { KnownVoice } from './speech.port.js';

export interface VoiceStatus {
  readonly name: string;
  readonly paid: boolean;
  readonly languages: readonly string[];
  readonly voices: readonly KnownVoice[];
  /** Resting: it failed, and others speak until it is tried again. */
  readonly state: 'working' | 'resting';
  /** The last thing that went wrong, also where the voice is well, such as a spent budget or an unknown voice's name. */
  readonly lastFault?: { readonly code: Code; readonly detail: string; readonly at: ServerMs };
  readonly nextTryAt?: ServerMs;
  readonly restingSince?: ServerMs;
}

/** Which voices there are, in the order they are asked, and what is wrong with those that are not. For hosts. */
export abstract class SpeechStatus {
  abstract voices(): readonly VoiceStatus[];
}
