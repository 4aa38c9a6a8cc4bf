import { describe, expect, it } from '@jest/globals';
import { COMMON_TYPES, TYPES_OF } from '../../../wire/sports.js';
import { ENGLISH } from './english/english.js';
import { HINDI } from './hindi/hindi.js';
import { cardinal, ordinal } from './english/numbers.js';
import { ordinal as hindiOrdinal } from './hindi/numbers.js';
import { FATES, isSilent } from './moments.js';
import { bookOf, filled } from './phrase.js';
import type { Tongue } from './tongue.js';

const TONGUES: readonly (readonly [string, Tongue])[] = [
  ['English', ENGLISH],
  ['Hindi', HINDI],
];
const SPORTS = ['football', 'cricket'] as const;
/** Nobody says these by themselves. A ball is said by what it was, a kick by whether it was in. */
const SILENT = ['clock', 'goal_kick', 'lifecycle', 'note', 'throw_in'];
const SAID_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  delivery: [
    'dot',
    'one',
    'two',
    'three',
    'runs',
    'four',
    'six',
    'wide',
    'noball',
    'byes',
    'legbyes',
    'out',
    'retired',
  ],
  shootout_kick: ['kick.made', 'kick.not', 'kick.made.side', 'kick.not.side'],
};

describe('phrases', () => {
  it.each(TONGUES)(
    '[WR8] %s has words for every type of football and cricket, or says nothing of it on purpose',
    (_, { books }) => {
      for (const sport of SPORTS) {
        const book = books[sport] ?? {};
        const types = [...COMMON_TYPES, ...TYPES_OF[sport]];
        expect(FATES.filter((fate) => !(`lifecycle.${fate}` in book))).toEqual([]);
        const wordless = types.filter((type) => (SAID_OTHERWISE[type] ?? [type]).some((key) => !(key in book)));
        expect(wordless.toSorted()).toEqual(SILENT.filter((type) => types.some((one) => one === type)));
        expect(types.filter((type) => isSilent({ type, subtype: null })).toSorted()).toEqual(
          SILENT.filter((type) => types.some((one) => one === type)),
        );
      }
    },
  );

  it.each(SPORTS)('[WR8] %s: what one language can say, the other can', (sport) => {
    expect(Object.keys(HINDI.books[sport] ?? {}).toSorted()).toEqual(
      Object.keys(ENGLISH.books[sport] ?? {}).toSorted(),
    );
  });

  it.each(TONGUES)('[WR12] %s: a phrase is one sentence, and those of a list are none', (_, { books, common }) => {
    for (const book of [...Object.values(books), common]) {
      for (const [key, phrases] of Object.entries(book)) {
        const isPart = /^(noun|nouns|one)\./.test(key);
        const odd = phrases.filter(({ text }) => (isPart ? /[.!?।]/.test(text) : !/^[^.!?।]+[.!?।]$/.test(text)));
        expect([key, odd.map(({ text }) => text)]).toEqual([key, []]);
      }
    }
  });

  it.each(TONGUES)('[WR9] %s has several openings for everything big', (_, { books }) => {
    for (const book of Object.values(books)) {
      const few = Object.entries(book).filter(([key, phrases]) => key.startsWith('open.') && phrases.length < 2);
      expect(few.map(([key]) => key)).toEqual([]);
    }
    const counts = ['open.goal', 'open.scored', 'open.kick'].map((key) => books.football?.[key]?.length ?? 0);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(4);
    expect(books.cricket?.['open.wicket']?.length).toBeGreaterThanOrEqual(8);
  });

  it('[WR12] choices multiply, and a slot that is empty rules a phrase out', () => {
    const { one = [] } = bookOf({ one: ['(A|The) goal (by {who}|)( of {side}|).'] });
    expect(one.map((phrase) => filled(phrase, { who: 'Ivy' }))).toEqual([
      undefined,
      'A goal by Ivy.',
      undefined,
      'A goal.',
      undefined,
      'The goal by Ivy.',
      undefined,
      'The goal.',
    ]);
  });

  it('[WR12] a shirt is of a side once', () => {
    const { one = [] } = bookOf({ one: ['{who} scores.', '{who} scores for {side}.'] });
    const slots = { who: 'Rivermouth’s number nine', 'who~': 'the number nine', side: 'Rivermouth' };
    expect(one.map((phrase) => filled(phrase, slots))).toEqual([
      'Rivermouth’s number nine scores.',
      'the number nine scores for Rivermouth.',
    ]);
  });
});

describe('numbers', () => {
  it('[WR6] are said as one says them', () => {
    expect([0, 1, 12, 13].map(cardinal)).toEqual(['no', 'one', 'twelve', '13']);
    expect([1, 2, 3, 12, 20, 21, 30, 45, 63, 90, 100, 101, 120].map((value) => ordinal(value))).toEqual([
      'first',
      'second',
      'third',
      'twelfth',
      'twentieth',
      'twenty-first',
      'thirtieth',
      'forty-fifth',
      'sixty-third',
      'ninetieth',
      'hundredth',
      'one hundred and first',
      'one hundred and twentieth',
    ]);
    expect([1, 6, 9, 10, 11, 63].map((value) => hindiOrdinal(value, 'oblique'))).toEqual([
      'पहले',
      'छठे',
      'नौवें',
      'दसवें',
      '11वें',
      '63वें',
    ]);
    expect(ENGLISH.minute({ minute: 63, added: null })).toBe('in the sixty-third minute');
    expect(ENGLISH.minute({ minute: 45, added: 2 })).toBe('in the second minute of added time');
    expect(HINDI.minute({ minute: 63, added: null })).toBe('63वें मिनट में');
    expect(HINDI.minute({ minute: 45, added: 2 })).toBe('इंजरी टाइम के दूसरे मिनट में');
    expect(['12.3', '3.0', '1.0', '0.4'].map((overs) => ENGLISH.overs(overs))).toEqual([
      'twelve point three overs',
      'three overs',
      'one over',
      'nought point four overs',
    ]);
    expect(['12.3', '3.0', '0.4'].map((overs) => HINDI.overs(overs))).toEqual(['बारह ओवर तीन गेंद', 'तीन ओवर', 'चार गेंद']);
    expect([ENGLISH.total(147, 3), ENGLISH.total(0, 0), HINDI.total(147, 3), HINDI.total(0, 0)]).toEqual([
      '147 for 3',
      'nought without loss',
      'तीन विकेट पर 147 रन',
      'बिना विकेट खोए शून्य रन',
    ]);
  });

  it('[WR6] a score tells whose it is', () => {
    const names = { home: 'Rivermouth', away: 'Harbour' };
    expect([ENGLISH, HINDI].map((tongue) => tongue.score(names, { home: 1, away: 2 }))).toEqual([
      'two–one to Harbour',
      'Harbour दो–एक से आगे',
    ]);
    expect([ENGLISH, HINDI].map((tongue) => tongue.score(names, { home: 2, away: 2 }))).toEqual([
      'two–all',
      'स्कोर दो–दो से बराबर',
    ]);
    expect([ENGLISH, HINDI].map((tongue) => tongue.full(names, { home: 0, away: 1 }))).toEqual([
      'Rivermouth nil, Harbour one',
      'Rivermouth शून्य, Harbour एक',
    ]);
  });
});
