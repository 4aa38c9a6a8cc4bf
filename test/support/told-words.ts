import type { EventContent } from '../../src/wire/matches.js';

interface Word {
  readonly what: string;
  readonly says: Readonly<Record<'en' | 'hi', RegExp>>;
  readonly isOf: (content: EventContent) => boolean;
}

function ofType(...types: readonly string[]): Word['isOf'] {
  return ({ type, subtype = '' }) => types.some((one) => type.startsWith(one) || subtype.startsWith(one));
}

/** Words that say what kind of thing happened, and how it would have been told. */
export const WORDS: Readonly<Record<'football' | 'cricket', readonly Word[]>> = {
  football: [
    { what: 'corner', says: { en: /\bcorner/i, hi: /कॉर्नर/ }, isOf: ofType('corner') },
    {
      what: 'penalty',
      says: { en: /\bpenalt/i, hi: /पेनल्टी/ },
      isOf: ofType('penalty', 'shootout', 'segment', 'match_end'),
    },
    { what: 'yellow card', says: { en: /\byellow\b/i, hi: /पील[ाे] कार्ड/ }, isOf: ofType('yellow', 'second_yellow') },
    { what: 'offside', says: { en: /\boffside/i, hi: /ऑफ़साइड/ }, isOf: ofType('offside') },
    {
      what: 'save',
      says: { en: /\bsave[sd]?\b/i, hi: /बचाव/ },
      isOf: ofType('save', 'penalty_saved', 'saved', 'shot'),
    },
    { what: 'own goal', says: { en: /\bown goal/i, hi: /आत्मघाती/ }, isOf: ofType('own_goal') },
    {
      what: 'goal',
      says: { en: /\b(a|the) goal (for|from|by)\b|\bscores\b/i, hi: /गोल (किया|दागा|कर दिया)|के लिए गोल/ },
      isOf: ofType('goal', 'possible_goal', 'penalty', 'shootout'),
    },
  ],
  cricket: [
    {
      what: 'wide',
      says: { en: /\bwide\b/i, hi: /वाइड/ },
      isOf: ({ delivery }) => delivery?.extras?.wides !== undefined,
    },
    {
      what: 'no-ball',
      says: { en: /\bno-ball/i, hi: /नो बॉल/ },
      isOf: ({ delivery }) => delivery?.extras?.noballs !== undefined,
    },
    { what: 'six', says: { en: /\bsix\b[^.]*!/i, hi: /छक्का/ }, isOf: ({ delivery }) => delivery?.boundary === 6 },
    { what: 'four', says: { en: /\bfour\b[^.]*!/i, hi: /चौका/ }, isOf: ({ delivery }) => delivery?.boundary === 4 },
    {
      what: 'wicket',
      says: {
        en: /\bis out\b|\blbw\b|\bstumped\b|\brun out\b|\bcaught by\b|\bbowled by\b[^.]*!/i,
        hi: /आउट|बोल्ड|एलबीडब्ल्यू|पगबाधा|स्टंप/,
      },
      isOf: ({ type, delivery }) => delivery?.wickets !== undefined || type.startsWith('review'),
    },
    { what: 'toss', says: { en: /\btoss\b/i, hi: /टॉस/ }, isOf: ofType('toss') },
  ],
};
