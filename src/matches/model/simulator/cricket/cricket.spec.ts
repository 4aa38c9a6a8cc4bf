import { describe, expect, it } from '@jest/globals';
import { cricketFaults, runsOff, turnsIn, type CricketRule } from '../../../../../test/support/cricket-rules.js';
import { knownAfter, lastStateOf, told } from '../../../../../test/support/told-script.js';
import type { Delivery, EventContent } from '../../../../wire/matches.js';
import type { ScriptedMatch, ScriptLine } from '../../script.js';
import { simulateCricket } from './cricket.js';

const matches = Array.from({ length: 1_000 }, (_, seed) => simulateCricket({ seed }));

function faultsOf(match: ScriptedMatch, rule: CricketRule): readonly string[] {
  return cricketFaults(match).flatMap((fault) => (fault.rule === rule ? [fault.what] : []));
}

/** The first match that has such a ball, with something else in its place. */
function twisted(is: (ball: Delivery) => boolean, into: (content: EventContent) => EventContent | null): ScriptedMatch {
  const isThat = (line: ScriptLine): boolean => {
    return 'content' in line && line.content.delivery !== undefined && is(line.content.delivery);
  };
  const match = matches.find(({ lines }) => lines.some(isThat));
  if (match === undefined) throw new Error('no match has such a ball');
  const at = match.lines.findIndex(isThat);
  const lines = match.lines.flatMap((line, place) => {
    if (place !== at || !('content' in line)) return [line];
    const content = into(line.content);
    return content === null ? [] : [{ ...line, content }];
  });
  return { ...match, lines };
}

const asBall = (change: Partial<Delivery>) => (content: EventContent) => ({
  ...content,
  delivery: content.delivery && { ...content.delivery, ...change },
});
const casting = (role: string, name: string) => (content: EventContent) => ({
  ...content,
  participants: content.participants?.map((one) => (one.role === role ? { ...one, name } : one)),
});
const without = (type: string, match = matches[0]): ScriptedMatch => {
  if (match === undefined) throw new Error('there is no match');
  const at = match.lines.findIndex((line) => 'content' in line && line.content.type === type);
  return { ...match, lines: match.lines.filter((_, place) => place !== at) };
};
const isSingle = (ball: Delivery): boolean => ball.runs.batter === 1 && ball.wickets === undefined && ball.ball === 2;
const isLastOver = (ball: Delivery): boolean => ball.over === 19;
const isLast = ({ over, ball, extras, wickets }: Delivery): boolean =>
  over === 19 && ball === 5 && extras === undefined && wickets === undefined;

const untold = (line: ScriptLine): ScriptLine =>
  'content' in line && line.content.finish ? { ...line, content: { type: 'match_end' } } : line;

describe('simulated cricket', () => {
  it('[MA47] reviews end, and decide', () => {
    expect(matches.flatMap((match) => faultsOf(match, 'reviews'))).toEqual([]);
  });

  it('[MA49] overs are whole', () => {
    expect(matches.flatMap((match) => faultsOf(match, 'overs'))).toEqual([]);
  });

  it('[MA49] who is out is out, and nobody is off a free hit', () => {
    expect(matches.flatMap((match) => faultsOf(match, 'out'))).toEqual([]);
  });

  it('[MA50] bowlers take turns', () => {
    expect(matches.flatMap((match) => faultsOf(match, 'bowlers'))).toEqual([]);
  });

  it('[MA51] batters change ends', () => {
    expect(matches.flatMap((match) => faultsOf(match, 'ends'))).toEqual([]);
  });

  it('[MA52] innings end when they must', () => {
    expect(matches.flatMap((match) => faultsOf(match, 'innings'))).toEqual([]);
  });

  it.each<[CricketRule, string, ScriptedMatch]>([
    ['overs', 'a ball is missing', twisted(isSingle, () => null)],
    ['overs', 'an over does not end', without('over_end')],
    [
      'overs',
      'a wide counts',
      twisted((ball) => ball.extras?.wides !== undefined && !isLastOver(ball), asBall({ extras: {} })),
    ],
    [
      'out',
      'bowled off a no-ball',
      twisted((ball) => ball.extras?.noballs === 1, asBall({ wickets: [{ kind: 'bowled' }] })),
    ],
    ['out', 'who faces is not known', twisted(isSingle, casting('batter', ''))],
    ['out', 'out without being in', twisted(isSingle, asBall({ wickets: [{ kind: 'bowled', out: 'Nobody' }] }))],
    ['bowlers', 'another bowls in the over', twisted(isSingle, casting('bowler', 'Nobody'))],
    ['ends', 'nobody ran', twisted(isSingle, asBall({ runs: { batter: 0, extras: 0 } }))],
    ['ends', 'a stranger faces', twisted(isSingle, casting('batter', 'Nobody'))],
    ['innings', 'one run more is told', twisted(isSingle, asBall({ runs: { batter: 3, extras: 0 } }))],
    ['innings', 'a ball too few', twisted(isLast, () => null)],
    ['reviews', 'a review does not end', without('review_end')],
  ])('[MA47] [MA49] [MA50] [MA51] [MA52] the scorer would see it: %s, %s', (rule, _, match) => {
    expect(faultsOf(match, rule)).not.toEqual([]);
  });

  it('[MA45] the score is the runs of all balls, after every line', () => {
    for (const match of matches.slice(0, 12)) {
      for (const [at, { state }] of [...told(match)].entries()) {
        const known = [...knownAfter(match.lines.slice(0, at + 1)).values()];
        for (const { innings, runs, wickets } of state.score.innings) {
          const own = known.flatMap(({ delivery }) => (delivery?.innings === innings ? [delivery] : []));
          expect(runs).toBe(own.reduce((sum, ball) => sum + runsOff(ball), 0));
          expect(wickets).toBe(own.reduce((sum, ball) => sum + (ball.wickets?.length ?? 0), 0));
        }
      }
    }
  });

  it('[MA45] the record finds the end that the script tells', () => {
    for (const match of matches.slice(0, 100)) {
      const state = lastStateOf(match);
      expect(state.finish).toEqual(lastStateOf({ ...match, lines: match.lines.map(untold) }).finish);
      expect(state).toMatchObject({ lifecycle: 'finished', segment: 'POST', finish: { result: 'win' } });
    }
  });

  it('[MA53] innings come to as many runs as they do', () => {
    const totals = matches
      .flatMap((match) => turnsIn(match).slice(0, 2))
      .map(({ balls }) => balls.reduce((sum, ball) => sum + runsOff(ball), 0))
      .toSorted((one, other) => one - other);
    expect(totals).toHaveLength(2_000);
    expect(totals[100]).toBeGreaterThanOrEqual(100);
    expect(totals[1_900]).toBeLessThanOrEqual(220);
  });

  it('[MA53] everything that can happen does', () => {
    const balls = matches.flatMap((match) => turnsIn(match).flatMap((turn) => turn.balls));
    const kinds = new Set(balls.flatMap(({ wickets = [] }) => wickets.map(({ kind }) => kind)));
    const extras = new Set(balls.flatMap((ball) => Object.keys(ball.extras ?? {})));
    const out = ['bowled', 'caught', 'caught_and_bowled', 'hit_wicket', 'lbw', 'run_out', 'stumped'];
    expect([...kinds].toSorted()).toEqual(out);
    expect([...extras].toSorted()).toEqual(['byes', 'legbyes', 'noballs', 'wides']);
    expect([4, 6].every((boundary) => balls.some((ball) => ball.boundary === boundary))).toBe(true);
  });

  it('[MA53] a ball takes about forty seconds, and an evening three and a half hours', () => {
    const ends = matches.map(({ lines }) => lines.at(-1)?.afterMs ?? 0).toSorted((one, other) => one - other);
    expect(ends[500]).toBeGreaterThan(3 * 3_600_000);
    expect(ends[500]).toBeLessThan(4 * 3_600_000);
  });
});
