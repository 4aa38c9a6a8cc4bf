import type { Language } from '../language.js';
import { patternsOf, wordsOf } from '../patterns.js';
import { ENGLISH_ADDRESSES, ENGLISH_CLAIMS } from './claims.js';
import { ENGLISH_WORDS } from './common-words.js';
import { ENGLISH_CONTEXT, ENGLISH_PERIODS } from './context.js';
import { ENGLISH_CRICKET } from './cricket.js';
import { ENGLISH_FOOTBALL } from './football.js';
import { ENGLISH_CARDINALS, ENGLISH_MULTIPLES, ENGLISH_ORDINALS } from './number-words.js';
import { ENGLISH_UNITS } from './units.js';

const happenings = { football: patternsOf(ENGLISH_FOOTBALL), cricket: patternsOf(ENGLISH_CRICKET) };
const context = patternsOf(ENGLISH_CONTEXT);
const claims = patternsOf(ENGLISH_CLAIMS, ENGLISH_ADDRESSES);
const periods = patternsOf(ENGLISH_PERIODS);
const units = patternsOf(ENGLISH_UNITS);
const words = new Set([
  ...[happenings.football, happenings.cricket, context, claims, periods, units].flatMap((patterns) => [
    ...wordsOf(patterns),
  ]),
  ...ENGLISH_WORDS.split(/\s+/u),
  ...ENGLISH_CARDINALS.keys(),
  ...ENGLISH_ORDINALS.keys(),
]);

export const ENGLISH: Language = {
  happenings,
  context,
  claims,
  periods,
  units,
  numbers: {
    cardinals: ENGLISH_CARDINALS,
    ordinals: ENGLISH_ORDINALS,
    multiples: ENGLISH_MULTIPLES,
    joins: new Set(['and']),
    ones: new Set(['a']),
  },
  isWord: (key) => words.has(key),
  areForeignWordsNames: false,
  small: {
    by: new Set(['by', 'b']),
    of: new Set(['for', 'from', 'to', 'of', 'through', 'with', 'off']),
    against: new Set([
      'against',
      'past',
      'on',
      'deny',
      'denies',
      'denied',
      'beat',
      'beats',
      'behind',
      'at',
      'into',
      'over',
      'upon',
    ]),
    articles: new Set(['the', 'a', 'an', 'his', 'her', 'this', 'that']),
    after: {},
    versus: new Set(['and', 'v', 'vs', 'versus', 'against', 'or', 'between', 'plays', 'play', 'meet', 'face', 'with']),
    belongings: new Set([
      'defence',
      'defense',
      'net',
      'body',
      'box',
      'wall',
      'area',
      'half',
      'goalkeeper',
      'keeper',
      'bench',
      'goalmouth',
      'bowling',
      'attack',
    ]),
  },
};
