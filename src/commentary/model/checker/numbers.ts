import { isHyphen, type Token } from './tokens.js';

/** A number in a line, however it is written, by the places of its tokens. */
export interface NumberSpan {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  /** As it is written: 12.3 is twelve overs and three balls. */
  readonly written: string;
  readonly isOrdinal: boolean;
  readonly isWord: boolean;
}

export interface NumberWords {
  readonly cardinals: ReadonlyMap<string, number>;
  readonly ordinals: ReadonlyMap<string, number>;
  readonly multiples: ReadonlyMap<string, number>;
  /** Between hundreds and the rest. */
  readonly joins: ReadonlySet<string>;
  /** In front of a hundred. */
  readonly ones: ReadonlySet<string>;
}

export function numbersIn(
  tokens: readonly Token[],
  words: NumberWords,
  isFree: (at: number) => boolean,
): readonly NumberSpan[] {
  const found: NumberSpan[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const whole = isFree(at) ? (figuresAt(tokens, at) ?? wordsAt(tokens, at, words, isFree)) : undefined;
    if (whole === undefined) continue;
    const span = withTenths(tokens, whole, words);
    found.push(span);
    at = span.to;
  }
  return found;
}

// “Two point three”: overs as they are said.
function withTenths(tokens: readonly Token[], whole: NumberSpan, words: NumberWords): NumberSpan {
  if (tokens[whole.to + 1]?.key !== 'point') return whole;
  const tenths = figuresAt(tokens, whole.to + 2)?.value ?? valueAt(tokens, whole.to + 2, words);
  if (tenths === undefined || tenths >= 10) return whole;
  return { ...whole, to: whole.to + 2, value: whole.value + tenths / 10, written: `${whole.value}.${tenths}` };
}

function figuresAt(tokens: readonly Token[], at: number): NumberSpan | undefined {
  const token = tokens[at];
  if (token?.kind !== 'number') return undefined;
  const [, figures = '', ending = ''] = /^([\d.,]+)(\D*)$/u.exec(token.key) ?? [];
  const plain = figures.replaceAll(/,(?=\d{3}\b)/gu, '');
  // What is no number as we write them is none that a sheet could hold.
  const value = plain === '' ? Number.NaN : Number(plain);
  const isOrdinal = /^(st|nd|rd|th|वां|वीं|वें|वे)$/u.test(ending);
  return { from: at, to: at, value, written: plain || token.text, isOrdinal, isWord: false };
}

function wordsAt(
  tokens: readonly Token[],
  at: number,
  words: NumberWords,
  isFree: (at: number) => boolean,
): NumberSpan | undefined {
  const start = tokens[at];
  if (start === undefined || start.kind !== 'word') return undefined;
  const multiple = words.multiples.get(start.key);
  if (multiple !== undefined) return spanOf(at, at, multiple, false);
  const ordinal = words.ordinals.get(start.key);
  if (ordinal !== undefined) return spanOf(at, at, ordinal, true);
  if (words.ones.has(start.key) && valueAt(tokens, at + 1, words) === 100)
    return compound(tokens, { at: at + 1, sum: 1 }, words);
  const first = words.cardinals.get(start.key);
  if (first === undefined) return undefined;
  if (first >= 20 && first < 100 && first % 10 === 0) {
    const next = nextPlace(tokens, at);
    const unit = isFree(next) ? valueAt(tokens, next, words) : undefined;
    const nth = isFree(next) ? words.ordinals.get(tokens[next]?.key ?? '') : undefined;
    if (nth !== undefined && nth < 10 && nth > 0) return spanOf(at, next, first + nth, true);
    if (unit !== undefined && unit > 0 && unit < 10 && words.joins.size > 0) {
      return withHundreds(tokens, { from: at, at: next, sum: first + unit }, words);
    }
  }
  return withHundreds(tokens, { from: at, at, sum: first }, words);
}

function withHundreds(
  tokens: readonly Token[],
  { from, at, sum }: { from: number; at: number; sum: number },
  words: NumberWords,
): NumberSpan {
  const next = nextPlace(tokens, at);
  if (sum > 0 && sum < 20 && valueAt(tokens, next, words) === 100) {
    return { ...compound(tokens, { at: next, sum }, words), from };
  }
  return spanOf(from, at, sum, false);
}

/** From the word for a hundred on: its count is known. */
function compound(tokens: readonly Token[], { at, sum }: { at: number; sum: number }, words: NumberWords): NumberSpan {
  let rest = nextPlace(tokens, at);
  if (words.joins.has(tokens[rest]?.key ?? '')) rest = nextPlace(tokens, rest);
  const nth = words.ordinals.get(tokens[rest]?.key ?? '');
  if (nth !== undefined) return spanOf(at - 1, rest, sum * 100 + nth, true);
  const tens = valueAt(tokens, rest, words);
  if (tens === undefined || tens === 0 || tens >= 100) return spanOf(at - 1, at, sum * 100, false);
  const unitAt = nextPlace(tokens, rest);
  const unit = tens >= 20 && tens % 10 === 0 ? valueAt(tokens, unitAt, words) : undefined;
  const unitNth = tens >= 20 && tens % 10 === 0 ? words.ordinals.get(tokens[unitAt]?.key ?? '') : undefined;
  if (unitNth !== undefined && unitNth < 10) return spanOf(at - 1, unitAt, sum * 100 + tens + unitNth, true);
  const hasUnit = unit !== undefined && unit > 0 && unit < 10;
  return spanOf(at - 1, hasUnit ? unitAt : rest, sum * 100 + tens + (hasUnit ? unit : 0), false);
}

function valueAt(tokens: readonly Token[], at: number, { cardinals }: NumberWords): number | undefined {
  return cardinals.get(tokens[at]?.key ?? '');
}

function nextPlace(tokens: readonly Token[], at: number): number {
  const next = tokens[at + 1];
  return next !== undefined && isHyphen(next) ? at + 2 : at + 1;
}

function spanOf(from: number, to: number, value: number, isOrdinal: boolean): NumberSpan {
  return { from, to, value, written: String(value), isOrdinal, isWord: true };
}
