/** A word as a reader sees it, from `start` up to and not including `end`, in UTF-16 units. */
export interface Token {
  readonly start: number;
  readonly end: number;
}

/** When a word sounds, from the beginning of the piece. */
export interface WordTiming extends Token {
  readonly startMs: number;
  readonly endMs: number;
}

// These are written without spaces; only a dictionary can tell their words apart.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The words of a text. What stands between spaces stays whole, so “14.3”, “2–1” and “it’s” are one each. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/\S*[\p{L}\p{N}]\S*/gu)) {
    const token = { start: match.index, end: match.index + match[0].length };
    if (UNSPACED.test(match[0])) tokens.push(...segments(match[0], token.start));
    else tokens.push(token);
  }
  return tokens;
}

function segments(run: string, offset: number): Token[] {
  return [...new Intl.Segmenter('und', { granularity: 'word' }).segment(run)]
    .filter((segment) => segment.isWordLike)
    .map(({ index, segment }) => ({ start: offset + index, end: offset + index + segment.length }));
}
