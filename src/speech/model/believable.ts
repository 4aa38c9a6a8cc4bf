/** 16-bit samples, one or two channels. */
export interface Samples {
  readonly bytes: Uint8Array;
  readonly sampleRate: number;
  readonly channels: number;
}

export interface Measured {
  readonly durationMs: number;
  /** From the first to the last sample that can be heard. */
  readonly soundingMs: number;
}

// −46 dB: breath and room are below it, the quietest speech is not.
const AUDIBLE = 160;

export function measure({ bytes, sampleRate, channels }: Samples): Measured {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / 2);
  const audible = (at: number): boolean => Math.abs(view.getInt16(at * 2, true)) >= AUDIBLE;
  let first = 0;
  while (first < count && !audible(first)) first += 1;
  let last = count;
  while (last > first && !audible(last - 1)) last -= 1;
  const ms = (samples: number): number => (samples / channels / sampleRate) * 1_000;
  return { durationMs: ms(count), soundingMs: ms(last - first) };
}

// Over some hundred languages of the embedded voice, six texts and three manners each: 0.15 to 5.2 times of the guess.
const ANY_SHORTEST = 0.1;
const ANY_LONGEST = 8;

/** Whether the sound can belong to its text at all, where nobody knows how long the language takes. */
export function isConceivable({ durationMs, soundingMs }: Measured, expectedMs: number): boolean {
  return soundingMs >= ANY_SHORTEST * expectedMs && durationMs <= ANY_LONGEST * expectedMs;
}

const SHORTEST = 0.4;
const LONGEST = 2.5;
/** A single word may be drawn out or barked; from here on a voice keeps its pace. */
const STEADY_FROM_MS = 1_500;
const STEADY_SHORTEST = 0.6;
const KNOWN_AFTER = 5;
const NEWEST_COUNTS = 0.2;

/** How fast one voice speaks in one manner, against what texts should take, learned from what it said. */
export class Pace {
  private ratio = 1;
  private heard = 0;

  /** Whether the sound can be all of its text. Some providers answer 200 and leave half of it out. */
  believes({ durationMs, soundingMs }: Measured, expectedMs: number): boolean {
    if (soundingMs < SHORTEST * expectedMs || durationMs > LONGEST * expectedMs) return false;
    const known = this.heard >= KNOWN_AFTER && expectedMs >= STEADY_FROM_MS;
    return !known || soundingMs >= STEADY_SHORTEST * this.ratio * expectedMs;
  }

  learn({ soundingMs }: Measured, expectedMs: number): void {
    if (expectedMs < STEADY_FROM_MS) return;
    this.heard += 1;
    const weight = Math.max(NEWEST_COUNTS, 1 / this.heard);
    this.ratio += weight * (soundingMs / expectedMs - this.ratio);
  }
}
