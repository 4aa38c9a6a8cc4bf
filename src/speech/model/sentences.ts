import { primaryTag } from './expected.js';

/** A stretch of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words whose full stop ends no sentence, in any of our languages: a name follows. */
const TITLES = setOf(
  'mr mrs ms mx messrs dr prof rev hon capt cpt col sgt lt gen maj cmdr gov pres sen st ste mt ft vs approx',
  'sr sra srta sres dra dña ud uds ee uu mlle mme mgr pr exmo exma hr fr frl bzw bspw vgl evtl ggf ca inkl',
  'डॉ डा पं प्रो श्री श्रीमती कु मि मो स्व',
  // The names of Latin letters, as Hindi spells initials: एम. एस. धोनी
  'ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू डब्लू एक्स वाई ज़ेड',
);
/** The same before a number only: "No." alone may be an answer. */
const NUMBERED = setOf('no nos nr núm num nro n.º art pág págs p pp fig vol min');
/** Languages that write 3. for third. */
const DOTTED_ORDINALS = setOf('de da nb nn no fi cs sk pl hu hr sl tr');
/** What is looked at of a sentence to know whether it goes on. */
const TAIL = 60;

/**
 * Where the sentences of a prepared text stand, without the space between them. `language` is a well-formed tag. The
 * platform's segmenter knows where sentences end; what it cuts wrongly (initials, titles, "No. 9", "am 3. Mai", what was
 * said before "he shouted") is put together again. A line's end ends a sentence.
 * The segmenter takes time with the square of a text: it gets none that is longer than a request.
 */
export function sentences(text: string, language: string): readonly Span[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return linesOf(text).flatMap((line) => {
    const spans: Span[] = [];
    for (const { segment, index } of segmenter.segment(text.slice(line.start, line.end))) {
      const span = { start: line.start + index, end: line.start + index + segment.trimEnd().length };
      const last = spans.at(-1);
      if (last !== undefined && belongTogether(text, [last, span], language)) {
        spans[spans.length - 1] = { start: last.start, end: span.end };
      } else spans.push(span);
    }
    return spans;
  });
}

/** Whether a word's full stop is part of it: `J.`, `St.`, `No.` before a number. */
export function staysOpen(word: string, next: string, language: string): boolean {
  if (!word.endsWith('.')) return false;
  const name = word.slice(0, -1).replace(/^[^\p{L}\p{N}]{1,4}/u, '');
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (/^\p{Lu}\p{M}?$/u.test(last) || (name !== last && /^\p{L}$/u.test(last))) return true;
  if (/^\p{Ll}$/u.test(name) && /^\p{Lu}\./u.test(next)) return true;
  if (TITLES.has(last.toLowerCase())) return true;
  if (NUMBERED.has(name.toLowerCase())) return /^\p{Nd}/u.test(next);
  return /^\p{Nd}{1,2}$/u.test(name) && DOTTED_ORDINALS.has(primaryTag(language));
}

function linesOf(text: string): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    spans.push({ start, end });
    start = end + 1;
  }
  return spans;
}

function belongTogether(text: string, [before, after]: readonly [Span, Span], language: string): boolean {
  const said = text.slice(Math.max(before.start, before.end - TAIL), before.end);
  const next = text.slice(after.start, after.end);
  if (!hasWords(said) || !hasWords(next)) return true;
  if (/[!?…]["'”“’»)]{1,3}$/u.test(said) && /^\p{Ll}/u.test(next)) return true;
  if (/^[»”]\s?\p{Ll}/u.test(next)) return true;
  return staysOpen(said.slice(said.lastIndexOf(' ') + 1), next, language);
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function setOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').normalize('NFKC').split(' '));
}
