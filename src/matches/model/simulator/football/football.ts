import type { Finish } from '../../../../wire/matches.js';
import type { Side } from '../../../../wire/sports.js';
import type { ScriptedMatch } from '../../script.js';
import { Chance } from '../chance.js';
import { lineup, squadsOf, type Sides } from '../squad.js';
import { corner, offside, shot } from './attacks.js';
import { injury, plannedChanges, substitution, type PlannedChange } from './changes.js';
import { foul } from './fouls.js';
import { Game, type Part } from './game.js';
import {
  ADDED_MINUTES_MAX,
  ADDED_MINUTES_MIN,
  ADDED_SHARE,
  GAP_SEC,
  HOME_SHARE,
  PASSAGES,
  STRENGTH_SPREAD,
} from './odds.js';
import { shootout } from './shootout.js';

export interface FootballMatch extends Sides {
  readonly seed: number;
  /** It is decided on the day: by extra time, and then by penalties. */
  readonly knockout?: boolean;
}

const SUFFIXES = ['Rovers', 'Athletic', 'United', 'Wanderers', 'Town', 'Albion', 'City'];
const SQUAD_SIZE = 18;
const HALVES: readonly Part[] = [
  { segment: 'H1', fromSec: 0, untilSec: 2_700 },
  { segment: 'H2', fromSec: 2_700, untilSec: 5_400 },
];
const EXTRA_TIME: readonly Part[] = [
  { segment: 'ET1', fromSec: 5_400, untilSec: 6_300 },
  { segment: 'ET2', fromSec: 6_300, untilSec: 7_200 },
];
const PENALTIES: Part = { segment: 'PENS', fromSec: 7_200, untilSec: 7_200 };
const HALF_TIME_SEC = 900;
const SHORT_BREAK_SEC = 300;

/** A whole match of football as it might have been, told at the pace of a real one. */
export function simulateFootball({ seed, knockout = false, ...sides }: FootballMatch): ScriptedMatch {
  const chance = new Chance(seed);
  const squads = squadsOf(sides, { suffixes: SUFFIXES, size: SQUAD_SIZE }, chance);
  const game = new Game(chance, squads);
  game.script.add('match:start', { type: 'match_start' });
  for (const side of ['home', 'away'] as const) {
    game.script.pass(10);
    game.script.add(`lineup:${side}`, lineup(squads[side]));
  }
  game.script.pass(40);
  const finish = played(game, knockout);
  game.script.pass(5);
  game.script.add('match:end', { type: 'match_end', finish });
  const [home, away] = [squads.home.team, squads.away.team];
  return {
    sport: 'football',
    title: `${home.name} – ${away.name}`,
    home,
    away,
    info: {},
    lines: game.script.lines,
  };
}

function played(game: Game, knockout: boolean): Finish {
  const course: Course = {
    game,
    homeShare: HOME_SHARE + game.chance.between(-STRENGTH_SPREAD, STRENGTH_SPREAD),
    changes: [...plannedChanges(game.chance)],
  };
  play(course, HALVES, HALF_TIME_SEC);
  const winner = ahead(game);
  if (winner !== undefined) return { method: 'regulation', result: 'win', winner };
  if (!knockout) return { method: 'regulation', result: 'draw' };
  game.script.pass(SHORT_BREAK_SEC);
  play(course, EXTRA_TIME, SHORT_BREAK_SEC);
  const later = ahead(game);
  if (later !== undefined) return { method: 'extra_time', result: 'win', winner: later };
  game.script.pass(SHORT_BREAK_SEC);
  game.begin(PENALTIES);
  game.pass(20, 40);
  const last = shootout(game);
  game.end();
  return { method: 'penalties', result: 'win', winner: last };
}

interface Course {
  readonly game: Game;
  readonly homeShare: number;
  /** Those still to come. */
  readonly changes: PlannedChange[];
}

function play(course: Course, parts: readonly Part[], breakSec: number): void {
  for (const [at, part] of parts.entries()) {
    if (at > 0) course.game.script.pass(breakSec);
    playPart(course, part);
  }
}

function playPart(course: Course, part: Part): void {
  const { game } = course;
  game.begin(part);
  passages(course, part.untilSec);
  // Nothing is played between the last passage and the board: the time up to the regular end goes by.
  game.script.pass(Math.max(0, part.untilSec - game.sec));
  const minutes = Math.round((game.lostSec * ADDED_SHARE) / 60);
  const added = Math.min(Math.max(minutes, ADDED_MINUTES_MIN), ADDED_MINUTES_MAX);
  game.tellAdded(added);
  const untilSec = part.untilSec + added * 60;
  passages(course, untilSec);
  game.script.pass(Math.max(0, untilSec - game.sec));
  game.pass(3, 25);
  game.end();
}

/** One passage of play after the other, as long as another begins before that second. */
function passages(course: Course, untilSec: number): void {
  const { game, changes } = course;
  for (;;) {
    const next = changes[0];
    const gapSec = game.chance.whole(GAP_SEC.from, GAP_SEC.to);
    const beginsSec = game.sec + gapSec;
    if (next !== undefined && next.sec < Math.min(beginsSec, untilSec)) {
      changes.shift();
      game.script.pass(Math.max(0, next.sec - game.sec));
      substitution(game, next.side, game.sides[next.side].anyone(game.chance));
      continue;
    }
    if (beginsSec >= untilSec) return;
    game.script.pass(gapSec);
    passage(course);
  }
}

function passage({ game, homeShare }: Course): void {
  const side = game.chance.happens(shareOfHome(game, homeShare)) ? 'home' : 'away';
  switch (game.chance.weighed(PASSAGES)) {
    case 'shot':
      return shot(game, side);
    case 'foul':
      return foul(game, side);
    case 'corner':
      return corner(game, side);
    case 'offside':
      return offside(game, side);
    case 'injury':
      return injury(game, side);
  }
}

// Fewer players have less of the game.
function shareOfHome({ sides }: Game, homeShare: number): number {
  const home = homeShare * sides.home.onPitch.length;
  const away = (1 - homeShare) * sides.away.onPitch.length;
  return home / (home + away);
}

function ahead({ sides }: Game): Side | undefined {
  const { home, away } = sides;
  if (home.goals === away.goals) return undefined;
  return home.goals > away.goals ? 'home' : 'away';
}
