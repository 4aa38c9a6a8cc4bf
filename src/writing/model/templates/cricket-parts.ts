import type { Moment, Standing } from '../fact-sheet.js';
import { ballKind, howOut } from './ball.js';
import { commonKeys, endOpenings } from './any-match.js';
import { chanceOf, type Part } from './compose.js';
import { cricketSlots, inningsOf } from './cricket-slots.js';
import { newsKeys } from './news.js';
import type { PhraseBook, Slots } from './phrase.js';
import type { Plan, Scene } from './scene.js';
import { threadParts } from './threads.js';

/** What a ball may be followed by, one of these at a time. */
const STATES = ['total', 'batter', 'bowler', 'stand', 'over', 'needs'] as const;
/** How often it is, by what the ball was. */
const FOLLOWED: Readonly<Record<string, number>> = { dot: 0.5, one: 0.5, four: 0.75, six: 0.75, out: 1 };
const FOLLOWED_ELSE = 0.6;
/** From so few balls left on a chase is told of with each. */
const LAST_BALLS = 18;
const WITH_TOTAL = new Set(['over_end', 'innings_end', 'segment_end', 'penalty_runs', 'score_adjustment']);

export function cricketPlan(scene: Scene, moment: Moment, standing: Standing): Plan {
  const slots = cricketSlots(scene, moment, standing);
  const isPlain = moment.news === 'happened' && moment.isSure;
  const core: Part = { keys: cricketKeys(scene.book, moment, slots), slots, weight: 100, isMust: true };
  const opens = isPlain ? openingsOf(moment) : undefined;
  return {
    opening: opens && { keys: opens, slots, weight: 110, isMust: true },
    // What is said of a wicket or an end stands for itself, with an opening or without.
    after:
      moment.type === 'match_end' ? { ...core, keys: core.keys.map((key) => `${key}.after`), isMust: false } : core,
    core,
    rest: [...threadParts(scene, moment, slots), ...closing(scene, moment, { slots, standing })],
    extrasMax: extrasOf(moment, scene.seed),
  };
}

function openingsOf(moment: Moment): readonly string[] | undefined {
  if (moment.type === 'match_end') return endOpenings(moment);
  const isWicket = moment.delivery !== null && moment.side !== null && ballKind(moment.delivery) === 'out';
  return isWicket ? ['open.wicket'] : undefined;
}

function cricketKeys(book: PhraseBook, moment: Moment, { out, maiden }: Slots): readonly string[] {
  const { news, isSure, type, subtype, delivery } = moment;
  if (news !== 'happened' || !isSure) return newsKeys(moment);
  const common = commonKeys(book, moment);
  if (common !== undefined) return common;
  if (type === 'over_end' && maiden !== undefined) return ['over_end.maiden'];
  if (type !== 'delivery' || delivery === null) return subtype === null ? [type] : [`${type}.${subtype}`, type];
  const kind = ballKind(delivery);
  if (kind === 'retired') return [delivery.wickets?.[0]?.kind ?? 'retired', 'retired'];
  if (kind === 'out') return out === undefined ? ['out.nobody'] : [`out.${howOut(delivery) ?? 'else'}`, 'out'];
  if (kind === 'noball' && delivery.runs.batter > 0) return ['noball.hit', kind];
  return [kind];
}

interface Stand {
  readonly slots: Slots;
  readonly standing: Standing;
}

function closing(scene: Scene, moment: Moment, { slots, standing }: Stand): readonly Part[] {
  const { type, news, isSure, delivery } = moment;
  if (news === 'changed' || news === 'undone') return [total(slots, true)];
  if (type === 'match_end') return [{ keys: ['final'], slots, weight: 80, isMust: true, tells: ['full'] }];
  if (!isSure || news === 'named' || scene.isOpen) return [];
  if (WITH_TOTAL.has(type)) return [total(slots, true), ...states(scene, slots, ['needs', 'bowler'])];
  if (type === 'innings_start') return [{ keys: ['quiet.target'], slots, weight: 60, tells: ['target'] }];
  if (delivery === null) return [];
  if (news === 'confirmed' || ballKind(delivery) === 'out')
    return [total(slots, true), ...states(scene, slots, ['needs'])];
  const balls = inningsOf(moment, standing)?.needs?.balls ?? Infinity;
  const left = balls === null ? Infinity : balls;
  return states(scene, slots, left <= LAST_BALLS ? ['needs'] : STATES);
}

function total(slots: Slots, isMust: boolean): Part {
  return { keys: ['total'], slots, weight: 80, isMust, tells: TOTAL };
}

// Which of them, is left to chance, so that no two balls running end in the same.
function states(scene: Scene, slots: Slots, keys: readonly string[]): readonly Part[] {
  return keys.map((key) => ({
    keys: [`state.${key}`],
    slots,
    weight: 10 + 20 * chanceOf(key, scene.seed),
    tells: TELLS[key] ?? TOTAL,
  }));
}

const TOTAL = ['total'];
const TELLS: Readonly<Record<string, readonly string[]>> = {
  batter: ['batRuns'],
  bowler: ['figures', 'bowlerRuns', 'bowlerWickets'],
  stand: ['standRuns', 'openRuns'],
  over: ['overRuns', 'overSoFar'],
  needs: ['needCount', 'needRuns'],
};

function extrasOf({ type, delivery }: Moment, seed: number): number {
  if (type === 'match_end' || type === 'over_end') return 2;
  if (delivery === null) return 1;
  return chanceOf('followed', seed) < (FOLLOWED[ballKind(delivery)] ?? FOLLOWED_ELSE) ? 1 : 0;
}
