import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pronounce, pronunciations, shownSpan, shownWords } from './pronounce.js';

describe('pronunciations', () => {
  const list = pronunciations({
    Siobhan: 'Shivawn',
    'St. Helens': 'Saint Hellens',
    St: 'street',
    "N'Golo": 'Ungolo',
    कोहली: 'कोह ली',
    Łódź: 'Woodge',
    '2–1': 'two one',
    '100': 'a hundred',
    VAR: 'V A R',
  });

  test.each([
    ['Siobhan scores', 'Shivawn scores'],
    ['SIOBHAN, siobhan and Siobhan’s', 'Shivawn, Shivawn and Shivawn’s'],
    ['Siobhanna and McSiobhan', 'Siobhanna and McSiobhan'],
    ['St. Helens beat St Albans', 'Saint Hellens beat street Albans'],
    ['St.  helens', 'Saint Hellens'],
    ['N’Golo passes', 'Ungolo passes'],
    ['विराट कोहली। कोहलीजी', 'विराट कोह ली। कोहलीजी'],
    ['łódź', 'Woodge'],
    ['It is 2–1, not 12–1 or 2–10', 'It is two one, not 12–1 or 2–10'],
    ['100 metres, 100.5, 1,100 and 100m', 'a hundred metres, 100.5, 1,100 and 100m'],
    ['the variety of VAR', 'the variety of V A R'],
    ['nothing', 'nothing'],
    ['', ''],
  ])('[SP57] %j is spoken %j', (text, spoken) => {
    expect(pronounce(text, list)).toMatchObject({ text, spoken });
  });

  test('[SP57] the channel’s entry counts before the installation’s', () => {
    const both = pronunciations({ Xavi: 'Chavi', Pepe: 'Peppy' }, { XAVI: 'Shavi' });
    expect(pronounce('Xavi to Pepe', both).spoken).toBe('Shavi to Peppy');
  });

  test('[SP57] what was put in is not looked up again', () => {
    expect(pronounce('a b', pronunciations({ a: 'b', b: 'a' })).spoken).toBe('b a');
  });

  test('[SP58] places in the spoken text lead back to the shown one', () => {
    //             0123456789012345678901
    const shown = 'Hey Siobhan of St. Helens!';
    const spoken = pronounce(shown, pronunciations({ Siobhan: 'Shiv awn', 'St. Helens': 'Saint Hellens' }));
    expect(spoken.spoken).toBe('Hey Shiv awn of Saint Hellens!');
    expect(shownSpan(spoken, { start: 0, end: 3 })).toEqual({ start: 0, end: 3 });
    expect(shownSpan(spoken, { start: 4, end: 8 })).toEqual({ start: 4, end: 11 });
    expect(shownSpan(spoken, { start: 9, end: 12 })).toEqual({ start: 4, end: 11 });
    expect(shownSpan(spoken, { start: 13, end: 15 })).toEqual({ start: 12, end: 14 });
    expect(shownSpan(spoken, { start: 22, end: 29 })).toEqual({ start: 15, end: 25 });
    expect(shownSpan(spoken, { start: 22, end: 30 })).toEqual({ start: 15, end: 26 });
  });

  test('[SP58] the timings of several spoken words become one of the shown word', () => {
    const text = pronounce('Hey Siobhan!', pronunciations({ Siobhan: 'Shiv awn' }));
    expect(
      shownWords(text, [
        { start: 0, end: 3, startMs: 0, endMs: 200 },
        { start: 4, end: 8, startMs: 210, endMs: 400 },
        { start: 9, end: 12, startMs: 400, endMs: 650 },
      ]),
    ).toEqual([
      { start: 0, end: 3, startMs: 0, endMs: 200 },
      { start: 4, end: 11, startMs: 210, endMs: 650 },
    ]);
  });

  test('[SP58] every spoken word that was not replaced leads back to itself', () => {
    const word = fc.constantFrom('Siobhan', 'siobhan,', 'St. Helens', 'plays', '100', 'कोहली', 'on.', 'é', 'VAR');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const text = pronounce(words.join(' '), list);
        for (const { 0: said, index } of text.spoken.matchAll(/plays|on\.|é/gu)) {
          const { start, end } = shownSpan(text, { start: index, end: index + said.length });
          expect(text.text.slice(start, end)).toBe(said);
        }
        for (const { 0: said, index } of text.spoken.matchAll(/Shivawn/gu)) {
          const { start, end } = shownSpan(text, { start: index, end: index + said.length });
          expect(text.text.slice(start, end).toLowerCase()).toBe('siobhan');
        }
      }),
    );
  });
});
