import type { BoxVoice } from '../wire/match-doors.js';
import type { FactSheet } from './model/fact-sheet.js';

export interface WritingTask {
  readonly sheet: FactSheet;
  readonly voice: BoxVoice;
  readonly style: 'calm' | 'excited' | 'grave';
  readonly wordsMax: number;
  /** What the channel has said in this match, of the last half an hour all of it, the newest last. None of it is said again in the same words. */
  readonly said: readonly string[];
  /** Among several ways to say it, the same one for the same seed. */
  readonly seed: number;
  /** What was written before and may not air, and why. */
  readonly refused?: { readonly text: string; readonly because: readonly string[] };
  /** What is broken off is no line: whoever asks says the rest in another way, and has to know. */
  readonly mustBeWhole?: true;
  /** Told who writes it, where that is one of several. */
  readonly onWriter?: (writer: string) => void;
}

/**
 * Facts → words.
 * Promises: sentences come one by one, whole, as soon as they are written, without markup; what fails is a Fault with a code,
 * and says whether another try may help; an aborted signal ends it. Nothing is promised of their truth: whoever airs them
 * checks each.
 */
export abstract class Writing {
  /** For logs and for who reads what wrote a line. */
  abstract readonly name: string;
  abstract write(task: WritingTask, signal: AbortSignal): AsyncIterable<string>;
}
