import type { Minute, Moment, Tally } from '../fact-sheet.js';
import type { Part } from './compose.js';
import type { Slots } from './phrase.js';
import { countSlots, quietPart, spanSlot, tallyOf } from './quiet-part.js';
import { otherOf, scoreSlots, type Scene } from './scene.js';

const SIDES = ['home', 'away'] as const;
const COUNTED = ['corner', 'foul', 'shot', 'shot_on', 'offside', 'yellow', 'save', 'substitution'] as const;
/** What is done to nobody’s credit is not compared. */
const COMPARED = ['corner', 'shot', 'shot_on', 'foul'] as const;
/** Of these a side has usually had one by then. */
const MISSED = ['corner', 'shot', 'yellow'] as const;
const MISSED_FROM_MINUTE = 15;
const ENDS: Readonly<Record<string, number>> = { H1: 45, H2: 90, ET1: 105, ET2: 120 };
/** Nobody says of the first minutes how many are left. */
const LEFT_MAX = 30;

/** What is told of football while nothing happens. */
export function footballQuiet(scene: Scene): readonly Part[] {
  const { segment } = scene.sheet.standing;
  if (segment === null || segment === 'PENS') return [];
  return [
    ...scores(scene),
    ...goals(scene),
    ...counts(scene),
    ...players(scene),
    ...compared(scene),
    ...missing(scene),
    ...waits(scene),
    ...time(scene),
    ...cards(scene),
    ...changes(scene),
  ];
}

function scores(scene: Scene): readonly Part[] {
  const { sheet, tongue, names } = scene;
  const { score } = sheet.standing;
  const minute = minuteNow(scene);
  const slots = { ...scoreSlots(scene, sheet.standing), ...(minute === null ? {} : { minute: tongue.minute(minute) }) };
  const by = Math.abs(score.home - score.away);
  const leader = score.home > score.away ? 'home' : 'away';
  const lead = { leader: names[leader], trailer: names[otherOf(leader)], margin: tongue.goals(by) };
  const total = tongue.goals(score.home + score.away);
  return [
    quietPart(scene, 'quiet.score', slots, 60),
    ...(by === 0 ? [] : [quietPart(scene, 'quiet.lead', { ...slots, ...lead })]),
    ...(score.home + score.away < 2 ? [] : [quietPart(scene, 'quiet.goals', { total }, 20)]),
    ...SIDES.filter((side) => score[side] === 0 && by > 0).map((side) =>
      quietPart(scene, 'quiet.none.goal', { side: names[side], other: names[otherOf(side)] }, 30),
    ),
  ];
}

/** The minute that the clock shows while it is played. The board shows how many there will be, as if they had been played. */
function minuteNow({ sheet }: Scene): Minute | null {
  const { standing, earlier } = sheet;
  const isBoard =
    earlier.findLast(({ after, before }) => !isSameMinute(after.minute, before.minute))?.type === 'added_time';
  return standing.segment === 'POST' || isBoard ? null : standing.minute;
}

function isSameMinute(one: Minute | null, other: Minute | null): boolean {
  return one?.minute === other?.minute && one?.added === other?.added;
}

/** Goals of which it is known who scored, and which stand. Before an own goal somebody else was the last to score. */
function goals(scene: Scene): readonly Part[] {
  const all = latestOf(scene.sheet.earlier).filter(({ type, news }) => type === 'goal' && news !== 'undone');
  const last = all.at(-1);
  return all.flatMap((goal) => {
    const who = goal.isSure && goal.subtype !== 'own_goal' ? personSlots(scene, goal, 'scorer') : undefined;
    if (who === undefined) return [];
    const slots = { ...who, ...scoreSlots(scene, scene.sheet.standing) };
    return [quietPart(scene, 'quiet.scorer', slots), ...(goal === last ? [quietPart(scene, 'quiet.goal', slots)] : [])];
  });
}

/** Who, of which side, and when where that can be said. */
function personSlots(scene: Scene, { side, people, after, before }: Moment, role: string): Slots | undefined {
  const name = people.find((one) => one.role === role)?.name;
  if (side === null || name === undefined || name === null) return undefined;
  const { minute } = after;
  const isOwn = minute !== null && minute.added === null && !isSameMinute(minute, before.minute);
  return {
    who: scene.calling.called(name),
    side: scene.names[side],
    other: scene.names[otherOf(side)],
    ...(isOwn ? { minute: scene.tongue.minute(minute) } : {}),
  };
}

function counts(scene: Scene): readonly Part[] {
  return SIDES.flatMap((side) =>
    COUNTED.flatMap((what) => {
      const { inMatch, inPart } = tallyOf(scene, what, side);
      const sides = { side: scene.names[side], other: scene.names[otherOf(side)] };
      const of = (span: 'part' | 'match', value: number): Part =>
        quietPart(scene, `quiet.${what}`, { ...sides, ...countSlots(scene, value), ...spanSlot(scene, span) }, 45);
      return [
        ...(inPart < 2 ? [] : [of('part', inPart)]),
        ...(inMatch < 2 || inMatch === inPart ? [] : [of('match', inMatch)]),
      ];
    }),
  );
}

const BY_ONE: Readonly<Partial<Record<Tally['what'], number>>> = { shot: 2, foul: 2, save: 2, offside: 2, corner: 3 };

function players(scene: Scene): readonly Part[] {
  return scene.sheet.tallies.flatMap(({ what, side, who, inMatch }) => {
    const least = BY_ONE[what];
    if (who === null || least === undefined || inMatch < least) return [];
    const slots = { who: scene.calling.called(who), side: scene.names[side], ...countSlots(scene, inMatch) };
    return [quietPart(scene, `quiet.who.${what}`, slots, 45)];
  });
}

function compared(scene: Scene): readonly Part[] {
  return COMPARED.flatMap((what) => {
    const [home, away] = SIDES.map((side) => tallyOf(scene, what, side).inMatch);
    if (home === undefined || away === undefined || Math.min(home, away) < 1) return [];
    const more = home > away ? 'home' : 'away';
    const slots = {
      more: scene.names[more],
      fewer: scene.names[otherOf(more)],
      moreCount: scene.tongue.cardinal(Math.max(home, away)),
      fewerCount: scene.tongue.cardinal(Math.min(home, away)),
      all: scene.tongue.cardinal(home + away),
    };
    return [quietPart(scene, home === away ? `quiet.same.${what}` : `quiet.more.${what}`, slots, 40)];
  });
}

function missing(scene: Scene): readonly Part[] {
  const { minute } = scene.sheet.standing;
  if (minute === null || minute.minute < MISSED_FROM_MINUTE) return [];
  return SIDES.flatMap((side) =>
    MISSED.flatMap((what) => {
      if (tallyOf(scene, what, side).inMatch > 0) return [];
      const slots = { side: scene.names[side], other: scene.names[otherOf(side)] };
      return [quietPart(scene, `quiet.none.${what}`, slots, 25)];
    }),
  );
}

function waits(scene: Scene): readonly Part[] {
  return scene.sheet.waits
    .filter(({ value }) => isRound(value))
    .map(({ what, value }) => quietPart(scene, `quiet.wait.${what}`, { within: scene.tongue.minutes(value) }, 40));
}

function time(scene: Scene): readonly Part[] {
  const { standing } = scene.sheet;
  const minute = minuteNow(scene);
  const end = ENDS[standing.segment ?? ''];
  if (minute === null || end === undefined || minute.added !== null) return [];
  const left = end - minute.minute;
  const gone = minute.minute - 1;
  return [
    ...(left < 2 || left > LEFT_MAX || !isRound(left)
      ? []
      : [quietPart(scene, 'quiet.left', { left: scene.tongue.minutes(left) }, 35)]),
    ...(!isRound(gone) || gone < 5 ? [] : [quietPart(scene, 'quiet.gone', { gone: scene.tongue.minutes(gone) }, 35)]),
  ];
}

// Nobody counts each minute aloud, but the last ones.
function isRound(minutes: number): boolean {
  return minutes % 5 === 0 || minutes < 5;
}

function cards(scene: Scene): readonly Part[] {
  const shown = latestOf(scene.sheet.earlier).filter(({ isSure, news }) => isSure && news !== 'undone');
  const off = shown.filter(({ type }) => type === 'red' || type === 'second_yellow');
  const gone = new Set(off.flatMap(({ people }) => people.map(({ name }) => name)));
  const booked = shown.filter(({ type, people }) => type === 'yellow' && people.every(({ name }) => !gone.has(name)));
  const of = (key: string, moment: Moment): Part[] => {
    const slots = personSlots(scene, moment, 'player');
    return slots === undefined ? [] : [quietPart(scene, key, slots, 35)];
  };
  return [...booked.flatMap((one) => of('quiet.booked', one)), ...off.flatMap((one) => of('quiet.off', one))];
}

function changes(scene: Scene): readonly Part[] {
  return latestOf(scene.sheet.earlier)
    .filter(({ type, isSure, news }) => type === 'substitution' && isSure && news !== 'undone')
    .flatMap(({ people, side }) => {
      const [comes, goes] = ['in', 'out'].map((role) => people.find((one) => one.role === role)?.name);
      if (comes === undefined || comes === null || side === null) return [];
      const number = scene.sheet[side].players.find(({ name }) => name === comes)?.number ?? undefined;
      const slots = {
        who: scene.calling.called(comes),
        goes: goes === undefined || goes === null ? undefined : scene.calling.short(goes),
        number: number === undefined ? undefined : String(number),
        side: scene.names[side],
      };
      return [quietPart(scene, 'quiet.change', slots, 40)];
    });
}

function latestOf(earlier: readonly Moment[]): readonly Moment[] {
  return [...new Map(earlier.map((moment) => [moment.fact, moment])).values()];
}
