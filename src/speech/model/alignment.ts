import { tokensOf, type WordTiming } from './tokens.js';

/** When each character sounds, as ElevenLabs tells it: one entry per character, in seconds. */
export interface Alignment {
  readonly characters: readonly string[];
  readonly characterStartTimesSeconds: readonly number[];
  readonly characterEndTimesSeconds: readonly number[];
}

interface Character {
  readonly offset: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Collects the alignments of one answer and tells when its words sound. */
export class AlignedText {
  private readonly characters: Character[] = [];
  private length = 0;
  private endMs = 0;

  constructor(private readonly text: string) {}

  /** `soundMs` is how much sound came before this part: some answers count each part's time from its own beginning. */
  add(alignment: Alignment, soundMs: number): void {
    const firstMs = (alignment.characterStartTimesSeconds[0] ?? 0) * 1_000;
    const shiftMs = firstMs + 50 < this.endMs ? soundMs : 0;
    for (const [at, character] of alignment.characters.entries()) {
      const startMs = (alignment.characterStartTimesSeconds[at] ?? 0) * 1_000 + shiftMs;
      const endMs = (alignment.characterEndTimesSeconds[at] ?? 0) * 1_000 + shiftMs;
      this.characters.push({ offset: this.length, startMs, endMs });
      this.length += character.length;
      this.endMs = Math.max(this.endMs, endMs);
    }
  }

  /** Answers sometimes stop half-way and look complete. The last words of the text then have no time. */
  get complete(): boolean {
    return this.length === 0 || this.length >= 0.9 * this.text.trim().length;
  }

  words(): WordTiming[] {
    return tokensOf(this.text).flatMap(({ start, end }) => {
      const inside = this.characters.filter(({ offset }) => offset >= start && offset < end);
      const first = inside[0];
      const last = inside.at(-1);
      if (first === undefined || last === undefined) return [];
      return [{ start, end, startMs: Math.round(first.startMs), endMs: Math.round(last.endMs) }];
    });
  }
}
