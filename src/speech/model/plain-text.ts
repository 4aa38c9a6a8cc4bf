const DIGITS_MAX = 12;
const MARKS_MAX = 4;

// Joiners shape letters in Indic scripts, always after a virama; anywhere else they are invisible and may hide something.
const VIRAMA = '\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA';
const INVISIBLE = new RegExp(
  `(?<![${VIRAMA}])[\\u200C\\u200D]|(?![\\n\\u200C\\u200D])[\\p{C}\\p{Me}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0\\u{E0100}-\\u{E01EF}]`,
  'gu',
);
const ENTITY = /&(?:#x(?<hex>[0-9a-f]{1,32})|#(?<decimal>[0-9]{1,32})|(?<name>[a-z][a-z0-9]{1,31}));/giu;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '...',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  lbrack: '[',
  rbrack: ']',
  lsqb: '[',
  rsqb: ']',
};

// Each of these ends at the next opening sign, so what is never closed is looked at once and not from every beginning.
const QUOTED_TAG = /<[a-z!?/|](?:[^<>"']|"[^"<]*"|'[^'<]*')*>/giu;
const TAG = /<[a-z!?/|][^<>]*>/giu;
const BRACKET_TAG = /\[[^[\]]{0,60}\]|\{[^{}]{0,60}\}/gu;
const ADDRESS = /\b[a-z][a-z0-9+.-]{1,15}:\/\/\S+|\bwww\.\S+/giu;

const UNSPOKEN = /[^\p{L}\p{M}\p{N}\p{P}\p{Sc}\s+=×÷±°%\u200C\u200D]|[<>[\]{}*_`~^|\\]|&(?=#)/gu;
const LETTER_AGAIN = /(\p{L})\1{5,}/giu;
const SIGN_AGAIN = /([^\p{L}\p{M}\p{N}\s])\1{3,}/gu;
const SIGNS = /([^\p{L}\p{M}\p{N}\s]{4})[^\p{L}\p{M}\p{N}\s]+/gu;
const MARKS = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, 'gu');
const DIGITS = new RegExp(`(\\p{Nd}{${DIGITS_MAX}})\\p{Nd}+`, 'gu');

/**
 * Whatever was written → plain words: nothing in it can be an instruction to an engine. Takes time in proportion to the
 * text, whatever stands in it. A line's end stays, because it ends a sentence.
 */
export function plainText(text: string): string {
  const capped = capRuns(speakable(withoutMarkup(decoded(text))));
  // What a run of signs kept apart may now be an entity.
  return foldSpace(capped.replace(ENTITY, ' '));
}

// Twice, because what was escaped twice would come out as markup; what is left after that is no entity to anybody.
function decoded(text: string): string {
  const once = visible(decodeEntities(visible(text)));
  return visible(decodeEntities(once)).replace(ENTITY, ' ');
}

// Invisible characters go before markup is looked for: they are how it hides. So do full-width signs, by NFKC, which
// would also make 51⁄2 of 5½.
function visible(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(/[\t\v\f]/gu, ' ')
    .replace(/(?<=\p{Nd})(?=[¼-¾⅐-⅞])/gu, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replaceAll('\u2044', '/');
}

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (_all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? ' ';
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
  });
}

function withoutMarkup(text: string): string {
  return text.replace(QUOTED_TAG, ' ').replace(TAG, ' ').replace(BRACKET_TAG, ' ').replace(ADDRESS, hostOf);
}

// Of an address people want to hear where, not which page. What ends the sentence is not part of it.
function hostOf(address: string): string {
  const end = trailingSigns(address);
  const authority = address.replace(/^[^:/]*:\/\//u, '').split(/[/?#]/u, 1)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/u, '');
  return host.slice(0, host.length - trailingSigns(host).length).replace(/^www\./iu, '') + end;
}

function trailingSigns(text: string): string {
  let length = 0;
  while (length < text.length && '.,;:!?)"\'”’»'.includes(text.charAt(text.length - 1 - length))) length += 1;
  return text.slice(text.length - length);
}

function speakable(text: string): string {
  return text.replace(UNSPOKEN, ' ');
}

function capRuns(text: string): string {
  return text
    .replace(LETTER_AGAIN, '$1$1$1$1$1')
    .replace(SIGN_AGAIN, '$1$1$1')
    .replace(SIGNS, '$1')
    .replace(MARKS, '$1')
    .replace(DIGITS, '$1');
}

function foldSpace(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
