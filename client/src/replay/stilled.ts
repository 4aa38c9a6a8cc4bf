import { secondsAt } from '../../../src/matches/model/play-clock.js';
import type { MatchState } from '../../../src/wire/matches.js';

/** A match as it stood at a moment that was: its clock shows that moment, and does not run on while nobody listens. */
export function stilled(state: MatchState, at: number): MatchState {
  const { clock } = state;
  if (clock === null || !Number.isFinite(at)) return state;
  const sec = secondsAt({ ...clock, untilSec: null }, at);
  return { ...state, clock: { ...clock, sec, running: false, asOf: at } };
}
