import type { Language } from '../language.js';
import { patternsOf } from '../patterns.js';
import { keyOf } from '../tokens.js';
import { HINDI_CLAIMS, HINDI_CONTEXT, HINDI_PERIODS, HINDI_UNITS, HINDI_WORDS } from './context.js';
import { HINDI_CRICKET } from './cricket.js';
import { HINDI_FOOTBALL } from './football.js';
import { ENGLISH_ADDRESSES } from '../en/claims.js';
import { HINDI_CARDINALS, HINDI_MULTIPLES, HINDI_ORDINALS } from './number-words.js';

const words = new Set(HINDI_WORDS.split(/\s+/u).map((word) => keyOf(word)));

/** Hindi in Devanagari; names stand in it in Latin letters as the sheet has them. */
export const HINDI: Language = {
  happenings: { football: patternsOf(HINDI_FOOTBALL), cricket: patternsOf(HINDI_CRICKET) },
  context: patternsOf(HINDI_CONTEXT),
  // Who is addressed in English is addressed as well.
  claims: patternsOf(HINDI_CLAIMS, ENGLISH_ADDRESSES),
  periods: patternsOf(HINDI_PERIODS),
  units: patternsOf(HINDI_UNITS),
  numbers: {
    cardinals: HINDI_CARDINALS,
    ordinals: HINDI_ORDINALS,
    multiples: HINDI_MULTIPLES,
    joins: new Set(),
    ones: new Set(),
  },
  isWord: (key) => words.has(key),
  areForeignWordsNames: true,
  small: {
    by: new Set(['द्वारा']),
    of: new Set(),
    against: new Set([keyOf('के खिलाफ़')]),
    articles: new Set(),
    after: { ने: 'doer', को: 'receiver', का: 'owner', की: 'owner', के: 'owner', से: 'from' },
    versus: new Set([keyOf('और'), keyOf('बनाम'), keyOf('या')]),
    belongings: new Set([keyOf('डिफ़ेंस')]),
  },
};
