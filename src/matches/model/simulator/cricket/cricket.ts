import type { Finish } from '../../../../wire/matches.js';
import { SIDES, type Side } from '../../../../wire/sports.js';
import type { ScriptedMatch } from '../../script.js';
import { Chance } from '../chance.js';
import { ScriptWriter } from '../script-writer.js';
import { ELEVEN, lineup, otherSide, squadsOf, type Sides, type Squad } from '../squad.js';
import { Innings, type InningsPlan } from './innings.js';
import { INNINGS_BREAK_SEC, SKILL_SPREAD, SUPER_OVER_BREAK_SEC } from './odds.js';
import { playInnings } from './tell-innings.js';

export interface CricketMatch extends Sides {
  readonly seed: number;
}

const SUFFIXES = ['Herons', 'Comets', 'Kestrels', 'Badgers', 'Falcons', 'Otters', 'Mariners'];
const OVERS = 20;
/** Each with three new batters, so that nobody who was out bats again; what is level then is a tie. */
const SUPER_OVERS_MAX = 3;
const SUPER_OVER_BATTERS = 3;

interface Fielded {
  readonly chance: Chance;
  readonly script: ScriptWriter;
  readonly squads: Readonly<Record<Side, Squad>>;
  readonly skill: Readonly<Record<Side, number>>;
}

/** A whole T20 match as it might have been, told at the pace of a real one. */
export function simulateCricket({ seed, ...sides }: CricketMatch): ScriptedMatch {
  const chance = new Chance(seed);
  const squads = squadsOf(sides, { suffixes: SUFFIXES, size: ELEVEN }, chance);
  const script = new ScriptWriter();
  const skill = { home: skillOf(chance), away: skillOf(chance) };
  const first = tossed(chance, script);
  for (const side of SIDES) {
    script.pass(10);
    script.add(`lineup:${side}`, lineup(squads[side]));
  }
  script.pass(40);
  script.add('match:start', { type: 'match_start' });
  const finish = played({ chance, script, squads, skill }, first);
  script.pass(5);
  script.add('match:end', { type: 'match_end', finish });
  const [home, away] = [squads.home.team, squads.away.team];
  return {
    sport: 'cricket',
    title: `${home.name} – ${away.name}`,
    home,
    away,
    info: { overs: OVERS, ballsPerOver: 6 },
    lines: script.lines,
  };
}

function skillOf(chance: Chance): number {
  return 1 + chance.between(-SKILL_SPREAD, SKILL_SPREAD);
}

/** Says who bats first. */
function tossed(chance: Chance, script: ScriptWriter): Side {
  const winner = chance.pick(SIDES);
  const choice = chance.pick(['bat', 'field'] as const);
  script.add('toss', { type: 'toss', subtype: choice, side: winner });
  return choice === 'bat' ? winner : otherSide(winner);
}

function played(match: Fielded, first: Side): Finish {
  const second = otherSide(first);
  const full = { oversMax: OVERS };
  const set = play(match, { ...full, number: 1, segment: 'INN1', side: first });
  match.script.pass(INNINGS_BREAK_SEC);
  const chased = play(match, { ...full, number: 2, segment: 'INN2', side: second, target: set + 1 });
  if (set !== chased) return { method: 'regulation', result: 'win', winner: set > chased ? first : second };
  return superOvers(match, second);
}

// Who batted second goes first, and so on from one to the next.
function superOvers(match: Fielded, first: Side): Finish {
  let begins = first;
  for (let round = 0; round < SUPER_OVERS_MAX; round += 1) {
    const follows = otherSide(begins);
    const number = 2 * round + 3;
    const short = { oversMax: 1, round, segment: `SUPER${round + 1}` };
    match.script.pass(SUPER_OVER_BREAK_SEC);
    const set = play(match, { ...short, number, side: begins });
    match.script.pass(SUPER_OVER_BREAK_SEC);
    const target = set + 1;
    const chased = play(match, { ...short, number: number + 1, side: follows, target });
    if (set !== chased) return { method: 'super_over', result: 'win', winner: set > chased ? begins : follows };
    begins = follows;
  }
  return { method: 'super_over', result: 'tie' };
}

type Turn = Pick<InningsPlan, 'number' | 'segment' | 'oversMax' | 'target'> & {
  readonly side: Side;
  /** Of super overs, from 0. */
  readonly round?: number;
};

/** Says how many runs were made. */
function play({ chance, script, squads, skill }: Fielded, { side, round, ...turn }: Turn): number {
  const batting = squads[side];
  const from = (round ?? 0) * SUPER_OVER_BATTERS;
  const batters = round === undefined ? batting.starters : batting.starters.slice(from, from + SUPER_OVER_BATTERS);
  const bowling = squads[otherSide(side)];
  const innings = new Innings({ ...turn, batting, bowling, batters, skill: skill[side] }, chance, script);
  playInnings(innings);
  return innings.runs;
}
