import type { Moment, Standing } from '../fact-sheet.js';
import { commonKeys, commonSlots, plainSlots } from './any-match.js';
import type { Part } from './compose.js';
import { newsKeys, nounOf, toldSlots } from './news.js';
import { scoreSlots, type Plan, type Scene } from './scene.js';

/** What is said of sports that have no phrases of their own: what it is called, who and which side, and the score. */
export function otherPlan(scene: Scene, moment: Moment, standing: Standing): Plan {
  const slots = {
    ...plainSlots(scene, moment),
    ...scoreSlots(scene, standing),
    ...commonSlots(scene, moment),
    what: nounOf(scene, moment),
    ...toldSlots(scene, moment),
  };
  const isPlain = moment.news === 'happened' && moment.isSure;
  const keys = isPlain ? (commonKeys(scene.book, moment) ?? ['generic']) : newsKeys(moment);
  const core: Part = { keys, slots, weight: 100, isMust: true };
  const isMoved =
    moment.before.score.home !== moment.after.score.home || moment.before.score.away !== moment.after.score.away;
  const saysScore =
    isMoved || moment.type === 'match_end' || moment.type === 'segment_end' || moment.news === 'changed';
  const score: Part = { keys: ['score.plain'], slots, weight: 80, isMust: true, tells: ['full'] };
  const isHeld = !moment.isSure || moment.news === 'named';
  return {
    opening: undefined,
    after: undefined,
    core,
    rest: (saysScore || moment.news === 'undone') && !isHeld ? [score] : [],
    extrasMax: 1,
  };
}
