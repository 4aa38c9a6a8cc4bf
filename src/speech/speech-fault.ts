import { Fault } from '../kernel/fault.js';
import type { Code } from '../wire/codes.js';

/** A voice failed. `retryable` says whether the same call may go through later; another voice may be tried either way. */
export class SpeechFault extends Fault {}

const ABOUT_THE_TEXT: ReadonlySet<Code> = new Set(['speech.empty-text', 'speech.text-too-long']);

/** The text is at fault; every voice would say the same. */
export function isAboutTheText({ code }: SpeechFault): boolean {
  return ABOUT_THE_TEXT.has(code);
}
