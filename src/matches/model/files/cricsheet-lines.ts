import type { Cricsheet, CricsheetInnings } from '../../../wire/cricsheet.js';
import type { EventContent } from '../../../wire/matches.js';
import type { ScriptLine } from '../script.js';
import { linesOfBall } from './cricsheet-ball.js';
import { endOf } from './cricsheet-end.js';
import { placedInnings, sideOf, type PlacedInnings } from './cricsheet-sides.js';
import { tokenOf } from './cricsheet-tokens.js';
import type { Happening } from './happening.js';

/** The files have no times: this is how fast twenty overs are allowed to take. */
export const BALL_MS = 45_000;
export const BETWEEN_INNINGS_MS = 20 * 60_000;

/** All that a file tells, from the toss to how it ended. */
export function linesOfMatch(file: Cricsheet): ScriptLine[] {
  const all = placedInnings(file);
  const lines: ScriptLine[] = [];
  let now = 0;
  const tell = (happenings: readonly Happening[]): void => {
    for (const [key, content] of happenings) {
      lines.push({ op: 'add', afterMs: now, key, version: file.meta.revision, provisional: false, content });
    }
  };
  // Where no innings is told of, nothing was played.
  if (all.length > 0) tell([['start', { type: 'match_start' }]]);
  tell(toss(file));
  for (const innings of all) {
    if (innings.number > 1) now += BETWEEN_INNINGS_MS;
    tell(beginning(innings));
    for (const ball of ballsOf(file, innings)) {
      now += BALL_MS;
      tell(ball);
    }
    tell(ending(innings));
  }
  tell([endOf(file)]);
  return lines;
}

function toss(file: Cricsheet): readonly Happening[] {
  const { toss: told } = file.info;
  const side = sideOf(file, told?.winner);
  if (told === undefined || side === undefined) return [];
  return [
    ['toss', { type: 'toss', side, ...(told.decision === undefined ? {} : { subtype: tokenOf(told.decision) }) }],
  ];
}

function beginning(placed: PlacedInnings): readonly Happening[] {
  const { innings, number, segment, side } = placed;
  const { runs, overs } = innings.target ?? {};
  const start: EventContent = {
    type: 'innings_start',
    segment,
    side,
    ...(runs === undefined ? {} : { target: { runs, ...(overs === undefined ? {} : { overs }) } }),
    ...numbered(placed),
  };
  return [[`innings:${number}:start`, start], ...penalty(placed, 'pre')];
}

function ending(placed: PlacedInnings): readonly Happening[] {
  const { innings, number, segment, side } = placed;
  const subtype = innings.forfeited ? 'forfeited' : innings.declared ? 'declared' : undefined;
  const absent = innings.absent_hurt.map((name, index): Happening => [
    `absent:${number}.${index}`,
    { type: 'note', subtype: 'absent_hurt', segment, side, participants: [{ role: 'absent', name }] },
  ]);
  return [
    ...absent,
    ...penalty(placed, 'post'),
    [`innings:${number}:end`, { type: 'innings_end', segment, side, ...(subtype === undefined ? {} : { subtype }) }],
  ];
}

function penalty(placed: PlacedInnings, when: 'pre' | 'post'): readonly Happening[] {
  const { innings, number, segment, side } = placed;
  const points = innings.penalty_runs?.[when] ?? 0;
  if (points === 0) return [];
  return [[`penalty:${number}.${when}`, { type: 'penalty_runs', segment, side, points, ...numbered(placed) }]];
}

// The name of a super over does not tell which of its two innings is meant.
function numbered({ innings, number }: PlacedInnings): Pick<EventContent, 'delivery'> {
  if (!innings.super_over) return {};
  return { delivery: { innings: number, over: 0, ball: 0, runs: { batter: 0, extras: 0 } } };
}

/** What is told at each ball: what came before it, the ball itself, what came of it. */
function ballsOf(file: Cricsheet, placed: PlacedInnings): (readonly Happening[])[] {
  const { innings } = placed;
  const powerplays = innings.powerplays.map((one, index) => ({ ...one, index }));
  let before = -1;
  return innings.overs.flatMap(({ over, deliveries }) => {
    let legal = 0;
    return deliveries.map((delivery, ball) => {
      const now = over * 10 + Math.min(9, legal + 1);
      const begun = powerplays.filter(({ from }) => tenths(from) > before && tenths(from) <= now);
      before = now;
      if (!delivery.extras?.wides && !delivery.extras?.noballs) legal += 1;
      return [...begun.map((one) => powerplay(placed, one)), ...linesOfBall(file, placed, { over, ball, delivery })];
    });
  });
}

// 5.3 is the third ball of the sixth over. A powerplay whose first ball was never bowled did not begin.
function tenths(over: number): number {
  return Math.round(over * 10);
}

function powerplay(
  { number, segment, side }: PlacedInnings,
  { index, from, to, type }: CricsheetInnings['powerplays'][number] & { readonly index: number },
): Happening {
  return [
    `powerplay:${number}.${index}`,
    { type: 'powerplay', subtype: tokenOf(type), segment, side, text: `From ${from} to ${to}.` },
  ];
}
