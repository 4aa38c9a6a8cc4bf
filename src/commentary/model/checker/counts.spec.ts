import { describe, expect, it } from '@jest/globals';
import { of } from '../../../../test/support/football-scenes.js';
import { sheetAbout, type Telling } from '../../../../test/support/told-sheets.js';
import { check } from './check.js';

const shot = (side: 'home' | 'away', shooter: string): Telling => ({
  ...of('shot', side, { shooter }),
  subtype: 'off',
});
const CORNER = of('corner', 'home');
/** More than a sheet holds of what happened before. */
const THROWS: readonly Telling[] = Array.from({ length: 45 }, () => of('throw_in', 'away'));
const TOLD: readonly Telling[] = [
  { type: 'segment_start', segment: 'H1' },
  shot('home', 'Ivy Marsh'),
  shot('home', 'Ivy Marsh'),
  shot('home', 'Oren Oak'),
  shot('away', 'Rafi Stone'),
  CORNER,
  CORNER,
  ...THROWS,
];

function rules(text: string, language = 'en'): string[] {
  const sheet = sheetAbout('football', TOLD, { language, last: 0 });
  return check(text, sheet, { wordsMax: 60, said: [] }).map(({ rule }) => rule);
}

describe('a count that is said in a quiet moment', () => {
  it.each([
    ['en', 'Rivermouth have had three shots in this half.'],
    ['en', 'Ivy Marsh of Rivermouth has had two shots.'],
    ['en', 'Three shots for Rivermouth, one for Harbour Vale.'],
    ['en', 'We have seen four shots in all.'],
    ['en', 'Two corners for Rivermouth in this match.'],
    ['en', 'Harbour Vale have not had a corner yet.'],
    ['hi', 'इस हाफ़ में Rivermouth के तीन शॉट।'],
    ['hi', 'Ivy Marsh ने अब तक दो शॉट लगाए।'],
  ])('[CM46] may be said of who it is of, however long ago: %s, %s', (language, text) => {
    expect(rules(text, language)).toEqual([]);
  });

  it.each([
    ['en', 'Harbour Vale have had three shots in this half.'],
    ['en', 'Rivermouth have had four shots in this half.'],
    ['en', 'Oren Oak of Rivermouth has had two shots.'],
    ['en', 'Ivy Marsh of Rivermouth has had three shots.'],
    ['en', 'Rivermouth have had two fouls in this half.'],
    ['en', 'Two corners for Harbour Vale in this match.'],
    ['hi', 'इस हाफ़ में Harbour Vale के तीन शॉट।'],
    ['hi', 'Oren Oak ने अब तक दो शॉट लगाए।'],
  ])('[CM46] is refused of anybody else, and with another number: %s, %s', (language, text) => {
    expect(rules(text, language)).not.toEqual([]);
  });
});
