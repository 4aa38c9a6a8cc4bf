import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { expectedMs, primaryTag } from './model/expected.js';
import { plainText } from './model/plain-text.js';
import { pronunciations, type Pronunciations } from './model/pronounce.js';

/** Word → say as, as somebody wrote it. */
export type Entries = Readonly<Record<string, string>>;

declare const PLAIN: unique symbol;
/** Word → say as, such as may reach a voice: only `parseEntries` makes them. */
export type PlainEntries = Entries & { readonly [PLAIN]: true };

const ENTRIES_MAX = 2_000;
const WORD_LENGTH_MAX = 60;
const SAY_AS_LENGTH_MAX = 100;
const SAY_AS_MS_MAX = 4_000;
const BYTES_MAX = 1_048_576;
const LANGUAGES_KEPT_MAX = 100;
const MISTAKES_TOLD_MAX = 20;

const File = z.record(z.string(), z.record(z.string(), z.string()));

export class PronunciationMistakes extends Error {
  override readonly name = 'PronunciationMistakes';

  constructor(file: string, mistakes: readonly string[]) {
    const told = mistakes.slice(0, MISTAKES_TOLD_MAX).map((mistake) => `  ${mistake}`);
    const more = mistakes.length - told.length;
    super(
      [`The pronunciation list ${file} has mistakes:`, ...told, ...(more > 0 ? [`  … and ${more} more`] : [])].join(
        '\n',
      ),
    );
  }
}

/** How this installation says words, by language: of `*`, `en` and `en-GB` the last that has the word counts. */
export class PronunciationList {
  private readonly compiled = new Map<string, Pronunciations>();

  constructor(private readonly byLanguage: Readonly<Record<string, PlainEntries>>) {}

  /** With the entries of a channel, which count before the installation's. */
  in(language: string, channel?: PlainEntries): Pronunciations {
    const tag = language.toLowerCase();
    if (channel !== undefined) return pronunciations(...this.listsFor(tag), channel);
    const kept = this.compiled.get(tag);
    if (kept !== undefined) return kept;
    if (this.compiled.size >= LANGUAGES_KEPT_MAX) this.compiled.clear();
    const made = pronunciations(...this.listsFor(tag));
    this.compiled.set(tag, made);
    return made;
  }

  private listsFor(tag: string): Entries[] {
    return ['*', ...new Set([primaryTag(tag), tag])].map((each) => this.byLanguage[each] ?? {});
  }
}

/** Reads the list at the start. Without a file named, one in the data directory is read if it is there. */
export async function readPronunciations(dataFolder: string, named: string | undefined): Promise<PronunciationList> {
  const file = named ?? join(dataFolder, 'pronunciations.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (named === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return new PronunciationList({});
    throw new PronunciationMistakes(file, [`It cannot be read: ${(error as Error).message}.`]);
  }
  return new PronunciationList(parsePronunciations(text, file));
}

/** `{ "en": { "Siobhan": "Shivawn" }, "*": { … } }`, with everything to be said made plain. All mistakes are told at once. */
export function parsePronunciations(text: string, file: string): Readonly<Record<string, PlainEntries>> {
  if (text.length > BYTES_MAX) throw new PronunciationMistakes(file, ['It is larger than 1 MiB.']);
  const byLanguage = shapeOf(text, file);
  const mistakes: string[] = [];
  mistakes.push(...tooMany(Object.values(byLanguage).reduce((sum, entries) => sum + Object.keys(entries).length, 0)));
  const plain: Record<string, PlainEntries> = {};
  for (const [language, entries] of Object.entries(byLanguage)) {
    if (language !== '*' && !isLanguage(language))
      mistakes.push(`"${language}" is no language tag such as en or pt-BR.`);
    const made = madePlain(entries, language);
    plain[language.toLowerCase()] = made.entries;
    mistakes.push(...made.mistakes.map((mistake) => `${language}, ${mistake}`));
  }
  if (mistakes.length > 0) throw new PronunciationMistakes(file, mistakes);
  return plain;
}

export interface ParsedEntries {
  readonly entries: PlainEntries;
  /** What is wrong with them, a sentence each; then they must not be used. */
  readonly mistakes: readonly string[];
}

/** The entries of one language, such as a channel's own, under the same rules as those of the file. */
export function parseEntries(entries: Entries, language: string): ParsedEntries {
  const count = Object.keys(entries).length;
  if (count > ENTRIES_MAX) return { entries: {} as PlainEntries, mistakes: tooMany(count) };
  return madePlain(entries, language);
}

function madePlain(entries: Entries, language: string): ParsedEntries {
  const mistakes: string[] = [];
  const plain = Object.entries(entries).map(([word, sayAs]) => {
    const entry = [plainText(word), plainText(sayAs)] as const;
    mistakes.push(...mistakesIn(entry, language).map((mistake) => `"${word}": ${mistake}`));
    return entry;
  });
  return { entries: Object.fromEntries(plain) as PlainEntries, mistakes };
}

function tooMany(count: number): readonly string[] {
  return count > ENTRIES_MAX ? [`It has ${count} entries; ${ENTRIES_MAX} are allowed.`] : [];
}

function shapeOf(text: string, file: string): z.infer<typeof File> {
  try {
    return File.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw new PronunciationMistakes(file, [`It is not JSON: ${error.message}.`]);
    if (!(error instanceof z.ZodError)) throw error;
    throw new PronunciationMistakes(
      file,
      error.issues.map((issue) => `${issue.path.join(', ') || 'the whole'}: ${issue.message}.`),
    );
  }
}

function mistakesIn([word, sayAs]: readonly [string, string], language: string): string[] {
  const mistakes: string[] = [];
  if (!/[\p{L}\p{N}]/u.test(word)) mistakes.push('there is no word in it.');
  if (word.length > WORD_LENGTH_MAX) mistakes.push(`the word is longer than ${WORD_LENGTH_MAX} characters.`);
  if (!/[\p{L}\p{N}]/u.test(sayAs)) mistakes.push('there is nothing to say in it.');
  if (sayAs.length > SAY_AS_LENGTH_MAX) mistakes.push(`what to say is longer than ${SAY_AS_LENGTH_MAX} characters.`);
  else if (expectedMs(sayAs, language) > SAY_AS_MS_MAX) mistakes.push('what to say takes longer than 4 s.');
  if (`${word}${sayAs}`.includes('\n')) mistakes.push('it has more than one line.');
  return mistakes;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
