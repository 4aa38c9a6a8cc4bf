import type { FactSheet, Moment, Person, Standing } from '../fact-sheet.js';
import type { Side } from '../../../wire/sports.js';
import type { Part } from './compose.js';
import type { LineTask } from './line-task.js';
import type { Memory } from './memory.js';
import { isOpen } from './moments.js';
import { callingIn, personWords, type Calling } from './people.js';
import type { PhraseBook, Slots } from './phrase.js';
import type { Names, Tongue } from './tongue.js';

/** All that is needed to put a sheet into words. */
export interface Scene {
  readonly sheet: FactSheet;
  readonly tongue: Tongue;
  readonly book: PhraseBook;
  readonly memory: Memory;
  readonly calling: Calling;
  readonly names: Names;
  readonly seed: number;
  /** A goal or a wicket is being checked: no score is said as if it stood. */
  readonly isOpen: boolean;
}

/** What a line may consist of. */
export interface Plan {
  /** A whole first sentence that was made before it was needed, where something so big happened. */
  readonly opening: Part | undefined;
  /** What follows an opening, and what says it all without one. */
  readonly after: Part | undefined;
  readonly core: Part;
  readonly rest: readonly Part[];
  readonly extrasMax: number;
}

export function sceneOf({ sheet }: Pick<LineTask, 'sheet'>, tongue: Tongue, memory: Memory, seed: number): Scene {
  return {
    sheet,
    tongue,
    book: tongue.books[sheet.sport] ?? tongue.common,
    memory,
    calling: callingIn(sheet, memory),
    names: { home: sheet.home.name, away: sheet.away.name },
    seed,
    isOpen: isOpen(sheet),
  };
}

export function otherOf(side: Side): Side {
  return side === 'home' ? 'away' : 'home';
}

export function sideSlots({ names }: Scene, side: Side | null): Slots {
  if (side === null) return { home: names.home, away: names.away };
  return { home: names.home, away: names.away, side: names[side], other: names[otherOf(side)] };
}

/** Who took part, by role; `who` is the one who did it, and `last` is how they are called a second time. */
export function peopleSlots(scene: Scene, moment: Pick<Moment, 'people'>, doers: readonly string[]): Slots {
  const doer = doers.map((role) => moment.people.find((one) => one.role === role)).find((one) => one !== undefined);
  const everybody = moment.people.toReversed().map((person) => [person.role, person] as const);
  const known = doer === undefined ? everybody : [...everybody, ['who', doer] as const];
  const last = doer === undefined || doer.name === null ? undefined : scene.calling.short(doer.name);
  return {
    ...Object.fromEntries(known.map(([role, person]) => [role, personWords(person, scene)])),
    ...Object.fromEntries(known.flatMap(([role, { name, number }]) => shirtBeside(scene, role, { name, number }))),
    last,
  };
}

function shirtBeside(
  { tongue }: Scene,
  role: string,
  { name, number }: Pick<Person, 'name' | 'number'>,
): readonly (readonly [string, string])[] {
  return name !== null || number === null ? [] : [[`${role}~`, tongue.shirt(number, null)]];
}

export function scoreSlots({ tongue, names }: Scene, { score, shootout }: Standing): Slots {
  const goals = score.home + score.away;
  const kicks = shootout === null ? undefined : { home: shootout.home.made, away: shootout.away.made };
  return {
    score: tongue.score(names, score),
    full: tongue.full(names, score),
    level: score.home === score.away && goals > 0 ? tongue.score(names, score) : undefined,
    goalless: goals === 0 ? '' : undefined,
    kicks: kicks && tongue.score(names, kicks),
    kicksFull: kicks && tongue.full(names, kicks),
  };
}

/** An ordinal in each of its forms. */
export function nthSlots(tongue: Tongue, name: string, value: number): Slots {
  return {
    [name]: tongue.ordinal(value, 'm'),
    [`${name}F`]: tongue.ordinal(value, 'f'),
    [`${name}O`]: tongue.ordinal(value, 'oblique'),
  };
}

/** The minute of a moment. It says nothing of it where its own clock was not told. */
export function minuteSlots({ tongue }: Scene, { type, before, after }: Moment): Slots {
  const [was, now] = [before.minute, after.minute];
  const isOwn = now !== null && (was === null || was.minute !== now.minute || was.added !== now.added);
  const isPlay = after.segment !== 'PENS' && type !== 'added_time';
  if (!isOwn || !isPlay || now.minute === 0) return {};
  return { minute: tongue.minute(now) };
}
