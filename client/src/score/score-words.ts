import type { MatchCard } from '../../../src/wire/match-doors.js';
import type { InningsScore, MatchState } from '../../../src/wire/matches.js';
import type { Side, Sport } from '../../../src/wire/sports.js';
import { MATCHES } from '../words/matches.js';

const ALL_OUT = 10;

/** What one side has: 2, or 154/6 (18.3); in a match of two innings each, both of them. */
export function sideScore(sport: Sport, { score }: MatchState, side: Side): string {
  if (sport !== 'cricket') return String(score[side]);
  const own = score.innings.filter((one) => one.side === side && !one.isSuper);
  return own.map(inningsWords).join(' & ');
}

function inningsWords({ runs, wickets, overs }: InningsScore): string {
  const fallen = wickets >= ALL_OUT ? '' : `/${wickets}`;
  return `${runs}${fallen} ${MATCHES.overs(overs.replace(/\.0$/, ''))}`;
}

/** Whether there is a score to show: nobody has nil before it begins. */
export function hasScore({ lifecycle, seq }: MatchState): boolean {
  return seq > 0 && !['scheduled', 'delayed', 'postponed', 'cancelled'].includes(lifecycle);
}

/** All of it in one line, as a title or a reader says it. */
export function scoreLine({ sport, home, away, state }: Pick<MatchCard, 'sport' | 'home' | 'away' | 'state'>): string {
  if (!hasScore(state)) return `${home.short} ${MATCHES.versus} ${away.short}`;
  const [ours, theirs] = [sideScore(sport, state, 'home'), sideScore(sport, state, 'away')];
  if (sport === 'cricket') return MATCHES.scoreOf(`${home.short} ${ours}`.trim(), `${away.short} ${theirs}`.trim());
  const { shootout } = state.score;
  const kicks = shootout === null ? '' : ` (${MATCHES.shootout(shootout.home, shootout.away)})`;
  return `${home.short} ${ours}–${theirs} ${away.short}${kicks}`;
}
