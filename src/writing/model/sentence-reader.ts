import { SENTENCE_LENGTH_MAX } from './limits.js';

// Every unit may be written as \u and four digits.
const LITERAL_LENGTH_MAX = 6 * SENTENCE_LENGTH_MAX;

/** What is to come next. */
type Place = 'object' | 'key' | 'colon' | 'list' | 'first' | 'item' | 'more' | 'end' | 'whole' | 'broken';

const STEPS: Readonly<Record<Place, Readonly<Record<string, Place>>>> = {
  object: { '{': 'key' },
  key: {},
  colon: { ':': 'list' },
  list: { '[': 'first' },
  first: { ']': 'end' },
  item: {},
  more: { ',': 'item', ']': 'end' },
  end: { '}': 'whole' },
  whole: {},
  broken: {},
};

const TAKES_TEXT: ReadonlySet<Place> = new Set(['key', 'first', 'item']);

/**
 * Reads `{"sentences":["…","…"]}` as it arrives, however it is cut: a sentence is told as soon as its closing quote is there.
 * Anything else breaks it, and nothing after that is told.
 */
export class SentenceReader {
  private place: Place = 'object';
  /** Of a text that is not closed yet, as it is written. */
  private literal: string | undefined;
  private isEscaped = false;

  /** Whether all is there, to the last bracket. */
  get isWhole(): boolean {
    return this.place === 'whole';
  }

  get isBroken(): boolean {
    return this.place === 'broken';
  }

  read(piece: string): readonly string[] {
    const sentences: string[] = [];
    for (let at = 0; at < piece.length && !this.isBroken; at += 1) {
      const sentence = this.take(piece.charAt(at));
      if (sentence !== undefined) sentences.push(sentence);
    }
    return sentences;
  }

  private take(unit: string): string | undefined {
    if (this.literal !== undefined) return this.takeText(unit, this.literal);
    if (' \t\r\n'.includes(unit)) return undefined;
    if (unit === '"' && TAKES_TEXT.has(this.place)) this.literal = '';
    else this.place = STEPS[this.place][unit] ?? 'broken';
    return undefined;
  }

  private takeText(unit: string, literal: string): string | undefined {
    if (unit === '"' && !this.isEscaped) return this.close(literal);
    this.isEscaped = unit === '\\' && !this.isEscaped;
    this.literal = literal + unit;
    if (this.literal.length > LITERAL_LENGTH_MAX) this.place = 'broken';
    return undefined;
  }

  private close(literal: string): string | undefined {
    this.literal = undefined;
    const text = textOf(literal);
    if (this.place === 'key') this.place = text === 'sentences' ? 'colon' : 'broken';
    else this.place = text === undefined ? 'broken' : 'more';
    return this.place === 'more' ? text : undefined;
  }
}

function textOf(literal: string): string | undefined {
  try {
    return JSON.parse(`"${literal}"`) as string;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
