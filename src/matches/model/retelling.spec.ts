import { describe, expect, test } from '@jest/globals';
import { ToldMatch } from '../../../test/support/told-match.js';
import type { EventContent } from '../../wire/matches.js';
import type { ScriptLine } from './script.js';

function line(key: string, afterMs: number, content: EventContent, op: 'add' | 'revise' = 'add'): ScriptLine {
  return { op, key, afterMs, version: 0, provisional: false, content };
}

const football = (...lines: ScriptLine[]): ToldMatch => new ToldMatch({ sport: 'football', info: {} }).tell(lines);
const FIRST_HALF = [line('start', 0, { type: 'match_start' }), line('h1', 0, { type: 'segment_start', segment: 'H1' })];

describe('telling again', () => {
  test('[MA79] ends a match at the moment its last part ends, in whatever order the two are told', () => {
    const partEnds = line('h1-end', 2_000, { type: 'segment_end', segment: 'H1' });
    const matchEnds = line('end', 2_000, { type: 'match_end' });
    for (const ends of [
      [partEnds, matchEnds],
      [matchEnds, partEnds],
    ]) {
      expect(football(...FIRST_HALF, ...ends).state()).toMatchObject({ lifecycle: 'finished', segment: 'POST' });
    }
  });

  test('[MA79] leaves a goal in the half it was scored in', () => {
    const told = football(
      ...FIRST_HALF,
      line('goal', 1_000, { type: 'goal', side: 'home' }),
      line('h1-end', 2_000, { type: 'segment_end', segment: 'H1' }),
      line('h2', 3_000, { type: 'segment_start', segment: 'H2' }),
      line('goal', 4_000, { type: 'goal', side: 'away' }, 'revise'),
    );
    expect(told.state().score.byPart).toEqual({ H1: { home: 0, away: 1 } });
  });

  test('[MA79] knows what is told again from something new', () => {
    const told = football(...FIRST_HALF, line('h2', 3_000, { type: 'segment_start', segment: 'H2' }));
    expect(told.tell(FIRST_HALF).entries.map(({ op }) => op)).toEqual(['add', 'add', 'add']);
  });

  test('[MA79] puts what was taken back before it came where the match is when it comes', () => {
    const goal = line('goal', 1_000, { type: 'goal', side: 'home' });
    const told = football(...FIRST_HALF, { op: 'retract', key: 'goal', afterMs: 900, version: 0 });
    told.tell([{ ...goal, version: 1 }]);
    expect(told.state().score.byPart).toEqual({ H1: { home: 1, away: 0 } });
  });
});
