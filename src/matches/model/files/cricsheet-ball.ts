import type { Cricsheet, CricsheetDelivery, CricsheetReplacement } from '../../../wire/cricsheet.js';
import { PARTICIPANTS_MAX, type Delivery, type EventContent, type Participant } from '../../../wire/matches.js';
import type { Happening } from './happening.js';
import { otherOf, sideOf, type PlacedInnings } from './cricsheet-sides.js';
import { tokenOf } from './cricsheet-tokens.js';

interface PlacedDelivery {
  readonly over: number;
  /** Among all of the over, wides and no-balls among them. */
  readonly ball: number;
  readonly delivery: CricsheetDelivery;
}

/** A ball, who came in before it and what a review said of it. */
export function linesOfBall(file: Cricsheet, placed: PlacedInnings, at: PlacedDelivery): Happening[] {
  const name = `${placed.number}.${at.over}.${at.ball}`;
  const { replacements, review } = at.delivery;
  const changes = [...(replacements?.match ?? []), ...(replacements?.role ?? [])];
  return [
    ...changes.map((change, index): Happening => [`replacement:${name}.${index}`, replaced(file, placed, change)]),
    [`ball:${name}`, ballOf(placed, at)],
    ...(review === undefined ? [] : [[`review:${name}`, reviewed(file, placed, review)] as const]),
  ];
}

function ballOf(placed: PlacedInnings, at: PlacedDelivery): EventContent {
  const { side, segment } = placed;
  return { type: 'delivery', segment, side, participants: whoPlayed(at.delivery, placed), delivery: told(placed, at) };
}

function told({ number }: PlacedInnings, { over, ball, delivery }: PlacedDelivery): Delivery {
  const { runs, extras, wickets = [] } = delivery;
  const boundary = runs.non_boundary === true || (runs.batter !== 4 && runs.batter !== 6) ? undefined : runs.batter;
  return {
    innings: number,
    over,
    ball,
    runs: { batter: runs.batter, extras: runs.extras },
    ...(extras === undefined ? {} : { extras }),
    ...(boundary === undefined ? {} : { boundary }),
    ...(wickets.length === 0 ? {} : { wickets: wickets.map(wicketOf) }),
  };
}

type CricsheetWicket = NonNullable<CricsheetDelivery['wickets']>[number];

function wicketOf({ kind, player_out: out, fielders = [] }: CricsheetWicket): NonNullable<Delivery['wickets']>[number] {
  const named = fielders.flatMap(({ name }) => name ?? []);
  return { kind: tokenOf(kind), out, ...(named.length === 0 ? {} : { fielders: named }) };
}

// Who bats gains by every run: the side of the others is told with them.
function whoPlayed(
  { batter, non_striker, bowler, wickets = [] }: CricsheetDelivery,
  { side }: PlacedInnings,
): Participant[] {
  const other = otherOf(side);
  const fielders = wickets
    .flatMap((wicket) => wicket.fielders ?? [])
    .map(({ name, substitute }): Participant => ({
      role: substitute === true ? 'substitute' : 'fielder',
      ...(name === undefined ? {} : { name }),
      side: other,
    }));
  const others = non_striker === undefined ? [] : [{ role: 'non_striker', name: non_striker }];
  const all: Participant[] = [
    { role: 'batter', name: batter },
    ...others,
    { role: 'bowler', name: bowler, side: other },
    ...fielders,
  ];
  return all.slice(0, PARTICIPANTS_MAX);
}

// Whoever asked for it gains by it where the decision falls.
function reviewed(
  file: Cricsheet,
  { segment }: PlacedInnings,
  review: NonNullable<CricsheetDelivery['review']>,
): EventContent {
  const by = sideOf(file, review.by);
  const decision = tokenOf(review.decision);
  const gains = decision === 'upheld' ? by : decision === 'struck_down' && by !== undefined ? otherOf(by) : undefined;
  const { batter, umpire } = review;
  return {
    type: 'review_end',
    subtype: decision,
    segment,
    ...(gains === undefined ? {} : { side: gains }),
    participants: [
      { role: 'reviewer', name: review.by, ...(by === undefined ? {} : { side: by }) },
      ...(batter === undefined ? [] : [{ role: 'batter', name: batter }]),
      ...(umpire === undefined ? [] : [{ role: 'umpire', name: umpire }]),
    ],
    ...(review.umpires_call === true ? { text: 'Umpire’s call.' } : {}),
  };
}

function replaced(file: Cricsheet, { segment }: PlacedInnings, change: CricsheetReplacement): EventContent {
  const { in: name, out, reason, role } = change;
  const side = sideOf(file, change.team);
  return {
    type: 'note',
    subtype: 'replacement',
    segment,
    ...(side === undefined ? {} : { side }),
    participants: [{ role: 'in', name }, ...(out === undefined ? [] : [{ role: 'out', name: out }])],
    text: `${name} in${out === undefined ? '' : ` for ${out}`}${role === undefined ? '' : ` as ${role}`}${reason === undefined ? '' : ` (${reason.replaceAll('_', ' ')})`}.`,
  };
}
