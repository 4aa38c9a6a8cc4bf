import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { plainNote, unsaidOf } from './plain-note.js';

describe('a note, said plainly', () => {
  test.each([
    ['mention the rain yesterday and that Patel is back', ['The rain yesterday.', 'Patel is back.']],
    ['Mention that Patel is back!', ['Patel is back!']],
    ['say that the gates open at six', ['The gates open at six.']],
    ['please tell them that it is 31 degrees', ['It is 31 degrees.']],
    ['tell everyone about the raffle; remind them that the bar is open', ['The raffle.', 'The bar is open.']],
    ['let everyone know that play is held up', ['Play is held up.']],
    ['The captain won the toss. Say hello to the under-12s', ['The captain won the toss.', 'Hello to the under-12s.']],
    ['ponding on the outfield and a long delay', ['Ponding on the outfield and a long delay.']],
    ['say', ['Say.']],
    ['They say it rains', ['They say it rains.']],
    ['rain, rain,', ['Rain, rain.']],
    ['élan is what they have', ['Élan is what they have.']],
    ['was that “in”?', ['Was that “in”?']],
    ['one thing\nand that it is late', ['One thing.', 'It is late.']],
  ])('[RA194] %p', (note, sentences) => {
    expect(plainNote(note, 'en')).toEqual(sentences);
    expect(plainNote(note, 'en-GB')).toEqual(sentences);
  });

  test.each([
    ['कहो कि पटेल वापस है', ['पटेल वापस है।']],
    ['कल की बारिश का ज़िक्र करो और कहो कि पटेल वापस है', ['कल की बारिश।', 'पटेल वापस है।']],
    ['कृपया सबको बताओ कि खेल रुका है', ['खेल रुका है।']],
    ['टॉस के बारे में बताओ', ['टॉस।']],
    ['बारिश हो रही है।', ['बारिश हो रही है।']],
  ])('[RA194] in Hindi: %p', (note, sentences) => {
    const decomposed = sentences.map((one) => one.normalize('NFC'));
    expect(plainNote(note, 'hi')).toEqual(decomposed);
    expect(plainNote(note.normalize('NFD'), 'hi-IN')).toEqual(decomposed);
  });

  test('[RA194] in other languages it is said as it stands', () => {
    expect(plainNote('di que llueve y que Patel ha vuelto', 'es')).toEqual(['Di que llueve y que Patel ha vuelto.']);
  });

  test('[RA194] whatever it is, no word of what is to be said is lost, and there is something to say', () => {
    const word = fc.constantFrom('rain', 'Patel', 'six', 'over', '31', 'Mill', 'बारिश');
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('', 'say that ', 'mention '),
        (words, ask) => {
          const said = plainNote(`${ask}${words.join(' ')}`, 'en')
            .join(' ')
            .toLowerCase();
          expect(said.replace(/\.$/, '').split(' ')).toEqual(words.map((one) => one.toLowerCase()));
        },
      ),
    );
    fc.assert(fc.property(fc.string({ minLength: 1 }), (note) => plainNote(note, 'en').length > 0));
  });

  test('[RA194] a hostile note takes no more time than any other of its length', () => {
    for (const part of ['and that ', 'please ', 'tell them ', ' , ', 'और कहो कि ', '.”']) {
      const note = part.repeat(2_000 / part.length);
      const startedAt = performance.now();
      plainNote(note, 'en');
      plainNote(note, 'hi');
      expect(performance.now() - startedAt).toBeLessThan(500);
    }
  });
});

describe('what is missing of a note', () => {
  const NOTE = ['The rain yesterday.', 'Patel is back.', 'The bar opens at 6.'];

  test.each([
    [[], NOTE],
    [['The rain yesterday.'], ['Patel is back.', 'The bar opens at 6.']],
    [['The rain yesterday. Patel'], ['is back.', 'The bar opens at 6.']],
    [['The rain', 'yesterday.', 'Patel is back.'], ['The bar opens at 6.']],
    [NOTE, []],
    [['What a rainy day we had yesterday!'], ['Patel is back.', 'The bar opens at 6.']],
    [['Patel comes back to the side.'], ['The rain yesterday.', 'The bar opens at 6.']],
    [['The bar opens at 16.'], ['The rain yesterday.', 'Patel is back.', 'The bar opens at 6.']],
    [['Something else was said.'], NOTE],
  ])('[RA192] after %p: %p', (written, missing) => {
    expect(unsaidOf(NOTE, written)).toEqual(missing);
  });

  test('[RA192] wherever it was cut, what was said and what is missing are the whole', () => {
    const words = NOTE.join(' ').split(' ');
    for (let cut = 0; cut <= words.length; cut += 1) {
      const said = words.slice(0, cut).join(' ');
      expect([said, ...unsaidOf(NOTE, cut === 0 ? [] : [said])].join(' ').trim()).toBe(NOTE.join(' '));
    }
  });
});
