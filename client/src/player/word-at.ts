import { DELAY_MS, FRAME_MS } from '../../../src/audio/model/frames.js';
import type { Caption, ServerMs } from '../../../src/wire/radio.js';

/** Where a word stands in a caption's text. */
export interface WordPlace {
  readonly start: number;
  readonly end: number;
}

/** A word stays for so long after it was said, where no other comes. */
const STAYS_MS = 120;

/** Which word of a caption sounds at a moment. Where nothing is known of its words, each takes as long as it is written. */
export function wordAt(caption: Caption, heardAt: ServerMs): WordPlace | undefined {
  const elapsedMs = heardAt - caption.startsAt;
  if (elapsedMs < 0 || elapsedMs >= caption.frames * FRAME_MS) return undefined;
  if (caption.words.length === 0) return byLetters(caption, elapsedMs - DELAY_MS);
  // The times that are told are of when it is heard: the encoder's delay is in them.
  const word = caption.words.findLast(({ startMs }) => startMs <= elapsedMs);
  if (word === undefined || elapsedMs >= word.endMs + STAYS_MS) return undefined;
  return { start: word.start, end: word.end };
}

function byLetters({ text, frames }: Caption, saidMs: number): WordPlace | undefined {
  if (saidMs < 0) return undefined;
  const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
  const letters = words.reduce((sum, { start, end }) => sum + end - start, 0);
  let left = (saidMs / (frames * FRAME_MS - DELAY_MS)) * letters;
  for (const word of words) {
    left -= word.end - word.start;
    if (left < 0) return word;
  }
  return undefined;
}
