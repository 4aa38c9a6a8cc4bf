import type { Moment, Standing } from '../fact-sheet.js';
import { chanceOf, type Part } from './compose.js';
import { commonKeys, commonSlots, endOpenings } from './any-match.js';
import { nounOf, newsKeys, toldSlots } from './news.js';
import { weightOf } from './moments.js';
import type { PhraseBook, Slots } from './phrase.js';
import { minuteSlots, peopleSlots, scoreSlots, sideSlots, type Plan, type Scene } from './scene.js';
import { nthOf, threadParts } from './threads.js';

/** Who did it, the first of these who is told. */
const DOERS: Readonly<Record<string, readonly string[]>> = {
  goal: ['scorer'],
  shot: ['shooter', 'taker', 'player'],
  save: ['keeper'],
  corner: ['taker'],
  free_kick: ['taker'],
  penalty_awarded: ['fouled'],
  penalty_missed: ['taker'],
  penalty_saved: ['taker'],
  shootout_kick: ['taker'],
  substitution: ['in'],
};
const OWN_GOAL = 'goal.own_goal';
const OPENINGS: Readonly<Record<string, readonly string[]>> = {
  goal: ['open.goal', 'open.scored'],
  [OWN_GOAL]: ['open.goal'],
  penalty_awarded: ['open.penalty'],
  penalty_missed: ['open.no_goal'],
  penalty_saved: ['open.no_goal'],
  red: ['open.red'],
  second_yellow: ['open.red'],
  'kick.made': ['open.kick'],
  'kick.not': ['open.no_kick'],
};
/** Of what decides matches the score is said as well. */
const WITH_SCORE = new Set(['goal', 'penalty_missed', 'penalty_saved', 'score_adjustment', 'segment_end', 'match_end']);
const SCORE = ['score', 'full'];
const KICKS = ['kicks', 'kicksFull'];
const IN_PLAY = new Set(['shot', 'save', 'corner', 'foul', 'offside', 'free_kick', 'yellow', 'substitution', 'injury']);
/** How often a line of no weight tells how it stands. */
const REMINDED = 0.22;

export function footballPlan(scene: Scene, moment: Moment, standing: Standing): Plan {
  const slots = footballSlots(scene, moment, standing);
  const core: Part = { keys: footballKeys(scene.book, moment, slots), slots, weight: 100, isMust: true };
  const isPlain = moment.news === 'happened' && moment.isSure;
  const opens = isPlain ? openingsOf(moment) : undefined;
  return {
    opening: opens === undefined ? undefined : { keys: opens, slots, weight: 110, isMust: true },
    after: { ...core, keys: core.keys.map((key) => `${key}.after`), isMust: false },
    core,
    rest: [...threadParts(scene, moment, slots), ...closing(scene, moment, slots)],
    extrasMax: isPlain ? ([1, 2, 3][weightOf(moment)] ?? 1) : 1,
  };
}

// Of an own goal nobody is said to have scored it.
function doersOf({ type, subtype }: Moment): readonly string[] {
  return subtype === 'own_goal' ? [] : (DOERS[type] ?? ['player', 'taker']);
}

export function footballSlots(scene: Scene, moment: Moment, standing: Standing): Slots {
  const { tongue } = scene;
  const { before, after } = moment;
  const added = moment.type === 'added_time' ? after.minute?.added : undefined;
  return {
    ...sideSlots(scene, moment.side),
    ...peopleSlots(scene, moment, doersOf(moment)),
    ...scoreSlots(scene, standing),
    ...minuteSlots(scene, moment),
    ...nthOf(scene, moment),
    ...(moment.type === 'added_time' && added !== null && added !== undefined && before.minute?.added !== added
      ? { added: tongue.minutes(added) }
      : {}),
    ...commonSlots(scene, moment),
    what: nounOf(scene, moment),
    ...toldSlots(scene, moment),
  };
}

function openingsOf(moment: Moment): readonly string[] | undefined {
  if (moment.type === 'match_end') return endOpenings(moment);
  return moment.side === null ? undefined : (OPENINGS[kindOf(moment)] ?? OPENINGS[moment.type]);
}

function footballKeys(book: PhraseBook, moment: Moment, { who, scorer }: Slots): readonly string[] {
  if (moment.news !== 'happened' || !moment.isSure) return newsKeys(moment);
  const common = commonKeys(book, moment);
  if (common !== undefined) return common;
  const kind = kindOf(moment);
  const { type } = moment;
  if (type === 'possible_goal') return ['possible_goal'];
  if (kind === OWN_GOAL) return scorer === undefined ? [`${OWN_GOAL}.side`] : [OWN_GOAL, `${OWN_GOAL}.side`];
  const keys = kind === type ? [type] : [kind, type];
  const nameless = keys.map((key) => `${key}.side`).filter((key) => key in book || `${key}.after` in book);
  if (who === undefined) return nameless.length === 0 ? keys : nameless;
  // Where there is no room for names, or all that was heard, it is said without.
  return [...keys, ...nameless];
}

function kindOf({ type, subtype, made }: Moment): string {
  if (type === 'shootout_kick') return made === true ? 'kick.made' : 'kick.not';
  return subtype === null ? type : `${type}.${subtype}`;
}

function closing(scene: Scene, moment: Moment, slots: Slots): readonly Part[] {
  const { type, news, isSure } = moment;
  const parts: Part[] = [];
  if (news === 'happened' && isSure && type === 'goal') {
    parts.push({ keys: ['assist'], slots, weight: 70, tells: ['assist'] });
    parts.push({ keys: ['minute'], slots, weight: 30, tells: ['minute'] });
  }
  if (type === 'match_end' && moment.after.finish?.method === 'penalties')
    parts.push({ keys: ['final.kicks'], slots, weight: 80, isMust: true, tells: KICKS });
  if (type === 'shootout_kick') parts.push({ keys: ['kicks'], slots, weight: 80, isMust: true, tells: KICKS });
  else if (saysScore(moment)) parts.push({ keys: [scoreKey(moment)], slots, weight: 80, isMust: true, tells: SCORE });
  else if (
    !scene.isOpen &&
    news === 'happened' &&
    isSure &&
    IN_PLAY.has(type) &&
    chanceOf('reminder', scene.seed) < REMINDED
  )
    parts.push({ keys: ['reminder'], slots, weight: 10, tells: SCORE });
  return parts;
}

function scoreKey({ type, news }: Moment): string {
  if (news === 'changed' || news === 'undone') return 'score.right';
  if (type === 'match_end') return 'final';
  return type === 'goal' && news === 'happened' ? 'score' : 'score.part';
}

function saysScore({ type, news, isSure }: Moment): boolean {
  if (news === 'changed' || news === 'undone') return true;
  if (news === 'named' || !isSure) return false;
  return news === 'confirmed' ? type === 'goal' : WITH_SCORE.has(type);
}
