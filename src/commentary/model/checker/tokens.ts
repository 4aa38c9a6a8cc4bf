/** A word, a number or a mark of a line, and where it stands in it. */
export interface Token {
  /** Small, without accents and possessive endings: what it is looked up by. */
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number' | 'mark';
  readonly isCapital: boolean;
  readonly isPossessive: boolean;
  readonly sentence: number;
  /** Between two marks: what belongs together closely. */
  readonly clause: number;
  /** It stands where every word has a capital. */
  readonly isFirst: boolean;
}

// Letters with their marks; apostrophes inside. Numbers as 12, 12.3 and 1,204. Everything else that is no space is a mark.
const PIECES =
  /\p{N}+(?:[.,]\p{N}+)*(?:st|nd|rd|th|s|वाँ|वां|वीं|वें|वे)?(?![\p{L}\p{M}])|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*['’]?|[^\s\p{L}\p{N}]/gu;
const SENTENCE_ENDS = new Set(['.', '!', '?', '।', '…']);
const CLAUSE_ENDS = new Set([',', ':', ';', '–', '—', '(', ')', '"', '“', '”']);
/** After which a capital says nothing. */
const BEGINS_AFTER = new Set([':', '–', '—', '"', '“', '”', '(']);
const POSSESSIVE = /['’]s?$/u;
const CONTRACTED = /^(it|that|there|he|she|what|let|here|who|where|how)['’]s$/iu;
/** Most words are, and need no folding. */
const PLAIN = /^[\x21-\x7e]*$/u;
const DEVANAGARI_ZERO = 0x0966;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let [sentence, clause, isFirst] = [0, 0, true];
  for (const { 0: piece, index } of text.matchAll(PIECES)) {
    const end = index + piece.length;
    const kind = /^\p{N}/u.test(piece) ? 'number' : /^\p{L}/u.test(piece) ? 'word' : 'mark';
    // An abbreviation’s dot, as in “J. Gill”, ends nothing.
    const isDot = piece === '.' && tokens.at(-1)?.text.length === 1 && tokens.at(-1)?.isCapital === true;
    const isGlue = kind === 'mark' && isBetweenWords(text, index, end);
    const isPossessive = kind === 'word' && POSSESSIVE.test(piece) && !CONTRACTED.test(piece);
    const bare = isPossessive ? piece.replace(POSSESSIVE, '') : piece;
    const isCapital = /^\p{Lu}/u.test(piece);
    if (isNewThought(text, end, bare, tokens.at(-1))) clause += 1;
    tokens.push({
      key: keyOf(bare),
      text: piece,
      start: index,
      end,
      kind,
      isCapital,
      isPossessive,
      sentence,
      clause,
      isFirst,
    });
    if (kind === 'mark' && !isGlue) {
      if (SENTENCE_ENDS.has(piece) && !isDot) [sentence, clause, isFirst] = [sentence + 1, clause + 1, true];
      else if (CLAUSE_ENDS.has(piece)) [clause, isFirst] = [clause + 1, isFirst || BEGINS_AFTER.has(piece)];
    } else if (kind !== 'mark') isFirst = false;
  }
  return tokens;
}

const JOINS = /^(?:and|but|while|so)$/iu;
const GOES_ON = /^\s+(?:\p{Lu}|(?:it|they|he|she|that|there|now|we|the)\b)/u;

// “… was fouled and Vale have a penalty”: what follows is said anew. “Larch and Nettle” are two of one kind.
function isNewThought(text: string, end: number, word: string, before: Token | undefined): boolean {
  if (!JOINS.test(word) || before === undefined || before.isCapital || before.kind !== 'word') return false;
  return GOES_ON.test(text.slice(end, end + 12));
}

function isBetweenWords(text: string, start: number, end: number): boolean {
  return /[\p{L}\p{M}\p{N}]/u.test(text.charAt(start - 1)) && /[\p{L}\p{N}]/u.test(text.charAt(end));
}

/** What a word is looked up by: case, accents and the digits of a script are no difference. */
export function keyOf(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  const plain = word.replaceAll('’', "'").toLowerCase();
  // Vowel signs of Devanagari are marks too, and are no accents; its dot below is written in two ways.
  if (/\p{Script=Devanagari}/u.test(plain)) {
    return plain
      .normalize('NFD')
      .replaceAll('\u093c', '')
      .replaceAll('\u0901', '\u0902')
      .normalize('NFC')
      .replace(/[०-९]/gu, (digit) => String(digit.charCodeAt(0) - DEVANAGARI_ZERO));
  }
  return plain
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd')
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ı', 'i');
}

/** Whether a mark only joins two words: a hyphen between letters. */
export function isHyphen({ kind, text }: Token): boolean {
  return kind === 'mark' && /^[-‐‑–−]$/u.test(text);
}
