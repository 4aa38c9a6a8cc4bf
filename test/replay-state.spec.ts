import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { recordedEvents } from '../bench/commentary/recorded-events.js';
import { lateRecord } from '../client/src/follow/late-record.js';
import type { ScriptedMatch } from '../src/matches/model/script.js';
import { misbehaved } from '../src/matches/model/simulator/misbehaviour/misbehaved.js';
import { simulated } from '../src/matches/model/simulator/simulated.js';
import type { MatchEvent } from '../src/wire/matches.js';

const WRONGS = ['duplicates', 'late_names', 'disallowed_goals', 'silence'] as const;
const LATE_MS = 800;

const MATCHES: readonly (readonly [string, ScriptedMatch])[] = [
  ['football', simulated({ sport: 'football', seed: 3, knockout: true })],
  ['cricket', simulated({ sport: 'cricket', seed: 5 })],
];

/** Goals by hand: what every fact is by now, and whose goal it was. */
function goals(events: readonly MatchEvent[]): { readonly home: number; readonly away: number } {
  const facts = new Map<string, MatchEvent>();
  for (const event of events) facts.set(event.fact, event);
  const score = { home: 0, away: 0 };
  for (const { op, content } of facts.values()) {
    if (op === 'retract' || content.side === undefined) continue;
    if (content.type === 'goal') score[content.side] += 1;
  }
  return score;
}

describe('a replay, at any moment', () => {
  test.each(MATCHES)('[RP15] of a match of %s has it as it stood live at that moment', (_, clean) => {
    const match = misbehaved(clean, { kinds: WRONGS, seed: 7 });
    const live = [...recordedEvents(match, { lateMs: LATE_MS })];
    const events = live.map(({ event }) => event);
    const whole = { events, lines: [], state: live.at(-1)?.state };
    const end = events.at(-1)?.recordedAt ?? 0;
    fc.assert(
      fc.property(fc.double({ min: -1, max: end + 1, noNaN: true }), (at) => {
        const { state, events: shown } = lateRecord(match, whole, at);
        const then = live.findLast(({ event }) => event.recordedAt <= at);
        expect(shown.map(({ seq }) => seq)).toEqual(shown.map((_event, nth) => nth + 1));
        expect(shown.at(-1)?.seq).toBe(then?.event.seq);
        if (then === undefined) expect(state).toMatchObject({ seq: 0, lifecycle: 'scheduled' });
        else expect(state).toEqual(then.state);
        if (match.sport === 'football') expect(state?.score).toMatchObject(goals(shown));
      }),
      { numRuns: 40 },
    );
  });
});
