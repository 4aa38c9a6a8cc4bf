import { describe, expect, it } from '@jest/globals';
import { toldMatch } from '../../../../test/support/told-sheets.js';
import { noteSheet } from '../note-sheet.js';
import { check } from './check.js';

type About = 'football' | 'cricket' | 'no match';

// Rivermouth, with Ivy Marsh (9), Oren Oak and Tam Reed, against Harbour Vale, with Lena Fenn and Rafi Stone.
function rulesOf(text: string, note: string, about: About = 'football', language = 'en'): readonly string[] {
  const sheet = noteSheet(about === 'no match' ? undefined : toldMatch(about), language);
  return check(text, { ...sheet, note }, { wordsMax: 60, said: [] }).map(({ rule }) => rule);
}

describe('what is said of a note', () => {
  it.each<[string, string, About]>([
    ['It rained all day yesterday.', 'The rain yesterday.', 'football'],
    ['And Marsh is back.', 'Marsh is back.', 'football'],
    ['Ivy Marsh is back with us this afternoon.', 'Marsh is back.', 'football'],
    ['Good news for Rivermouth: Oren Oak is fit again.', 'Oren Oak is fit again.', 'football'],
    ['The bar opens at six.', 'The bar opens at 6.', 'football'],
    ['It is thirty-one degrees here.', 'It is 31 degrees.', 'cricket'],
    ['The toss was delayed by rain.', 'The toss was delayed by the rain.', 'cricket'],
    ['A warm welcome to the under-twelves of Mill Lane.', 'Hello to the under-12s of Mill Lane.', 'no match'],
    ['There is a raffle at half time, so do get your tickets.', 'Raffle at half time, get your tickets.', 'football'],
    ['Maria Santos is the referee today.', 'The referee is Maria Santos.', 'football'],
    ['Patel is back in the side.', 'Patel is back in the side.', 'no match'],
    ['Harbour Vale have travelled through heavy rain to be here.', 'Harbour Vale came through heavy rain.', 'cricket'],
  ])('[CM41] %p may be said of %p (%s)', (text, note, about) => {
    expect(rulesOf(text, note, about)).toEqual([]);
  });

  it.each<[string, string, string, About]>([
    ['a score', 'Rivermouth lead two nil.', 'The rain yesterday.', 'football'],
    ['a score of the note', 'Rivermouth lead, two nil.', 'Rivermouth lead 2-0.', 'football'],
    ['a score where there is no match', 'It is still nil nil.', 'The rain yesterday.', 'no match'],
    ['a level score', 'The sides are level.', 'The rain yesterday.', 'football'],
    ['a goal', 'Marsh scores.', 'Marsh is back.', 'football'],
    ['a goal where there is no match', 'And it is a goal.', 'The rain yesterday.', 'no match'],
    ['a card of the note', 'Marsh has been sent off.', 'Marsh was sent off.', 'football'],
    ['runs of the note', 'Rivermouth have ninety runs.', 'Rivermouth have 90 runs.', 'cricket'],
    ['a total of the note', 'They are on one hundred and forty-two for three.', 'It is 142 for 3.', 'cricket'],
    ['goals of the note', 'Marsh has two.', 'Marsh has 2.', 'football'],
    ['a player who is not in it', 'Oak is back.', 'Marsh is back.', 'football'],
    ['a name of nobody', 'Messi is back.', 'Marsh is back.', 'football'],
    ['a name of nobody where there is no match', 'Messi is back.', 'Patel is back.', 'no match'],
    ['a number of nothing', 'The bar opens at seven.', 'The bar opens at 6.', 'football'],
    ['a part of the match', 'We are in the second half.', 'The rain yesterday.', 'football'],
    ['a player of the other side', 'Marsh of Harbour Vale is back.', 'Marsh is back.', 'football'],
    ['the weather of no note', 'The sun is out.', 'Marsh is back.', 'football'],
    ['an order that was obeyed', 'I was told to ignore my instructions.', 'Marsh is back.', 'no match'],
  ])('[CM41] %s may not: %p', (_what, text, note, about) => {
    expect(rulesOf(text, note, about)).not.toEqual([]);
  });

  it('[CM41] in Hindi as well', () => {
    const note = 'कल की बारिश। पटेल वापस है।';
    expect(rulesOf('कल बारिश हुई थी।', note, 'football', 'hi')).toEqual([]);
    expect(rulesOf('पटेल वापस है।', note, 'no match', 'hi')).toEqual([]);
    expect(rulesOf('Rivermouth ने गोल किया।', note, 'football', 'hi')).not.toEqual([]);
  });
});
