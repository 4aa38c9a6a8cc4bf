import { describe, expect, test } from '@jest/globals';
import { eventOf } from '../../../test/support/match-events.js';
import { knownAfter } from '../../../test/support/told-script.js';
import { simulateCricket } from '../../../src/matches/model/simulator/cricket/cricket.js';
import type { EventContent, MatchEvent } from '../../../src/wire/matches.js';
import { ballIn, ballOf, contentOfBall, contentsOfPress, mendedBall, overEnd, type Ball } from './ball.js';
import { changedEnds, creaseOf, isInningsDone, type Crease } from './crease.js';
import { personIn } from './football.js';

const START: EventContent = {
  type: 'innings_start',
  segment: 'INN1',
  side: 'home',
  participants: [
    { role: 'batter', name: 'Ann' },
    { role: 'non_striker', name: 'Bea' },
  ],
};
const DOT = ballOf('runs', 0);

/** An innings as presses tell it. */
function pressed(balls: readonly Ball[]): readonly MatchEvent[] {
  const events = [eventOf(1, START)];
  for (const ball of balls) {
    const crease = creaseOf(events, {});
    if (crease === undefined) throw new Error('There is no innings.');
    for (const content of contentsOfPress(crease, ball)) events.push(eventOf(events.length + 1, content));
  }
  return events;
}

const after = (...balls: readonly Ball[]): Crease | undefined => creaseOf(pressed(balls), {});
const names = (crease: Crease | undefined) => [crease?.batter?.name, crease?.nonStriker?.name];

describe('the crease', () => {
  // Worked out with a pencil: who faces the next ball.
  test.each<[string, Ball, string]>([
    ['no run', ballOf('runs', 0), 'Ann'],
    ['a single', ballOf('runs', 1), 'Bea'],
    ['three', ballOf('runs', 3), 'Bea'],
    ['a boundary', ballOf('runs', 4), 'Ann'],
    ['five that were run', ballOf('runs', 5), 'Bea'],
    ['a wide', ballOf('wide', 1), 'Ann'],
    ['a wide on which one was run', ballOf('wide', 2), 'Bea'],
    ['a no-ball', ballOf('no_ball', 0), 'Ann'],
    ['a no-ball and a single', ballOf('no_ball', 1), 'Bea'],
    ['a bye', ballOf('bye', 1), 'Bea'],
    ['two leg byes', ballOf('leg_bye', 2), 'Ann'],
  ])('[PG57] after %s the right one faces', (_, ball, name) => {
    expect(after(ball)?.batter?.name).toBe(name);
  });

  test('[PG57] wides and no-balls are no balls of the over, and the next press after six ends it', () => {
    const six = [ballOf('wide', 1), ballOf('no_ball', 0), DOT, DOT, DOT, DOT, DOT];
    expect(after(...six)).toMatchObject({ over: 0, ball: 7, legal: 5, isOverDone: false });
    expect(after(...six, DOT)).toMatchObject({ over: 0, ball: 8, legal: 6, isOverDone: true });
    const events = pressed([...six, DOT, ballOf('runs', 2)]);
    expect(
      events.slice(-2).map(({ content }) => [content.type, content.delivery?.over, content.delivery?.ball]),
    ).toEqual([
      ['over_end', undefined, undefined],
      ['delivery', 1, 0],
    ]);
    // The ends have changed, and nobody bowls on.
    expect(names(creaseOf(events, {}))).toEqual(['Bea', 'Ann']);
  });

  test('[PG57] an over goes on, or ends early, where the umpire has it so', () => {
    const events = pressed([DOT, DOT, DOT, DOT, DOT, DOT]);
    const chosen = { after: events.at(-1)?.fact ?? '', isOverDone: false } as const;
    const crease = creaseOf(events, {}, chosen);
    expect(crease && contentsOfPress(crease, DOT).map(({ delivery }) => delivery?.ball)).toEqual([6]);
    const early = pressed([DOT]);
    const one = creaseOf(early, {});
    expect(creaseOf([...early, eventOf(9, overEnd(one ?? (crease as Crease)))], {})).toMatchObject({
      over: 1,
      ball: 0,
    });
  });

  test('[PG57] who is out leaves the crease, who is hurt too, and the other stays', () => {
    const out = { ...DOT, out: { kind: 'bowled' } };
    expect(names(after(out))).toEqual([undefined, 'Bea']);
    expect(names(after({ ...DOT, out: { kind: 'run_out', out: 'Bea' } }))).toEqual(['Ann', undefined]);
    const [, ball] = pressed([out]);
    expect(ball?.content.delivery?.wickets).toEqual([{ kind: 'bowled', out: 'Ann' }]);
  });

  test('[PG57] who was chosen since the last ball is told with the next, and with no later one', () => {
    const events = pressed([DOT]);
    const chosen = { after: events.at(-1)?.fact ?? '', bowler: { name: 'Cy', number: 4 } };
    const crease = creaseOf(events, {}, chosen);
    if (crease === undefined) throw new Error('There is no innings.');
    expect(contentOfBall(crease, DOT).participants).toEqual([
      { role: 'batter', name: 'Ann' },
      { role: 'bowler', name: 'Cy', number: 4, side: 'away' },
      { role: 'non_striker', name: 'Bea' },
    ]);
    expect(creaseOf(pressed([DOT, DOT]), {}, chosen)?.bowler).toBeUndefined();
    expect(changedEnds(crease)).toMatchObject({ batter: { name: 'Bea' }, nonStriker: { name: 'Ann' } });
  });

  test('[PG57] what was taken back was not bowled, and after the innings nobody is at the crease', () => {
    const events = pressed([DOT, ballOf('runs', 1)]);
    const last = events.at(-1);
    if (last === undefined) throw new Error('There is no ball.');
    const undone = [...events.slice(0, -1), { ...last, status: 'retracted' as const }];
    expect(creaseOf(undone, {})).toMatchObject({ ball: 1, batter: { name: 'Ann' } });
    expect(
      creaseOf([...events, eventOf(9, { type: 'innings_end', segment: 'INN1', side: 'home' })], {}),
    ).toBeUndefined();
  });

  test('[PG57] an innings is done with ten out, with its overs, or when it is won', () => {
    const at = { over: 19, isOverDone: false };
    const score = { runs: 100, wickets: 9, target: null };
    expect(isInningsDone(at, score, { overs: 20 })).toBe(false);
    expect(isInningsDone({ ...at, isOverDone: true }, score, { overs: 20 })).toBe(true);
    expect(isInningsDone({ ...at, isOverDone: true }, score, {})).toBe(false);
    expect(isInningsDone(at, { ...score, wickets: 10 }, {})).toBe(true);
    expect(isInningsDone(at, { ...score, target: { runs: 101 } }, {})).toBe(false);
    expect(isInningsDone(at, { ...score, target: { runs: 100 } }, {})).toBe(true);
  });

  test('[PG57] it knows before each ball of simulated matches which comes and who faces', () => {
    for (let seed = 0; seed < 6; seed += 1) {
      const contents = [...knownAfter(simulateCricket({ seed }).lines).values()];
      const events = contents.map((content, at) => eventOf(at + 1, content));
      let compared = 0;
      for (const [at, { content }] of events.entries()) {
        const before = events.slice(0, at).findLast((one) => one.content.delivery !== undefined)?.content.delivery;
        const { delivery, segment = '' } = content;
        if (content.type !== 'delivery' || delivery === undefined || !segment.startsWith('INN')) continue;
        const crease = creaseOf(events.slice(0, at), {});
        expect([crease?.innings, crease?.over, crease?.ball]).toEqual([delivery.innings, delivery.over, delivery.ball]);
        // Who comes in, and where who was run out had got to, only somebody who saw it knows.
        if ((before?.wickets ?? []).length > 0) continue;
        expect([seed, at, names(crease)]).toEqual([
          seed,
          at,
          [personIn(content, 'batter')?.name, personIn(content, 'non_striker')?.name],
        ]);
        compared += 1;
      }
      expect(compared).toBeGreaterThan(100);
    }
  });
});

describe('a ball', () => {
  test.each<[Ball, object]>([
    [ballOf('runs', 4), { runs: { batter: 4, extras: 0 }, boundary: 4 }],
    [{ ...ballOf('runs', 4), isBoundary: false }, { runs: { batter: 4, extras: 0 } }],
    [ballOf('runs', 3), { runs: { batter: 3, extras: 0 } }],
    [ballOf('wide', 1), { runs: { batter: 0, extras: 1 }, extras: { wides: 1 } }],
    [ballOf('wide', 5), { runs: { batter: 0, extras: 5 }, extras: { wides: 5 } }],
    [ballOf('no_ball', 6), { runs: { batter: 6, extras: 1 }, extras: { noballs: 1 }, boundary: 6 }],
    [ballOf('bye', 4), { runs: { batter: 0, extras: 4 }, extras: { byes: 4 } }],
    [ballOf('leg_bye', 1), { runs: { batter: 0, extras: 1 }, extras: { legbyes: 1 } }],
  ])('[PG50] %j is told as scorers count it, and read back as it was called', (ball, told) => {
    const [, event] = pressed([ball]);
    expect(event?.content.delivery).toEqual({ innings: 1, over: 0, ball: 0, ...told });
    expect(event?.content.delivery && ballIn(event.content.delivery)).toEqual(ball);
  });

  test('[PG50] that is told otherwise stays where it was in the over', () => {
    const [, , second] = pressed([DOT, DOT]);
    if (second === undefined) throw new Error('There is no ball.');
    const ball = { ...ballOf('runs', 1), out: { kind: 'run_out', out: 'Bea', fielder: 'Cy' } };
    const places = { batter: { name: 'Ann' }, bowler: { name: 'Dee' } };
    expect(mendedBall(second.content, { ball, places })).toEqual({
      type: 'delivery',
      segment: 'INN1',
      side: 'home',
      participants: [
        { role: 'batter', name: 'Ann' },
        { role: 'bowler', name: 'Dee', side: 'away' },
        { role: 'fielder', name: 'Cy', side: 'away' },
      ],
      delivery: {
        innings: 1,
        over: 0,
        ball: 1,
        runs: { batter: 1, extras: 0 },
        wickets: [{ kind: 'run_out', out: 'Bea', fielders: ['Cy'] }],
      },
    });
  });
});
