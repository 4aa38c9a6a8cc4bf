import type { MatchInfo } from '../../../src/wire/match-doors.js';
import type { InningsScore, MatchState } from '../../../src/wire/matches.js';
import { MATCHES } from '../words/matches.js';

const BALLS_PER_OVER = 6;

/** The innings being played, or the last. */
export function inningsNow({ score }: MatchState): InningsScore | undefined {
  return score.innings.at(-1);
}

/** What who bats second has to do: “Target 155 · 23 to win from 14 balls”. Nothing where there is no target. */
export function chaseWords(state: MatchState, info: MatchInfo): string | undefined {
  const innings = inningsNow(state);
  if (innings?.target === undefined || innings.target === null) return undefined;
  const { runs, overs = info.overs } = innings.target;
  const words = MATCHES.target(runs);
  const left = runs - innings.runs;
  if (left <= 0 || state.finish !== null) return words;
  const perOver = info.ballsPerOver ?? BALLS_PER_OVER;
  // 17.4 overs are 17 and 4 balls.
  const balls = overs === undefined ? undefined : Math.floor(overs) * perOver + Math.round((overs % 1) * 10);
  return `${words} · ${MATCHES.needs(left, balls === undefined ? undefined : Math.max(0, balls - innings.balls))}`;
}
