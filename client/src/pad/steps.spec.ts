import { describe, expect, test } from '@jest/globals';
import { eventOf } from '../../../test/support/match-events.js';
import { decide } from '../../../src/matches/model/record.js';
import { EMPTY_BOOK, type Book, type Fixture } from '../../../src/matches/model/facts.js';
import type { EventContent } from '../../../src/wire/matches.js';
import { stateBy } from '../follow/seen-at.js';
import { stepsOf, type StepName } from './steps.js';

const FOOTBALL: Fixture = { sport: 'football', info: {} };
const T20: Fixture = { sport: 'cricket', info: { overs: 20 } };

/** What may come after these, by its names. */
function after(fixture: Fixture, contents: readonly EventContent[]) {
  const events = contents.map((content, at) => eventOf(at + 1, content));
  const { next, other } = stepsOf(fixture.sport, stateBy(fixture, events), fixture.info);
  return { next: next.map(({ name }) => name), other: other.map(({ name }) => name), steps: [...next, ...other] };
}

const part = (segment: string): EventContent[] => [
  { type: 'segment_start', segment },
  { type: 'segment_end', segment },
];
const innings = (number: number, side: 'home' | 'away'): EventContent[] => [
  { type: 'innings_start', segment: `INN${number}`, side },
  { type: 'innings_end', segment: `INN${number}`, side },
];

describe('what moves a match on', () => {
  test.each<[EventContent[], StepName[]]>([
    [[], ['kickOff']],
    [part('H1').slice(0, 1), ['halfTime']],
    [part('H1'), ['secondHalf']],
    [[...part('H1'), ...part('H2').slice(0, 1)], ['normalTime']],
    [
      [...part('H1'), ...part('H2')],
      ['matchOver', 'extraTime', 'penalties'],
    ],
    [part('ET1').slice(0, 1), ['extraBreak']],
    [part('ET1'), ['extraSecond']],
    [part('ET2'), ['matchOver', 'penalties']],
    [part('PENS').slice(0, 1), ['matchOver']],
    [[...part('H1').slice(0, 1), { type: 'delay_start' }], ['playOn']],
    [[...part('H1'), { type: 'match_end' }], []],
  ])('[PG51] football after %j', (contents, names) => {
    expect(after(FOOTBALL, contents).next).toEqual(names);
  });

  test('[PG51] cricket of limited overs has two innings, the second with a target', () => {
    expect(after(T20, []).steps.map(({ name, side }) => [name, side])).toEqual([
      ['innings', 'home'],
      ['innings', 'away'],
      ['postponed', undefined],
    ]);
    const ball = { innings: 1, over: 0, ball: 0, runs: { batter: 4, extras: 0 } };
    const [start, end] = innings(1, 'away') as [EventContent, EventContent];
    const first: EventContent[] = [start, { type: 'delivery', segment: 'INN1', side: 'away', delivery: ball }];
    expect(after(T20, first)).toMatchObject({ next: [], other: ['endInnings', 'stopPlay', 'abandoned'] });
    expect(after(T20, [...first, end]).steps[0]).toEqual({
      name: 'innings',
      side: 'home',
      contents: [{ type: 'innings_start', segment: 'INN2', side: 'home', target: { runs: 5, overs: 20 } }],
    });
    expect(after(T20, [...innings(1, 'away'), ...innings(2, 'home')]).next).toEqual(['matchOver']);
  });

  test('[PG51] without a limit either side may bat again', () => {
    const { steps } = after({ sport: 'cricket', info: {} }, [...innings(1, 'home'), ...innings(2, 'away')]);
    expect(steps.map(({ name, side }) => [name, side])).toEqual([
      ['innings', 'home'],
      ['innings', 'away'],
      ['matchOver', undefined],
      ['abandoned', undefined],
    ]);
  });

  test.each([FOOTBALL, T20])('[PG51] nothing is offered that the record of $sport would not take', (fixture) => {
    const offered = new Set<StepName>();
    const seen = new Set<string>();
    const tryAll = (contents: readonly EventContent[], book: Book): void => {
      const events = contents.map((content, at) => eventOf(at + 1, content));
      const state = stateBy(fixture, events);
      const place = `${state.lifecycle} ${state.segment}`;
      if (seen.has(place) || contents.length > 16) return;
      seen.add(place);
      const { next, other } = stepsOf(fixture.sport, state, fixture.info);
      for (const step of [...next, ...other]) {
        offered.add(step.name);
        let [told, kept] = [contents, book];
        for (const content of step.contents) {
          const at = told.length + 1;
          const telling = {
            id: `fact-${at}`,
            occurredAt: at * 1_000,
            source: 'host',
            op: 'add',
            provisional: false,
            content,
          } as const;
          const outcome = decide(fixture, kept, undefined, telling);
          expect([place, step.name, 'refused' in outcome]).toEqual([place, step.name, false]);
          if ('book' in outcome) [told, kept] = [[...told, content], outcome.book];
        }
        tryAll(told, kept);
      }
    };
    tryAll([], EMPTY_BOOK);
    expect(offered.size).toBe(fixture.sport === 'football' ? 14 : 7);
  });
});
