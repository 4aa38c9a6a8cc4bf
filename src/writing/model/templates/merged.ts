import type { Moment } from '../fact-sheet.js';
import { ballKind } from './ball.js';
import type { Part } from './compose.js';
import { cricketSlots } from './cricket-slots.js';
import { footballSlots } from './football-parts.js';
import { newsKeys, nounOf } from './news.js';
import { weightOf, type Gathered } from './moments.js';
import { filled } from './phrase.js';
import type { Scene } from './scene.js';

/** So many kinds of things are told in one clause; more would be a list that nobody follows. */
const KINDS_MAX = 3;

/** What has to be put right beside what the line is about. */
export function correctionParts(scene: Scene, { corrections }: Gathered): readonly Part[] {
  return corrections.map((moment) => {
    const slots = scene.sheet.sport === 'cricket' ? cricketSlots : footballSlots;
    return {
      keys: newsKeys(moment),
      slots: slots(scene, moment, scene.sheet.standing),
      weight: 95,
      ...(moment.side === null || scene.sheet.sport === 'cricket' ? {} : { names: 'side' }),
      isMust: true,
    };
  });
}

/** Everything else that happened, in one clause. */
export function mergedPart(scene: Scene, { others, lead }: Gathered): readonly Part[] {
  const groups = new Map<string, readonly Moment[]>();
  for (const moment of others) groups.set(groupOf(moment), [...(groups.get(groupOf(moment)) ?? []), moment]);
  const items = [...groups.values()]
    .toSorted((one, other) => heaviest(other) - heaviest(one))
    .slice(0, KINDS_MAX)
    .flatMap((group) => itemOf(scene, group) ?? []);
  if (items.length === 0) return [];
  const isBefore = others.every(({ seq }) => seq < lead.seq);
  const weight = others.some((moment) => weightOf(moment) === 2) ? 88 : 55;
  const slots = { list: scene.tongue.list(items) };
  return [{ keys: [isBefore ? 'merged' : 'merged.also'], slots, weight }];
}

function heaviest(group: readonly Moment[]): number {
  return Math.max(...group.map(weightOf));
}

function groupOf(moment: Moment): string {
  const { type, delivery } = moment;
  if (delivery !== null) return ballKind(delivery) === 'out' ? `out ${moment.seq}` : ballKind(delivery);
  return weightOf(moment) === 2 ? `${type} ${moment.seq}` : type;
}

function itemOf(scene: Scene, group: readonly Moment[]): string | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const kind = first.delivery === null ? first.type : ballKind(first.delivery);
  if (group.length === 1) return scene.book[`one.${kind}`]?.[0]?.text ?? nounOf(scene, first);
  const [phrase] = scene.book[`nouns.${kind}`] ?? [];
  return phrase === undefined ? undefined : filled(phrase, { count: scene.tongue.cardinal(group.length) });
}
