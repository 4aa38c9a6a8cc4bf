import { Chance } from '../../src/matches/model/simulator/chance.js';

const OVERS = 20;
const BALLS = 6;
const SIDE = 11;
const RUNS = [0, 0, 0, 1, 1, 1, 2, 4, 6];
const OUT_SHARE = 0.05;

interface Innings {
  readonly overs: readonly object[];
  readonly total: number;
}

/** A made-up T20 match as Cricsheet writes one: the same for the same seed, and no two alike. */
export function cricsheetFile(seed: number): string {
  const chance = new Chance(seed);
  const teams = [`Home ${seed}`, `Away ${seed}`] as const;
  const players = Object.fromEntries(
    teams.map((team) => [team, Array.from({ length: SIDE }, (_, nth) => `${team} ${String.fromCharCode(65 + nth)}`)]),
  );
  const [home = [], away = []] = teams.map((team) => players[team]);
  const first = innings(chance, home, away, Infinity);
  const second = innings(chance, away, home, first.total);
  return JSON.stringify({
    meta: { data_version: '1.1.0', revision: 1 },
    info: {
      teams,
      players,
      dates: ['2031-06-01'],
      balls_per_over: BALLS,
      overs: OVERS,
      toss: { winner: teams[0], decision: 'bat' },
      outcome: outcomeOf(teams, first.total, second.total),
    },
    innings: [
      { team: teams[0], overs: first.overs },
      { team: teams[1], overs: second.overs, target: { overs: OVERS, runs: first.total + 1 } },
    ],
  });
}

function outcomeOf([home, away]: readonly [string, string], first: number, second: number): object {
  if (first === second) return { result: 'tie' };
  return first > second ? { winner: home, by: { runs: first - second } } : { winner: away, by: { wickets: 1 } };
}

function innings(chance: Chance, batting: readonly string[], bowling: readonly string[], beat: number): Innings {
  const overs: object[] = [];
  let total = 0;
  let next = 2;
  let [batter, partner] = batting;
  for (let over = 0; over < OVERS; over += 1) {
    const deliveries: object[] = [];
    const bowler = bowling[SIDE - 1 - (over % 5)];
    while (deliveries.length < BALLS && total <= beat && next <= SIDE) {
      const isOut = chance.happens(OUT_SHARE);
      const runs = isOut ? 0 : chance.pick(RUNS);
      const ball = { batter, bowler, non_striker: partner, runs: { batter: runs, extras: 0, total: runs } };
      deliveries.push(isOut ? { ...ball, wickets: [{ kind: 'bowled', player_out: batter }] } : ball);
      total += runs;
      if (isOut) batter = batting[next++];
      else if (runs % 2 === 1) [batter, partner] = [partner, batter];
    }
    if (deliveries.length > 0) overs.push({ over, deliveries });
    [batter, partner] = [partner, batter];
  }
  return { overs, total };
}
