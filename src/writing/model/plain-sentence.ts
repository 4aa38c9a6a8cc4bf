const MARKS = /[*_#`~^|\\<>[\]{}]+/gu;
// Joiners belong to the words of several scripts.
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]+/gu;

/** What is said of a sentence: one line, and no mark-up. */
export function plainSentence(text: string): string {
  return text.replace(INVISIBLE, ' ').replace(MARKS, ' ').replace(/\s+/gu, ' ').trim();
}
