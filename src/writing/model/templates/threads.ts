import type { Moment, Thread } from '../fact-sheet.js';
import { isBoundary, wicketsOf } from './ball.js';
import { chanceOf, type Part } from './compose.js';
import { nthSlots, otherOf, type Scene } from './scene.js';
import type { Slots } from './phrase.js';

const COUNTED_AS: Readonly<Record<string, string>> = { second_yellow: 'red', shot_on: 'shot' };

const COUNTED_SHARE = 0.25;
const WEIGHTS: Readonly<Record<Thread['kind'], number>> = {
  milestone: 90,
  lead: 85,
  spell: 60,
  since: 50,
  again: 40,
  nth: 45,
};

/** What follows from the record and belongs to this moment, a sentence each. */
export function threadParts(scene: Scene, moment: Moment, slots: Slots): readonly Part[] {
  if (moment.news !== 'happened' || !moment.isSure) return [];
  return scene.sheet.threads
    .filter(
      (thread) =>
        belongs(thread, moment) && isWorthIt(scene, thread) && !(moment.type === 'goal' && thread.kind === 'again'),
    )
    .map((thread) => ({
      keys: keysOf(thread),
      slots: { ...slots, ...slotsOf(scene, thread, slots) },
      weight: WEIGHTS[thread.kind],
      tells: thread.kind === 'nth' ? ['nth', 'count'] : [],
    }));
}

// Whoever counts each shot is a scorer and no commentator: round numbers, and others now and then.
function isWorthIt({ seed }: Scene, thread: Thread): boolean {
  if (thread.kind !== 'nth') return true;
  const isRound = thread.who === null ? thread.count % 5 === 0 : thread.count >= 3;
  return isRound || chanceOf(`${thread.what} ${thread.who}`, seed) < COUNTED_SHARE;
}

/** Those that are said in the sentence of the moment itself. */
export function nthOf(scene: Scene, moment: Moment): Slots {
  const thread = scene.sheet.threads.find((one) => one.kind === 'nth' && one.who === null && belongs(one, moment));
  if (thread?.kind !== 'nth' || moment.news !== 'happened' || !moment.isSure) return {};
  return nthSlots(scene.tongue, 'nth', thread.count);
}

function keysOf(thread: Thread): readonly string[] {
  switch (thread.kind) {
    case 'lead':
      return [`lead.${thread.how}`];
    case 'milestone':
      return [`milestone.${thread.what}`];
    case 'nth':
      return thread.who === null ? [`nth.${thread.what}`] : [`nth.who.${thread.what}`];
    case 'spell':
    case 'since':
      return [`${thread.kind}.${thread.what}`];
    case 'again':
    default:
      return [`again.${thread.what}`];
  }
}

function slotsOf({ tongue, names, calling }: Scene, thread: Thread, { side }: Slots): Slots {
  const own = thread.kind === 'again' ? side : names[thread.side];
  const other = thread.kind === 'again' ? undefined : names[otherOf(thread.side)];
  const one = 'who' in thread && thread.who !== null ? calling.short(thread.who) : undefined;
  const base: Slots = { side: own, other, last: one };
  switch (thread.kind) {
    case 'nth':
      return { ...base, ...nthSlots(tongue, 'nth', thread.count), count: tongue.cardinal(thread.count) };
    case 'spell': {
      const { unit, value } = thread.within;
      const within = unit === 'minutes' ? tongue.minutes(value) : tongue.balls(value);
      return { ...base, count: tongue.cardinal(thread.count), ...nthSlots(tongue, 'nth', thread.count), within };
    }
    case 'since':
      return { ...base, within: thread.unit === 'minutes' ? tongue.minutes(thread.value) : tongue.balls(thread.value) };
    case 'milestone':
      return { ...base, value: String(thread.value) };
    case 'again':
    case 'lead':
    default:
      return base;
  }
}

function belongs(thread: Thread, moment: Moment): boolean {
  switch (thread.kind) {
    case 'lead':
      return moment.type === 'goal' && moment.side === thread.side && howOf(moment) === thread.how;
    case 'milestone':
      return thread.who === null ? moment.type === 'delivery' : moment.people.some(({ name }) => name === thread.who);
    case 'again':
      return isCounted(thread.what, moment) && moment.people.some(({ name }) => name === thread.who);
    case 'nth':
      return (
        isCounted(thread.what, moment) &&
        moment.side === thread.side &&
        (thread.who === null || moment.people.some(({ name }) => name === thread.who))
      );
    case 'spell':
    case 'since':
    default:
      return isCounted(thread.what, moment) && (moment.delivery !== null || moment.side === thread.side);
  }
}

function isCounted(what: string, { type, delivery }: Moment): boolean {
  if (delivery === null) return (COUNTED_AS[type] ?? type) === (COUNTED_AS[what] ?? what);
  if (what === 'wicket') return wicketsOf(delivery) > 0;
  if (what === 'four' || what === 'six') return isBoundary(delivery, what === 'four' ? 4 : 6);
  return what === 'dot' && delivery.runs.batter + delivery.runs.extras === 0 && wicketsOf(delivery) === 0;
}

// Of several goals in one line each has done something else to the score.
function howOf({ side, before }: Moment): string | undefined {
  if (side === null) return undefined;
  const lead = before.score[side] - before.score[otherOf(side)];
  if (lead < -1) return 'reduces';
  if (lead === -1) return 'levels';
  if (lead > 0) return 'extends';
  return before.score.home + before.score.away === 0 ? 'opens' : 'takes';
}
