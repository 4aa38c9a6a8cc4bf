import type { Counted, Tally, Wait } from '../../../writing/model/fact-sheet.js';
import type { MatchEvent } from '../../../wire/matches.js';
import { SIDES, type Side, type Sport } from '../../../wire/sports.js';
import { happeningsOf, type Happening } from './happenings.js';
import { ballsIn, isBowlersWicket, totalOf, wicketsIn, type Ball } from './innings.js';
import { playSec } from './standing.js';

const MINUTE_S = 60;
/** What nobody misses after so long is not waited for. */
const WAIT_MINUTES = 5;
const WAIT_BALLS = 8;
const WAITED_FOR = ['goal', 'shot', 'corner', 'foul'] as const;

/** One thing that counts, for a side and perhaps for one of its players. */
interface Count {
  readonly what: Counted;
  readonly side: Side;
  readonly who: string | null;
  readonly isInPart: boolean;
}

/** How often each side, and each player, has done what counts. What is not sure yet does not count. */
export function talliesOf(sport: Sport, facts: readonly MatchEvent[]): readonly Tally[] {
  const counts = sport === 'cricket' ? countsOfBalls(sureBalls(facts)) : countsOfPlay(facts);
  const tallies = new Map<string, Tally>();
  for (const { what, side, who, isInPart } of counts) {
    for (const one of who === null ? [null] : [null, who]) {
      const key = `${what} ${side} ${one ?? ''}`;
      const known = tallies.get(key) ?? { what, side, who: one, inMatch: 0, inPart: 0 };
      tallies.set(key, { ...known, inMatch: known.inMatch + 1, inPart: known.inPart + (isInPart ? 1 : 0) });
    }
  }
  return [...tallies.values()];
}

function countsOfPlay(facts: readonly MatchEvent[]): Count[] {
  const now = partOf(facts);
  return happeningsOf(facts).map(({ what, side, who, part }) => ({ what, side, who, isInPart: part === now }));
}

function partOf(facts: readonly MatchEvent[]): string | null {
  const started = facts.findLast(({ content }) => content.type === 'segment_start');
  return started?.content.segment ?? facts.at(-1)?.content.segment ?? null;
}

function sureBalls(facts: readonly MatchEvent[]): readonly Ball[] {
  return ballsIn(facts.filter(({ status }) => status !== 'provisional'));
}

function countsOfBalls(balls: readonly Ball[]): Count[] {
  const now = balls.at(-1)?.delivery.innings;
  return balls.flatMap(({ delivery, side, batter, bowler }): Count[] => {
    if (side === null) return [];
    const isInPart = delivery.innings === now;
    const other = side === SIDES[0] ? SIDES[1] : SIDES[0];
    const bowled = { side: other, who: bowler, isInPart };
    const counts: Count[] = [];
    if (delivery.boundary !== undefined)
      counts.push({ what: delivery.boundary === 4 ? 'four' : 'six', side, who: batter, isInPart });
    if (wicketsIn(delivery) > 0)
      counts.push({ ...bowled, what: 'wicket', who: isBowlersWicket(delivery) ? bowler : null });
    if ((delivery.extras?.wides ?? 0) > 0) counts.push({ ...bowled, what: 'wide' });
    if (isDot(delivery)) counts.push({ ...bowled, what: 'dot' });
    return counts;
  });
}

function isDot(delivery: Ball['delivery']): boolean {
  return totalOf(delivery) === 0 && wicketsIn(delivery) === 0;
}

/** What has not happened for a while, though it usually does. */
export function waitsOf(sport: Sport, facts: readonly MatchEvent[]): readonly Wait[] {
  return sport === 'cricket' ? waitsOfBalls(ballsIn(facts)) : waitsOfPlay(facts);
}

// The clock of the last event that has one: since then it can only have become more.
function waitsOfPlay(facts: readonly MatchEvent[]): Wait[] {
  const part = partOf(facts);
  const now = facts.findLast(({ content }) => content.clock !== undefined && content.segment === part)?.content;
  const nowSec = now === undefined ? null : playSec(now);
  if (nowSec === null) return [];
  const lately = happeningsOf(facts).filter((one) => one.part === part);
  return WAITED_FOR.flatMap((what) => {
    const last = lately.findLast((one: Happening) => one.what === what)?.sec ?? null;
    const value = last === null ? 0 : Math.floor((nowSec - last) / MINUTE_S);
    return value < WAIT_MINUTES ? [] : [{ what, unit: 'minutes' as const, value }];
  });
}

function waitsOfBalls(balls: readonly Ball[]): Wait[] {
  const own = balls.filter(({ delivery }) => delivery.innings === balls.at(-1)?.delivery.innings);
  const since = (isIt: (delivery: Ball['delivery']) => boolean): number => {
    const at = own.findLastIndex(({ delivery }) => isIt(delivery));
    return at < 0 ? 0 : own.length - 1 - at;
  };
  const waits: Wait[] = [
    { what: 'boundary', unit: 'balls', value: since(({ boundary }) => boundary !== undefined) },
    { what: 'wicket', unit: 'balls', value: since((delivery) => wicketsIn(delivery) > 0) },
  ];
  return waits.filter(({ value }) => value >= WAIT_BALLS);
}
