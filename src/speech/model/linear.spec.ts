import { describe, expect, test } from '@jest/globals';
import { expectedMs } from './expected.js';
import { toPieces } from './pieces.js';
import { plainText } from './plain-text.js';
import { pronounce, pronunciations } from './pronounce.js';

const CHARACTERS = 32_000;
/** Of a processor's time it takes a few ms; with a square in it, it would take seconds. So a slow machine passes and a careless pattern does not. */
const MS_MAX = 800;

/** What makes careless patterns start again at every character: openings that never close, endless runs, near misses. */
const HOSTILE = [
  [
    '<',
    '<a',
    '<a "',
    "<a b='",
    '<!--',
    '<<>',
    '[',
    '[a',
    '[[',
    '{',
    '{{a',
    '&',
    '&#',
    '&#x',
    '&am',
    '&amp;',
    '&amp;lt;',
  ],
  [
    'a',
    'aA',
    'O',
    'é',
    'e\u0301',
    '\u0301',
    'क',
    'ा',
    '9',
    '9.',
    '9,9',
    '1–',
    '.',
    '. ',
    '!',
    '?!',
    '! ',
    '"',
    '”',
    '— ',
  ],
  ['A. ', 'St. ', 'a.b', 'http://', 'http://a.', 'www.', 'www..', 'a://', '@', 'a-', ' ', '\n', '\t', '\r', '\u200B'],
  ['\u094D\u200D', '\uD800', '😀', '½', '＜', 'Siobhan ', 'no. ', "o'", 'VAR ', 'AAAAAA ', 'la la '],
].flat();

const list = pronunciations({ Siobhan: 'Shivawn', 'la la la la la la la x': 'never', 'no. no. no. x': 'never' });
const WORK: Readonly<Record<string, (text: string) => unknown>> = {
  'plain words': plainText,
  'the length': (text) => expectedMs(text, 'en'),
  pronunciations: (text) => pronounce(text, list),
};

describe('hostile texts', () => {
  test.each(Object.entries(WORK))('[SP59] %s: time grows with the text, not with its square', (_what, work) => {
    const texts = HOSTILE.map((unit) => unit.repeat(CHARACTERS / unit.length));
    expect(texts.filter((text) => isSlow(work, text)).map((text) => text.slice(0, 20))).toEqual([]);
  });

  // The platform's segmenter is not linear itself; it only ever gets what is short enough to be said.
  test('[SP59] a whole request takes no time worth mentioning, and a longer text none at all', () => {
    const options = { language: 'de', pronunciations: list };
    const texts = HOSTILE.map((unit) => unit.repeat(2_000 / unit.length));
    const slow = texts.filter((text) => isSlow((each) => toPieces(each, options), text));
    expect(slow.map((text) => text.slice(0, 20))).toEqual([]);
    expect(toPieces('<'.repeat(10_000_000), options)).toMatchObject({ refused: 'speech.text-too-long' });
  });
});

// Only what is slow three times in a row: what else this process does, such as collecting garbage, may make it slow once.
function isSlow(work: (text: string) => unknown, text: string): boolean {
  return [1, 2, 3].every(() => {
    const before = process.cpuUsage();
    work(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 > MS_MAX;
  });
}
