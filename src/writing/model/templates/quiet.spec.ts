import { describe, expect, it } from '@jest/globals';
import { CRICKET_SCENES } from '../../../../test/support/cricket-scenes.js';
import { FOOTBALL_SCENES, of } from '../../../../test/support/football-scenes.js';
import { sheetAbout, type Telling } from '../../../../test/support/told-sheets.js';
import type { FactSheet } from '../fact-sheet.js';
import { templateLine } from './template-line.js';

function quiet(sheet: FactSheet, said: readonly string[] = [], seed = 1): string | undefined {
  return templateLine({ sheet, voice: 'colour', style: 'calm', wordsMax: 25, said, seed });
}

/** Everything that is told while nothing happens, until there is nothing new. */
function allQuiet(sport: 'football' | 'cricket', tellings: readonly Telling[], language = 'en'): string[] {
  const sheet = sheetAbout(sport, tellings, { language, last: 0 });
  const said: string[] = [];
  for (let seed = 1; seed < 200; seed += 1) {
    const text = quiet(sheet, said, seed);
    if (text === undefined) return said;
    said.push(text);
  }
  throw new Error('it never ends');
}

/** Whatever may be told in one quiet moment, by chance. */
function anyQuiet(sport: 'football' | 'cricket', tellings: readonly Telling[], language = 'en'): string {
  const sheet = sheetAbout(sport, tellings, { language, last: 0 });
  return Array.from({ length: 400 }, (_, seed) => quiet(sheet, [], seed)).join(' ');
}

function tellingsOf(scenes: typeof FOOTBALL_SCENES, name: string): readonly Telling[] {
  return scenes.find((one) => one.name === name)?.tellings ?? [];
}

const START: Telling = { type: 'segment_start', segment: 'H1' };
const corner = of('corner', 'home');

describe('a quiet moment', () => {
  it('[WR11] football: the score, the last goal, what is counted in this half, who came on', () => {
    const change: Telling = of('substitution', 'home', { in: 'Tam Reed', out: 'Oren Oak' });
    const all = anyQuiet('football', [START, of('goal', 'home', { scorer: 'Ivy Marsh' }), corner, corner, change]);
    expect(all).toMatch(/one–nil to Rivermouth/);
    expect(all).toMatch(/Marsh/);
    expect(all).toMatch(/two corners/i);
    expect(all).toMatch(/wearing number 14|Number 14 for Rivermouth/);
  });

  it('[WR11] cricket: the total, who is in, who bowls, and what is missing', () => {
    const all = anyQuiet('cricket', tellingsOf(CRICKET_SCENES, 'a fifty'));
    expect(all).toMatch(/54 without loss/);
    expect(all).toMatch(/Marsh (has|is on) 54/);
    expect(all).toMatch(/Stone.*none for 54/);
    const chase = tellingsOf(CRICKET_SCENES, 'a chase begins');
    expect(anyQuiet('cricket', chase)).toMatch(
      /Rivermouth need 30 from 120 balls|Rivermouth are after 30|The target is 30/,
    );
  });

  it('[WR11] Hindi tells the same', () => {
    const all = anyQuiet('football', [START, of('goal', 'home', { scorer: 'Ivy Marsh' }), corner, corner], 'hi');
    expect(all).toMatch(/Rivermouth एक–शून्य से आगे/);
    expect(all).toMatch(/दो कॉर्नर/);
    expect(anyQuiet('cricket', tellingsOf(CRICKET_SCENES, 'a third six running'), 'hi')).toMatch(/बिना विकेट खोए 18 रन/);
  });

  it('[WR11] nothing is told twice, and nothing where there is nothing new', () => {
    const all = allQuiet('football', [START, corner, corner]);
    expect(all.length).toBeGreaterThan(2);
    expect(new Set(all).size).toBe(all.length);
    expect(quiet(sheetAbout('football', [START, corner, corner], { last: 0 }), all, 999)).toBeUndefined();
  });

  /** That one of them was the last. */
  const LAST = /\b(last|latest|most recent)\b[^.]*(Marsh|Stone)|(Marsh|Stone)[^.]*\b(last|latest|most recent)\b/i;

  it('[CM52] who scored last is told of the last goal alone: after an own goal, or one that nobody is known to have scored, of none', () => {
    const before = [START, of('goal', 'home', { scorer: 'Ivy Marsh' })];
    const own: Telling = { ...of('goal', 'home', { scorer: 'Rafi Stone' }), subtype: 'own_goal' };
    expect(allQuiet('football', before).join(' ')).toMatch(LAST);
    expect(allQuiet('football', [...before, own]).join(' ')).not.toMatch(LAST);
    expect(allQuiet('football', [...before, of('goal', 'away')]).join(' ')).not.toMatch(LAST);
  });

  it('[WR11] while a goal is checked nothing is said of the score', () => {
    const checked: Telling[] = [START, { unsure: of('goal', 'home', { scorer: 'Ivy Marsh' }) }];
    expect(allQuiet('football', checked)).toEqual([]);
  });

  it('[WR11] nobody but the colour speaks where nothing happened', () => {
    const sheet = sheetAbout('football', [START, corner], { last: 0 });
    expect(templateLine({ sheet, voice: 'play', style: 'calm', wordsMax: 25, said: [], seed: 1 })).toBeUndefined();
  });

  it('[WR11] the board for added time is no minute of the match', () => {
    const board: Telling = { type: 'added_time', segment: 'H1', clock: { sec: 2_700, addedSec: 240 } };
    const begun: Telling = { ...corner, clock: { sec: 2_650 } };
    expect(anyQuiet('football', [START, begun])).toMatch(/in the forty-fifth minute/);
    expect(anyQuiet('football', [START, begun, board])).not.toMatch(/minute/);
  });
});

function runsIn(line: string): string[] {
  const words = line.toLowerCase().match(/[\p{L}\p{N}’–-]+/gu) ?? [];
  return words.slice(3).map((_, at) => words.slice(at, at + 4).join(' '));
}

const shotAt = (nth: number): Telling => ({
  ...of('shot', 'home', { shooter: 'Ivy Marsh' }),
  clock: { sec: 60 * nth },
});

describe('a quiet moment late in a match', () => {
  const throws = Array.from({ length: 45 }, () => of('throw_in', 'away'));
  const tellings = [START, ...[1, 2, 3, 4, 5, 6, 7].map(shotAt), ...throws];

  it.each([
    [
      'en',
      /seven shots/i,
      /Marsh has shot seven times|Seven shots by Ivy Marsh|Marsh of Rivermouth has had seven shots/,
    ],
    ['hi', /सात शॉट|सात कोशिशें/, /Ivy Marsh (ने|के|की)/],
  ])('[WR13] tells what was counted long ago, in %s', (language, ofSide, ofPlayer) => {
    const all = anyQuiet('football', tellings, language);
    expect(all).toMatch(ofSide);
    expect(all).toMatch(ofPlayer);
  });

  it('[WR14] says what is fresh first, and never more than two runs of four words that were heard', () => {
    const sheet = sheetAbout('football', tellings, { last: 0 });
    const seeds = Array.from({ length: 80 }, (_, seed) => seed);
    const fresh = [...new Set(seeds.flatMap((seed) => quiet(sheet, [], seed) ?? []))];
    // All of it was heard, but for its first word.
    const worn = fresh.map((line) => line.replace(/^\S+/, 'Well'));
    const heard = new Set(worn.flatMap(runsIn));
    const repeatsIn = (line: string): number => runsIn(line).filter((run) => heard.has(run)).length;
    expect(Math.max(...fresh.map(repeatsIn))).toBeGreaterThan(2);
    const said = seeds.flatMap((seed) => quiet(sheet, worn, seed) ?? []).map(repeatsIn);
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said)).toEqual(new Set([0]));
    const short = fresh.filter((line) => repeatsIn(line) <= 2);
    const rest = seeds.flatMap((seed) => quiet(sheet, [...worn, ...short], seed) ?? []);
    expect(rest.every((line) => repeatsIn(line) <= 2)).toBe(true);
  });

  it('[WR14] what was told lately is not told in other words', () => {
    const sheet = sheetAbout('football', tellings, { last: 0 });
    const counted = 'Rivermouth have had seven shots in this half.';
    const others = Array.from({ length: 100 }, (_, nth) => `Line ${nth} of other things.`);
    const after = (said: readonly string[]) =>
      Array.from({ length: 80 }, (_, seed) => quiet(sheet, said, seed)).filter((line) =>
        /seven (shots|attempts).*Rivermouth|Rivermouth.*(seven shots|seven times) in this half/i.test(line ?? ''),
      ).length;
    expect(after([])).toBeGreaterThan(0);
    expect(after([counted])).toBe(0);
    expect(after([counted, ...others])).toBeGreaterThan(0);
  });
});

const spoken = (tellings: readonly Telling[], last: number): string =>
  templateLine({
    sheet: sheetAbout('football', tellings, { last }),
    voice: 'play',
    style: 'excited',
    wordsMax: 40,
    said: [],
    seed: 1,
  }) ?? '';

describe('several moments', () => {
  const card = of('yellow', 'away', { player: 'Rafi Stone' });
  const goal = of('goal', 'home', { scorer: 'Ivy Marsh' });
  it('[WR10] the weightiest leads, and the others are one clause', () => {
    const text = spoken([START, corner, corner, card, goal], 4);
    expect(text).toMatch(/^(And it’s a|It’s a|A)? ?goal/i);
    expect(text).toMatch(/(before|earlier).* (a yellow card and two corners|two corners and a yellow card)\.$/i);
  });

  it('[WR10] what came after the weightiest is told as well, and not as if it came before', () => {
    const text = spoken([START, goal, corner], 2);
    expect(text).toMatch(/a corner/i);
    expect(text).not.toMatch(/before|earlier/i);
  });

  it('[WR10] a correction is never lost, and says whose goal it was', () => {
    const text = spoken([START, { unsure: of('goal', 'away') }, { retract: 2 }, goal], 2);
    expect(text).toMatch(/goal for Harbour Vale does not stand|No goal for Harbour Vale/);
    expect(text).toMatch(/one–nil to Rivermouth|Rivermouth one, Harbour Vale nil/);
  });

  it('[WR10] two tellings of one thing are one', () => {
    expect(spoken([START, { unsure: goal }, { confirm: 2 }], 2)).toMatch(
      /^(And it’s a|It’s a|A)? ?goal|score|net|in for/i,
    );
    expect(spoken([START, { unsure: goal }, { confirm: 2 }], 2)).not.toMatch(/check|stands/);
    expect(spoken([START, corner, { retract: 2 }], 2)).toBe('');
  });

  it('[WR10] a penalty is no news once it is scored', () => {
    const text = spoken([START, of('penalty_awarded', 'home'), { ...goal, subtype: 'penalty' }], 2);
    expect(text).not.toMatch(/before|a penalty for/i);
  });
});
