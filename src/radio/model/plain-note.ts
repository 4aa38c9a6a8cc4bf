/** How somebody asks for something to be said, in one language. */
interface Asking {
  /** Before what is to be said. */
  readonly before: RegExp;
  /** After it. */
  readonly after: RegExp;
  /** Between two things that are to be said. */
  readonly between: RegExp;
  readonly stop: string;
}

const ENGLISH: Asking = {
  before:
    /^(?:(?:and|also|then|please|can you|could you|would you|don['’]t forget to|remember to)[\s,]+)*(?:(?:mention|say|add|note|announce|point out|talk about|tell|remind|let)(?:\s+(?:to\s+)?(?:them|everyone|everybody|people|listeners|the listeners|us all))?(?:\s+know)?(?:\s*[,:]\s*|\s+)(?:that\s+|about\s+|how\s+)?|that\s+)/iu,
  after: /[\s,]+(?:please|too please)$/iu,
  between: /\s*[,;]?\s+and\s+(?:also\s+)?(?=(?:that|mention|say|tell|remind|add|note|announce)\s)/iu,
  stop: '.',
};

const HINDI: Asking = {
  before:
    /^(?:(?:और|कृपया|ज़?रा)\s+)*(?:(?:उन्हें|सबको|सभी को|लोगों को|श्रोताओं को|यह|ये)\s+)*(?:(?:कहो|कहिए|कहें|कहना|बोलो|बोलिए|बताओ|बताइए|बताएं|बताना|बता दो|बता दीजिए|याद दिलाओ|याद दिलाना)\s*(?:कि|:|,)\s*|कि\s+)/u,
  after:
    /\s+(?:(?:का|की|के)\s+(?:ज़?िक्र|उल्लेख)\s+(?:करो|करें|करना|कीजिए|कर दो)|के\s+बारे\s+में\s+(?:बताओ|बताएं|बताना|बताइए|कहो|बोलो))$/u,
  between: /\s*[,;]?\s+और\s+(?=(?:कहो|कहिए|कहें|कहना|बोलो|बताओ|बताइए|बताना|यह|ये)?\s*कि\s)/u,
  stop: '।',
};

const OTHERS: Asking = { before: /^(?!)/u, after: /(?!)$/u, between: /(?!)/u, stop: '.' };

const ASKING: Readonly<Record<string, Asking>> = { en: ENGLISH, hi: HINDI };
const ENDS = /(?<=[.!?।…])\s+|\s*[;\n]+\s*/u;
const CLOSED = /[.!?।…]["'”’)]*$/u;

/** What a note asks for, said as it stands there: what is around it goes, and each thing becomes a sentence. */
export function plainNote(note: string, language: string): readonly string[] {
  const asking = ASKING[language.split('-')[0]?.toLowerCase() ?? ''] ?? OTHERS;
  const parts = note
    .normalize('NFC')
    .split(ENDS)
    .flatMap((part) => part.split(asking.between))
    .map((part) => bare(part.trim(), asking))
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  return (parts.length > 0 ? parts : [note.trim()]).map((part) => sentence(part, asking.stop));
}

function bare(part: string, { before, after }: Asking): string {
  const closed = CLOSED.exec(part)?.[0] ?? '';
  const open = part.slice(0, part.length - closed.length);
  return open.replace(before, '').replace(after, '').trim() + closed;
}

function sentence(part: string, stop: string): string {
  const open = part.replace(/[\s,:–—-]+$/u, '');
  const first = String.fromCodePoint(open.codePointAt(0) ?? 0x20);
  return first.toLocaleUpperCase() + open.slice(first.length) + (CLOSED.test(open) ? '' : stop);
}

/**
 * Which of these sentences were not said yet. Where they themselves were being said, it goes on with the next word; else a
 * sentence counts as said if all of its words that carry something were.
 */
export function unsaidOf(sentences: readonly string[], written: readonly string[]): readonly string[] {
  const said = wordsOf(written.join(' '));
  if (said.length === 0) return sentences;
  return (
    restAfter(sentences, said) ??
    sentences.filter(
      (one) =>
        !wordsOf(one)
          .filter(carries)
          .every((word) => isIn(said, word)),
    )
  );
}

/** Where what was said is the beginning of these very sentences: what is left of them. */
function restAfter(sentences: readonly string[], said: readonly string[]): readonly string[] | undefined {
  let left = said;
  for (const [at, one] of sentences.entries()) {
    const words = wordsOf(one);
    const count = Math.min(words.length, left.length);
    if (words.slice(0, count).join(' ') !== left.slice(0, count).join(' ')) return undefined;
    left = left.slice(count);
    if (left.length > 0) continue;
    const rest = sentences.slice(at + 1);
    return count === words.length ? rest : [afterWords(one, count), ...rest];
  }
  return undefined;
}

function afterWords(one: string, count: number): string {
  const words = [...one.matchAll(WORD)];
  return one.slice(words[count]?.index ?? one.length);
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

function wordsOf(text: string): readonly string[] {
  return (text.normalize('NFC').match(WORD) ?? []).map((word) => word.toLocaleLowerCase());
}

// Short ones are in every sentence; a number never is.
function carries(word: string): boolean {
  return word.length > 3 || /\p{N}/u.test(word);
}

// A writer may have bent it: rain, rained.
function isIn(said: readonly string[], word: string): boolean {
  const stem = word.slice(0, 4);
  return said.some((other) => (/\p{N}/u.test(word) ? other === word : other.startsWith(stem)));
}
