/** One way to say a thing: words, and slots that stand for words of the sheet. */
export interface Phrase {
  readonly text: string;
  readonly slots: readonly string[];
}

/** Ways to say each thing. */
export type PhraseBook = Readonly<Record<string, readonly Phrase[]>>;

/** What stands in a slot. `who~` stands for `who` where the side is named beside. */
export type Slots = Readonly<Record<string, string | undefined>>;

/** `{slot}` stands for a word of the sheet, and `(one|other|)` for each of what it holds: a few patterns say much. */
export function bookOf(patterns: Readonly<Record<string, readonly string[]>>): PhraseBook {
  return Object.fromEntries(
    Object.entries(patterns).map(([key, texts]) => [key, texts.flatMap(expanded).map(phraseOf)]),
  );
}

/** The phrase in words; nothing where the sheet does not hold all it speaks of. */
export function filled({ text, slots: asked }: Phrase, slots: Slots): string | undefined {
  if (asked.some((slot) => slots[slot] === undefined)) return undefined;
  // Whose number seven it is, is said once.
  const isBeside = asked.includes('side');
  return tidy(text.replace(SLOT, (_, slot: string) => (isBeside ? slots[`${slot}~`] : undefined) ?? slots[slot] ?? ''));
}

const SLOT = /\{(\w+)\}/g;
const CHOICE = /\(([^()]*)\)/;

function expanded(pattern: string): readonly string[] {
  const [whole, inside] = CHOICE.exec(pattern) ?? [];
  if (whole === undefined || inside === undefined) return [pattern];
  // A function, because a text to put in may mean something else where it holds a dollar sign.
  return inside.split('|').flatMap((choice) => expanded(pattern.replace(whole, () => choice)));
}

function phraseOf(text: string): Phrase {
  return { text, slots: [...text.matchAll(SLOT)].map(([, slot = '']) => slot) };
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ([,.!?;:।])/g, '$1')
    .replace(/s’s\b/g, 's’')
    .trim();
}
