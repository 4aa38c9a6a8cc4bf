/** A file of Cricsheet as little as counting needs of it. */
export interface CountedFile {
  meta: { revision: number };
  info: { teams: string[]; outcome: Record<string, unknown> };
  innings: CountedInnings[];
}

interface CountedInnings {
  team: string;
  super_over?: boolean;
  penalty_runs?: { pre?: number; post?: number };
  overs?: {
    over: number;
    deliveries: {
      runs: { batter: number; extras: number; total: number };
      extras?: Record<string, number>;
      wickets?: { kind: string; player_out: string }[];
    }[];
  }[];
}

export interface CountOfInnings {
  side: string;
  runs: number;
  wickets: number;
  balls: number;
  extras: number;
}

/** What anybody would count with the file in hand, knowing nothing of our events. */
export function countOf(file: CountedFile): { innings: CountOfInnings[]; home: number; away: number } {
  const innings = file.innings.map((one) => countOfInnings(one, file.info.teams));
  const scored = (side: string): number =>
    innings
      .filter((one, index) => one.side === side && file.innings[index]?.super_over !== true)
      .reduce((sum, { runs }) => sum + runs, 0);
  return { innings, home: scored('home'), away: scored('away') };
}

function countOfInnings(innings: CountedInnings, teams: readonly string[]): CountOfInnings {
  const penalty = (innings.penalty_runs?.pre ?? 0) + (innings.penalty_runs?.post ?? 0);
  const count = {
    side: innings.team === teams[0] ? 'home' : 'away',
    runs: penalty,
    wickets: 0,
    balls: 0,
    extras: penalty,
  };
  for (const { deliveries } of innings.overs ?? []) {
    for (const { runs, extras = {}, wickets = [] } of deliveries) {
      count.runs += runs.total;
      count.extras += runs.extras;
      if (!('wides' in extras) && !('noballs' in extras)) count.balls += 1;
      count.wickets += wickets.filter(({ kind }) => kind !== 'retired hurt' && kind !== 'retired not out').length;
    }
  }
  return count;
}
