import { describe, expect, it } from '@jest/globals';
import { salienceOf, URGENT } from '../../src/commentary/model/box/salience.js';
import { check } from '../../src/commentary/model/checker/check.js';
import { FATES } from '../../src/writing/model/templates/moments.js';
import { templateLine } from '../../src/writing/model/templates/template-line.js';
import type { Lifecycle } from '../../src/wire/sports.js';
import { sheetAbout } from '../support/told-sheets.js';

const SPORTS = ['football', 'cricket'] as const;
const LANGUAGES = ['en', 'hi'] as const;
const BOUNDS = { wordsMax: 30, said: [] };
const SAID = {
  en: {
    abandoned: /abandoned/,
    no_result: /no result|without a result/,
    suspended: /suspended/,
    postponed: /postponed/,
    cancelled: /cancelled/,
  },
  hi: { abandoned: /रद्द/, no_result: /बेनतीजा/, suspended: /स्थगित/, postponed: /टल गया|टाल दिया/, cancelled: /रद्द/ },
} as const;

const sheetWith = (sport: (typeof SPORTS)[number], lifecycle: Lifecycle, language = 'en') =>
  sheetAbout(sport, [{ type: 'lifecycle', lifecycle }], { language });

/** Every wording, in the order of seeds. */
function linesOf(sheet: ReturnType<typeof sheetWith>): string[] {
  const task = { sheet, voice: 'play', style: 'calm', wordsMax: 30, said: [] } as const;
  return Array.from({ length: 20 }, (_, seed) => templateLine({ ...task, seed }) ?? '');
}

describe.each(SPORTS)('%s', (sport) => {
  it.each(LANGUAGES)('[CM57] what becomes of a match is told in %s, in words that the check knows', (language) => {
    for (const [fate, words] of Object.entries(SAID[language])) {
      const sheet = sheetWith(sport, fate as Lifecycle, language);
      for (const line of linesOf(sheet)) {
        expect(line).toMatch(words);
        expect([line, check(line, sheet, BOUNDS)]).toEqual([line, []]);
      }
    }
    expect(Object.keys(SAID[language]).toSorted()).toEqual(FATES.toSorted());
  });

  it.each([
    ['en', 'The match is abandoned.'],
    ['en', 'There is no result.'],
    ['en', 'The match is postponed.'],
    ['en', 'The match is suspended.'],
    ['hi', 'मैच बेनतीजा रहा।'],
    ['hi', 'मैच रद्द।'],
  ])('[CM57] in %s nobody may say “%s” of a match that goes on', (language, lie) => {
    expect(check(lie, sheetWith(sport, 'live', language), BOUNDS)).not.toEqual([]);
  });

  it('[CM57] a match that is broken off has ended, and that takes over from what sounds', () => {
    for (const fate of ['abandoned', 'no_result'] as const) {
      const { standing, moments } = sheetWith(sport, fate);
      expect(standing.finish).toEqual({ method: 'regulation', result: 'none' });
      expect(moments.map((moment) => salienceOf(sport, moment))).toEqual([URGENT]);
    }
    expect(sheetWith(sport, 'suspended').standing.finish).toBeNull();
    expect(linesOf(sheetWith(sport, 'break')).join('')).toBe('');
  });
});
