import { refuse, type Refusal } from '../../kernel/outcome.js';
import { plainText } from './plain-text.js';

/** Of a request, before and after preparing: some characters become many by NFKC. */
export const CHARACTERS_MAX = 2_000;

/** The text as it is shown in captions and said: plain, on one or more lines, with something in it to say. */
export function prepareText(text: string): string | Refusal {
  if (isTooLong(text)) return refuse('speech.text-too-long');
  const plain = plainText(text);
  if (isTooLong(plain)) return refuse('speech.text-too-long');
  return /[\p{L}\p{N}]/u.test(plain) ? plain : refuse('speech.empty-text');
}

function isTooLong(text: string): boolean {
  // A character takes at most two units: what is far too long is not counted.
  return text.length > CHARACTERS_MAX * 2 || (text.length > CHARACTERS_MAX && Array.from(text).length > CHARACTERS_MAX);
}
