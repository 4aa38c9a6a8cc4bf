import { describe, expect, it } from '@jest/globals';
import { aMoment, aStanding, waitingFor } from '../../../../test/support/moments.js';
import type { Moment } from '../../../writing/model/fact-sheet.js';
import { newBooth, unwritten, withTold } from './booth.js';
import { usualGapMs, wordsIn } from './pace.js';
import { planOf } from './plan.js';
import { isCorrection, salienceOf } from './salience.js';
import { withMoment } from './waiting.js';

const GOAL = { type: 'goal', fact: 'goal' } as const;
const somebody = [{ role: 'scorer', name: 'Ivy', number: 9, side: 'home' }] as const;

function late(minute: number, home: number): Moment {
  return aMoment(1, { after: aStanding({ minute: { minute, added: null }, score: { home, away: 0 } }) });
}

describe('how much something weighs', () => {
  it.each([
    ['goal', 5],
    ['red', 4],
    ['penalty_saved', 4],
    ['match_end', 4],
    ['segment_end', 3],
    ['substitution', 2],
    ['corner', 1],
    ['throw_in', 0],
    ['something_new', 0],
  ])('[CM20] football: %s %d', (type, salience) => {
    expect(salienceOf('football', aMoment(1, { type }))).toBe(salience);
  });

  it.each([
    [{}, 1],
    [{ boundary: 4 as const, runs: { batter: 4, extras: 0 } }, 2],
    [{ boundary: 6 as const, runs: { batter: 6, extras: 0 } }, 3],
    [{ wickets: [{ kind: 'bowled' }] }, 4],
    [{ wickets: [{ kind: 'retired_hurt' }] }, 1],
  ])('[CM20] cricket: a ball with %j weighs %d', (more, salience) => {
    const delivery = { innings: 1, over: 0, ball: 0, runs: { batter: 0, extras: 0 }, ...more };
    expect(salienceOf('cricket', aMoment(1, { type: 'delivery', delivery }))).toBe(salience);
  });

  it('[CM20] the same weighs more late in a close match, and with a milestone', () => {
    expect(salienceOf('football', late(80, 1))).toBe(2);
    expect(salienceOf('football', late(79, 1))).toBe(1);
    expect(salienceOf('football', late(80, 2))).toBe(1);
    const fifty = [{ kind: 'milestone', what: 'fifty', side: 'home', who: 'Ivy', value: 50 }] as const;
    expect(salienceOf('football', aMoment(1), fifty)).toBe(2);
  });

  it('[CM20] what moved the score or a wicket, or who scored, is a correction; another name elsewhere is not', () => {
    const moved = { before: aStanding({ score: { home: 1, away: 0 } }) };
    expect(isCorrection(aMoment(2, { ...GOAL, news: 'undone', ...moved }))).toBe(true);
    const told = { ...aMoment(1, { ...GOAL, people: somebody }) };
    expect(isCorrection(aMoment(2, { ...GOAL, news: 'changed', told, people: [] }))).toBe(true);
    expect(isCorrection(aMoment(2, { news: 'changed', told: aMoment(1) }))).toBe(false);
    expect(isCorrection(aMoment(2, { ...GOAL, ...moved }))).toBe(false);
  });
});

describe('what nothing was said of yet', () => {
  it('[CM21] is told with what is known by now', () => {
    const named = aMoment(2, { ...GOAL, news: 'named', people: somebody, recordedAt: 2_000 });
    const { waiting, dropped } = withMoment(
      [waitingFor(aMoment(1, { ...GOAL, recordedAt: 1_000 }))],
      waitingFor(named),
    );
    expect(
      waiting.map(({ moment, salience }) => [moment.seq, moment.news, moment.people, moment.recordedAt, salience]),
    ).toEqual([[2, 'happened', somebody, 1_000, 5]]);
    expect(dropped).toEqual([{ event: 1, reason: 'superseded' }]);
  });

  it('[CM21] is never told where it was taken back', () => {
    const undone = waitingFor(aMoment(2, { ...GOAL, news: 'undone' }), true);
    expect(withMoment([waitingFor(aMoment(1, GOAL))], undone)).toEqual({
      waiting: [],
      dropped: [
        { event: 1, reason: 'superseded' },
        { event: 2, reason: 'superseded' },
      ],
    });
  });

  it('[CM21] needs no correction, and a name only where the rest was said', () => {
    const booth = newBooth('football');
    const named = withTold(booth, aMoment(2, { news: 'named', people: somebody }));
    expect(named.booth.waiting).toEqual([]);
    const spoken = { ...booth, spoken: new Set(['fact-2']) };
    expect(withTold(spoken, aMoment(2, { news: 'named', people: somebody })).booth.waiting).toHaveLength(1);
  });

  it('[CM21] comes back as it is known by now where its line was not written', () => {
    const first = withTold(newBooth('football'), aMoment(1, GOAL)).booth;
    const { say } = planOf({ waiting: first.waiting, writing: null, channel: [], pace: PACE }, 1_000);
    if (say === null) throw new Error('nothing was to be said');
    const writing = { ...first, waiting: [], writing: say };
    const later = withTold(
      writing,
      aMoment(2, { ...GOAL, news: 'undone', before: aStanding({ score: { home: 1, away: 0 } }) }),
    );
    expect(unwritten(later.booth, say).booth).toMatchObject({ waiting: [], writing: null });
  });
});

const PACE = { gapMs: 1, lastMomentAt: 0, lastToldAt: 0, silentFrom: 0, lastColourAt: 0, isPlayed: true, words: 9 };

describe('how long a line may be', () => {
  it.each([
    [1_000, 8],
    [6_000, 9],
    [10_000, 16],
    [45_000, 17],
  ])('[CM26] a gap of %d ms has room for %d words', (gapMs, words) => {
    expect(wordsIn(gapMs)).toBe(words);
  });

  it('[CM26] the gap that is expected is the usual one lately', () => {
    expect(usualGapMs([0, 5_000])).toBe(10_000);
    expect(usualGapMs([0, 4_000, 8_000, 90_000, 95_000, 99_000])).toBe(4_000);
  });
});
