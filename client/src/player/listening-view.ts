import type { Following } from '../../../src/radio/model/following.js';
import type { Caption, ServerMs, SocketRefusal } from '../../../src/wire/radio.js';

/** What a page shows of listening, as it is at one moment. Values are never changed. */
export interface ListeningView {
  /** `blocked`: the browser wants a tap first. `interrupted`: a call, or the system, took the loudspeaker. */
  readonly sound: 'off' | 'starting' | 'on' | 'blocked' | 'interrupted';
  /** `away`: several tries in a row have failed; what was announced plays on. */
  readonly line: 'connecting' | 'open' | 'reconnecting' | 'away';
  readonly refusal: SocketRefusal | undefined;
  readonly following: Following;
  /** The moment of the channel that is heard now: server time less the delay. Not known before the first probes. */
  readonly heardAt: ServerMs | undefined;
  /** What comes out of the loudspeaker, or would if it were on. `buffering`: something should sound and is not here yet. */
  readonly playing: 'speech' | 'breath' | 'bed' | 'buffering' | 'silence';
  /** The latest last; each has begun. */
  readonly captions: readonly Caption[];
  readonly truth: Truth;
  readonly delayMs: number;
  /** 0 … 1. */
  readonly volume: number;
  readonly isMuted: boolean;
  readonly hasBed: boolean;
  /** Heard as plain radios hear it: some seconds behind, and on when the phone is locked. */
  readonly isStreamed: boolean;
  /** Whether that is for the listener to choose. */
  readonly mayStream: boolean;
  /** So much later than at the ground; not where it is in step. */
  readonly behindMs: number | undefined;
}

/** How well this listener is in step, as far as it can know by itself. */
export interface Truth {
  /** 95 % bound of how far its sound may be from where it should be. Not known before there are probes and a mapping. */
  readonly withinMs: number | undefined;
  /** Server time less this device's. */
  readonly offsetMs: number | undefined;
  readonly roundTripMs: number | undefined;
  /** So much is decoded and waits to sound. */
  readonly bufferMs: number;
  readonly underruns: number;
}
