import type { NumberWords } from './numbers.js';
import type { Patterns } from './patterns.js';

/** How a language says things, as data. */
export interface Language {
  readonly happenings: Readonly<Record<'football' | 'cricket', Patterns>>;
  readonly context: Patterns;
  readonly claims: Patterns;
  readonly periods: Patterns;
  /** What numbers are of, by the words beside them. */
  readonly units: Patterns;
  readonly numbers: NumberWords;
  /** Words that are no names though a capital may stand before them. */
  readonly isWord: (key: string) => boolean;
  /** Whether what is not a word of this script and no name of the sheet is a name nobody knows. */
  readonly areForeignWordsNames: boolean;
  readonly small: SmallWords;
}

/** Little words by which it is known who does what to whom. */
export interface SmallWords {
  /** Before a name: it did it. */
  readonly by: ReadonlySet<string>;
  /** Before a name: it is for, of or from them. */
  readonly of: ReadonlySet<string>;
  /** Before a name: it suffers. */
  readonly against: ReadonlySet<string>;
  /** Between a noun and its name, meaning nothing. */
  readonly articles: ReadonlySet<string>;
  /** After a name, in a language that says so after it. */
  readonly after: Readonly<Partial<Record<string, 'doer' | 'receiver' | 'owner' | 'from'>>>;
  /** Between two names: neither does more than the other. */
  readonly versus: ReadonlySet<string>;
  /** After a side’s name: something of it that others act upon. */
  readonly belongings: ReadonlySet<string>;
}
