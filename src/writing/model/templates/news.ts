import type { Moment } from '../fact-sheet.js';
import { ballKind, howOut, runsOff } from './ball.js';
import { filled, type Slots } from './phrase.js';
import { peopleSlots, sideSlots, type Scene } from './scene.js';

/** Where the phrases are for what is not simply new and sure. */
export function newsKeys({ news, type, subtype, isSure, delivery, told }: Moment): readonly string[] {
  const kind = type === 'delivery' && delivery !== null ? ballKindOf(delivery) : type;
  const named = subtype === 'own_goal' ? subtype : kind;
  switch (news) {
    case 'happened':
      return [`unsure.${kind}`, 'unsure', `unsure.${kind}.short`];
    case 'named':
      return isSure ? [`named.${named}`, 'named'] : [`unsure.named.${named}`, 'unsure.named'];
    case 'confirmed':
      return [`stands.${kind}`, 'stands'];
    case 'undone':
      return [`undone.${kind}`, 'undone'];
    case 'changed':
    default:
      return isSure
        ? [...changedKeys({ type, delivery, told }), 'changed', `changed.${kind}.short`]
        : ['unsure.changed'];
  }
}

function ballKindOf(delivery: NonNullable<Moment['delivery']>): string {
  return ballKind(delivery) === 'out' ? 'wicket' : 'ball';
}

function changedKeys({ type, delivery, told }: Pick<Moment, 'type' | 'delivery' | 'told'>): readonly string[] {
  if (delivery !== null && told?.delivery !== null && told?.delivery !== undefined) {
    const [was, is] = [ballKind(told.delivery), ballKind(delivery)];
    if (was === 'out' && is !== 'out') return ['changed.not_out'];
    if (was !== 'out' && is === 'out') return ['changed.out'];
    return [];
  }
  return told?.type === type ? [`changed.${type}`] : [];
}

/** What had been told, where it is put right. */
export function toldSlots(scene: Scene, moment: Moment): Slots {
  const { told, people, side } = moment;
  if (told === null) return {};
  const whoWas = told.people[0]?.name ?? undefined;
  const whoIs = people[0]?.name ?? undefined;
  const isAlike = told.type === moment.type && told.subtype === moment.subtype && told.side === side;
  const isOther = isAlike && whoWas !== undefined && whoIs !== undefined && whoWas !== whoIs;
  const wasSide = told.side !== null && told.side !== side ? scene.names[told.side] : undefined;
  const [was, is] = [nounOf(scene, told), nounOf(scene, moment)];
  return {
    toldWho: isOther ? scene.calling.called(whoWas) : undefined,
    toldSide: wasSide,
    toldOut: outIn(scene, told),
    toldWhat: was === is || isOther ? undefined : was,
  };
}

function outIn({ calling }: Scene, { delivery }: Pick<Moment, 'delivery'>): string | undefined {
  const name = delivery?.wickets?.[0]?.out;
  return name === undefined ? undefined : calling.called(name);
}

type Happened = Pick<Moment, 'type' | 'subtype' | 'side' | 'people' | 'made' | 'delivery'>;

/** What happened as a thing: a corner for Rivermouth. */
export function nounOf(scene: Scene, happened: Happened): string | undefined {
  const { type, subtype, side, delivery, made } = happened;
  const own: Slots = {
    ...sideSlots(scene, side),
    ...peopleSlots(scene, happened, ['player', 'scorer', 'taker', 'shooter', 'keeper', 'in', 'batter']),
    out: delivery?.wickets?.[0]?.out,
    runs: delivery === null ? undefined : scene.tongue.runs(runsOff(delivery)),
    type: type.replaceAll('_', ' '),
  };
  const kinds =
    type === 'delivery' && delivery !== null
      ? [`out.${howOut(delivery) ?? ''}`, ballKind(delivery)]
      : [type === 'shootout_kick' ? `kick.${made === true ? 'made' : 'not'}` : `${type}.${subtype ?? ''}`, type];
  for (const key of [...kinds, '']) {
    for (const phrase of scene.book[`noun.${key}`] ?? []) {
      const words = filled(phrase, own);
      if (words !== undefined) return words;
    }
  }
  return undefined;
}
