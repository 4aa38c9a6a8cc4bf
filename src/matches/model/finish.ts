import type { Finish, Score } from '../../wire/matches.js';
import type { Side, Sport } from '../../wire/sports.js';
import type { Mark } from './facts.js';
import type { Phase } from './phase.js';
import type { Tally } from './tally.js';

/** How it ended: as it was told, or as the score has it. Nothing while it has not. */
export function finishOf(
  sport: Sport,
  { lifecycle }: Phase,
  { score, marks, tally }: { readonly score: Score; readonly marks: readonly Mark[]; readonly tally: Tally },
): Finish | null {
  const told = marks.findLast(({ content }) => content.finish !== undefined)?.content.finish;
  if (lifecycle === 'no_result' || lifecycle === 'abandoned') return told ?? { method: 'regulation', result: 'none' };
  if (lifecycle !== 'finished' && lifecycle !== 'awarded') return null;
  if (told !== undefined) return told;
  const method = methodOf(sport, score, tally);
  const winner = ahead(score) ?? (score.shootout === null ? undefined : ahead(score.shootout)) ?? superWinner(score);
  if (winner !== undefined) return { method, result: 'win', winner };
  return { method, result: sport === 'football' ? 'draw' : 'tie' };
}

function ahead({ home, away }: { readonly home: number; readonly away: number }): Side | undefined {
  if (home === away) return undefined;
  return home > away ? 'home' : 'away';
}

function superWinner({ innings }: Score): Side | undefined {
  const runs = (side: Side): number =>
    innings.filter((one) => one.isSuper && one.side === side).reduce((sum, one) => sum + one.runs, 0);
  return ahead({ home: runs('home'), away: runs('away') });
}

function methodOf(sport: Sport, { shootout, innings, byPart }: Score, tally: Tally): Finish['method'] {
  const isLevel = tally.home === tally.away;
  if (isLevel && shootout !== null) return sport === 'football' ? 'penalties' : 'shootout';
  if (isLevel && innings.some(({ isSuper }) => isSuper)) return 'super_over';
  const parts = Object.keys(byPart);
  if (parts.some((part) => part.startsWith('ET'))) return 'extra_time';
  return parts.some((part) => part.startsWith('OT')) ? 'overtime' : 'regulation';
}
