import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isRefusal } from '../../kernel/outcome.js';
import { toPieces, type Piece, type SpeakingOptions } from './pieces.js';
import { pronunciations } from './pronounce.js';

const EN = { language: 'en' };

/** Written by hand: a `|` stands where a long sentence is left, or where short ones are not put together. */
const CASES: readonly (readonly [language: string, what: string, line: string])[] = [
  ['en', 'short sentences are put together', 'Goal! Kane scores.'],
  [
    'en',
    'sentences that are long enough stand alone',
    'Four runs through the covers! | That is the hundred for him. | What a way to get there.',
  ],
  [
    'en',
    'a colon before a comma',
    'And that, ladies and gentlemen, is extraordinary: | the goalkeeper came up for the corner, missed the header, and somehow the ball found its way over the line off his knee.',
  ],
  [
    'en',
    'a comma before a word',
    'Kane picks it up in the centre circle and drives towards the box with two men beside him, | then he shoots from thirty yards out and it flies past the goalkeeper into the top corner.',
  ],
  [
    'en',
    'a conjunction before a word',
    'Manchester United lead by two goals to one with seventeen minutes of normal time remaining here at Old Trafford | and the manager is thinking about a change because his players look tired in the cold of this night.',
  ],
  [
    'en',
    'a score and an initial are no place to stop',
    'Here come the home side in the second half of a match that stands at 2 – 1 | because of one man called J. K. Smith from a small town near the sea where everyone knows him.',
  ],
  [
    'hi',
    'a comma in Hindi',
    'रोहित शर्मा शानदार फ़ॉर्म में हैं और लगातार अच्छा खेल रहे हैं, | उन्होंने पिछले पाँच मैचों में तीन शतक लगाए हैं और आज भी वे बहुत अच्छा खेल रहे हैं।',
  ],
  [
    'de',
    'a conjunction in German',
    'Der Torhüter der Gäste kommt in der letzten Minute mit nach vorne in den Strafraum | und der Ball fliegt hoch in die Mitte zu den vielen Köpfen vor dem leeren Tor hinten.',
  ],
  [
    'fr',
    'signs that French sets apart stay with their word',
    'Ce soir 54 312 spectateurs sont présents ! | Quel but de Mbappé depuis l’extérieur de la surface !',
  ],
];

const WORD = fc.oneof(
  fc.constantFrom(
    'Kane',
    'shoots',
    'and',
    'but',
    '2–1',
    '14.3',
    'overs',
    'J.',
    'St.',
    'Helens',
    'Siobhan',
    'LBW',
    '54,312',
  ),
  fc.constantFrom(
    'Goal!',
    'Yes.',
    'wide,',
    'this:',
    '–',
    '—',
    'गेंद',
    'और',
    'शतक।',
    '«Oui',
    '!',
    'Außenverteidiger',
    'half-time;',
  ),
  fc.stringMatching(/^[a-zäé]{1,14}$/).filter((word) => !/(.)\1/u.test(word)),
);
const TEXT = fc
  .array(fc.tuple(WORD, fc.constantFrom(' ', ' ', ' ', '\n')), { minLength: 1, maxLength: 220 })
  .map((parts) => parts.flat().join('').slice(0, 1_900))
  .filter((text) => /[\p{L}\p{N}]/u.test(text));
const LANGUAGE = fc.constantFrom('en', 'hi', 'es', 'fr', 'pt', 'de');
const NAMES = pronunciations({ Siobhan: 'Shiv awn', 'St. Helens': 'Saint Hellens', LBW: 'leg before' });

function piecesOf(text: string, options: SpeakingOptions): readonly Piece[] {
  const pieces = toPieces(text, options);
  if (isRefusal(pieces)) throw new Error(`refused: ${pieces.refused}`);
  return pieces;
}

// A long dash parts words as a space does.
function wordsIn(text: string): string[] {
  return text.replaceAll('—', '— ').trim().split(/\s+/u);
}

describe('pieces', () => {
  test.each(CASES)('[SP54] %s: %s', (language, _what, line) => {
    const texts = piecesOf(line.replaceAll(' | ', ' '), { language }).map((piece) => piece.text);
    expect(texts).toEqual(line.split(' | '));
  });

  test('[SP54] every word is in a piece, in order, and no piece is longer than 8 s', () => {
    fc.assert(
      fc.property(TEXT, LANGUAGE, fc.boolean(), (text, language, named) => {
        const pieces = piecesOf(text, named ? { language, pronunciations: NAMES } : { language });
        expect(pieces.flatMap((piece) => wordsIn(piece.text))).toEqual(wordsIn(text));
        for (const piece of pieces) expect(piece.expectedMs).toBeLessThanOrEqual(8_000);
        expect(pieces.length).toBeLessThanOrEqual(64);
      }),
      { numRuns: 150 },
    );
  });

  test('[SP54] a piece under 1.2 s is one that no neighbour had room for', () => {
    fc.assert(
      fc.property(TEXT, LANGUAGE, (text, language) => {
        const pieces = piecesOf(text, { language });
        for (const [at, piece] of pieces.entries()) {
          if (piece.expectedMs >= 1_200) continue;
          const beside = [pieces[at - 1], pieces[at + 1]].filter((other) => other !== undefined);
          // A joined piece saves one onset of at most 250 ms and gains one stop of at most 400 ms.
          for (const other of beside) expect(other.expectedMs + piece.expectedMs).toBeGreaterThan(7_600);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('[SP54] a single word that is too long is cut, and nothing of it is lost', () => {
    const word = 'abcdefghij'.repeat(40);
    const pieces = piecesOf(`A ${word} here`, EN);
    expect(pieces.length).toBeGreaterThan(3);
    expect(
      pieces
        .map((piece) => piece.text)
        .join('')
        .replaceAll(' ', ''),
    ).toBe(`A${word}here`);
    for (const piece of pieces) expect(piece.expectedMs).toBeLessThanOrEqual(8_000);
  });

  test('[SP54] a good place to stop that comes after 8 s is too late', () => {
    const early =
      'Tottenham Hotspur goalkeeper Guglielmo Vicario collects comfortably underneath minimal pressure everywhere';
    const pieces = piecesOf(
      `${early} around tonight looking completely unbothered: nothing doing whatsoever there tonight`,
      EN,
    );
    for (const piece of pieces) expect(piece.expectedMs).toBeLessThanOrEqual(8_000);
    expect(pieces[0]?.text.endsWith(':')).toBe(false);
  });

  test('[SP55] 95 sentences of more than 1.2 s are put together into 64 pieces at most', () => {
    const pieces = piecesOf('Another eleven runs. '.repeat(95), EN);
    expect(piecesOf('Another eleven runs. ', EN)[0]?.expectedMs).toBeGreaterThan(1_200);
    expect(pieces.length).toBeLessThanOrEqual(64);
    expect(pieces.flatMap((piece) => piece.text.split(' '))).toHaveLength(285);
  });

  test('[SP55] 500 shouts are put together into 64 pieces at most', () => {
    const pieces = piecesOf('Go! '.repeat(500), EN);
    expect(pieces.length).toBeLessThanOrEqual(64);
    expect(pieces.flatMap((piece) => piece.text.split(' '))).toHaveLength(500);
  });

  test.each([
    ['150 numbers of twelve digits', '123456789012 '.repeat(150), 'speech.too-many-pieces'],
    ['nothing to say', '…', 'speech.empty-text'],
    ['2,001 characters', 'a'.repeat(1_000) + ' ' + 'b'.repeat(1_000), 'speech.text-too-long'],
  ])('[SP55] %s: refused', (_what, text, code) => {
    expect(toPieces(text, EN)).toMatchObject({ refused: code });
  });

  test('[SP56] captions show the word, the engine gets what to say', () => {
    const pieces = piecesOf('Siobhan of St. Helens is LBW.', { language: 'en', pronunciations: NAMES });
    expect(pieces).toHaveLength(1);
    expect(pieces[0]).toMatchObject({
      text: 'Siobhan of St. Helens is LBW.',
      spoken: 'Shiv awn of Saint Hellens is leg before.',
    });
  });

  test('[SP56] the words of one pronunciation are not parted', () => {
    const long = pronunciations({ 'brighton and hove': 'Bryton n Hove' });
    const text = `${'Brighton and Hove keep pressing forward relentlessly tonight '.repeat(10)}here.`;
    const pieces = piecesOf(text, { language: 'en', pronunciations: long });
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.map((piece) => piece.spoken).join(' ')).toBe(text.replaceAll('Brighton and Hove', 'Bryton n Hove'));
  });
});
