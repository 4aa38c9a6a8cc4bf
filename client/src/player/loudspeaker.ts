import type { AudioMapping } from '../clock/anchors.js';

/**
 * A stretch of decoded sound with its place on the loudspeaker's clock. Everything is counted in samples, 48,000 in a second,
 * so that what is joined is joined exactly.
 */
export interface Sound {
  /** Which decoded sound: a chunk's id, or the bed. */
  readonly of: string;
  /** When it begins to sound. */
  readonly at: number;
  /** From which of its samples. */
  readonly from: number;
  /** When it falls silent; not part of it. Of the bed this may not be known yet. */
  readonly until: number;
  /** It grows for so long after `at`, and shrinks for so long before `until`. */
  readonly fadeIn: number;
  readonly fadeOut: number;
  /** It begins again when it has come to its end. */
  readonly loops: boolean;
}

/** `off`: not asked for. `blocked`: the browser wants a tap. `interrupted`: a call, or the system, has taken it. */
export type LoudspeakerState = 'off' | 'starting' | 'on' | 'blocked' | 'interrupted';

/** What makes sound audible. `Pcm` is decoded sound in whatever shape it wants. */
export interface Loudspeaker<Pcm> {
  readonly state: LoudspeakerState;
  /** How often it ran dry. */
  readonly underruns: number;
  /** To be called inside a tap; ends when it runs, or cannot. */
  start(): Promise<void>;
  stop(): void;
  /** Its own time in samples. */
  now(): number;
  /** Its time less local time. Not known before it has run for a moment. */
  mapping(): AudioMapping | undefined;
  decode(bytes: ArrayBuffer): Promise<Pcm>;
  play(sound: Sound, pcm: Pcm): void;
  /** It is to end otherwise than it was told. */
  change(sound: Sound): void;
  /** As if it had not been played: it has not begun. */
  withdraw(sound: Sound): void;
  /** Everything falls silent, at once. */
  clear(): void;
  setVolume(volume: number): void;
  /** When it starts, stops, loses or finds its way. */
  onChange: () => void;
}
