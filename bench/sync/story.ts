/** What the page tells of what it asked its loudspeaker for. Positions are samples of that loudspeaker. */
export interface Story {
  readonly played: readonly Played[];
  readonly truth: { readonly withinMs?: number; readonly underruns: number };
  readonly sound: string;
  readonly playing: string;
}

export interface Played {
  readonly chunk: string;
  /** Where the chunk's first sample was put. */
  readonly zeroAt: number;
  /** How far ahead it was asked to begin. */
  readonly leadSamples: number;
  /** Where a player would have put it that trusts `currentTime` and the latency its browser tells. */
  readonly naiveZeroAt: number;
}
