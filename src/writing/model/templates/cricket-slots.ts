import type { InningsStanding, Moment, Standing } from '../fact-sheet.js';
import { runsOff } from './ball.js';
import { commonSlots } from './any-match.js';
import { nounOf, toldSlots } from './news.js';
import type { Slots } from './phrase.js';
import { nthSlots, otherOf, peopleSlots, sideSlots, type Scene } from './scene.js';

const FIGURES_FROM_BALLS = 4;

/** What may be said of a moment of cricket. `standing` is how the match stands as it is said. */
export function cricketSlots(scene: Scene, moment: Moment, standing: Standing): Slots {
  const { delivery } = moment;
  const innings = inningsOf(moment, standing);
  return {
    ...sideSlots(scene, moment.side),
    ...peopleSlots(scene, moment, ['batter', 'bowler', 'player', 'in', 'reviewer']),
    ...commonSlots(scene, moment),
    full: fullOf(scene, standing),
    runs: delivery === null ? undefined : scene.tongue.runs(runsOff(delivery)),
    hit: delivery === null || delivery.runs.batter === 0 ? undefined : scene.tongue.runs(delivery.runs.batter),
    ...outSlots(scene, moment),
    ...(innings === undefined ? {} : inningsSlots(scene, innings)),
    ...(innings === undefined || delivery === null ? {} : ballSlots(scene, moment, innings)),
    what: nounOf(scene, moment),
    ...toldSlots(scene, moment),
    ...penaltySlots(scene, moment),
  };
}

export function inningsOf({ delivery }: Pick<Moment, 'delivery'>, { innings }: Standing): InningsStanding | undefined {
  return delivery === null ? innings.at(-1) : innings.find((one) => one.innings === delivery.innings);
}

/** How an innings stands. */
export function inningsSlots({ tongue, names, calling }: Scene, innings: InningsStanding): Slots {
  const { runs, wickets, side, over, overs, needs, target, bowler, partnership, extras } = innings;
  const isChase = needs !== null && needs.runs > 0;
  return {
    total: tongue.total(runs, wickets),
    ...(side === null ? {} : { batting: names[side], fielding: names[otherOf(side)] }),
    overs: overs.startsWith('0.') ? undefined : tongue.overs(overs),
    ...nthSlots(tongue, 'over', over.number),
    maiden: over.balls > 0 && over.runs === 0 ? '' : undefined,
    overRuns: tongue.runs(over.runs),
    overSoFar: over.balls < 2 || over.balls > 5 ? undefined : tongue.runs(over.runs),
    overWickets: over.wickets === 0 ? undefined : tongue.cardinal(over.wickets),
    needRuns: isChase ? tongue.runs(needs.runs) : undefined,
    needCount: isChase ? String(needs.runs) : undefined,
    needBalls: isChase && needs.balls !== null && needs.balls > 0 ? tongue.balls(needs.balls) : undefined,
    target: target === null ? undefined : String(target),
    extras: extras < 2 ? undefined : String(extras),
    // Of somebody who has just begun there is nothing to tell.
    ...(bowler === null || (bowler.balls < FIGURES_FROM_BALLS && bowler.wickets === 0)
      ? {}
      : {
          bowls: calling.called(bowler.name),
          figures: tongue.figures(bowler.wickets, bowler.runs),
          bowlerRuns: tongue.runs(bowler.runs),
          bowlerWickets: bowler.wickets === 0 ? undefined : tongue.wickets(bowler.wickets),
          bowlerOvers: bowler.overs.startsWith('0.') ? undefined : tongue.overs(bowler.overs),
        }),
    standRuns: wickets > 0 && partnership.runs > 9 ? tongue.runs(partnership.runs) : undefined,
    openRuns: wickets === 0 && partnership.runs > 9 ? tongue.runs(partnership.runs) : undefined,
    standBalls: tongue.balls(partnership.balls),
  };
}

function ballSlots({ tongue, calling }: Scene, moment: Moment, innings: InningsStanding): Slots {
  const { delivery } = moment;
  const facing = moment.people.find(({ role }) => role === 'batter')?.name;
  const batter = innings.batters.find(({ name }) => name === facing);
  const isCounted =
    delivery !== null && innings.over.balls === delivery.ball + 1 && innings.over.number === delivery.over + 1;
  return {
    ...(batter === undefined
      ? {}
      : {
          lastBatter: calling.short(batter.name),
          batRuns: batter.runs === 0 ? undefined : String(batter.runs),
          batZero: batter.runs === 0 ? '' : undefined,
          batBalls: batter.balls === 0 ? undefined : tongue.balls(batter.balls),
        }),
    // After a wide the third ball is not the third any more: nobody would count so.
    ...(isCounted ? nthSlots(tongue, 'ball', innings.over.balls) : {}),
  };
}

function outSlots({ calling, tongue }: Scene, { delivery, after }: Moment): Slots {
  const name = delivery?.wickets?.[0]?.out;
  if (name === undefined) return {};
  const batter = after.innings
    .find(({ innings }) => innings === delivery?.innings)
    ?.batters.find((one) => one.name === name);
  return {
    out: calling.called(name),
    lastOut: calling.short(name),
    ...(batter === undefined
      ? {}
      : batter.runs === 0
        ? { outZero: '' }
        : { outRuns: String(batter.runs), outBalls: tongue.balls(batter.balls) }),
  };
}

function penaltySlots({ tongue }: Scene, { type, before, after }: Moment): Slots {
  if (type !== 'penalty_runs') return {};
  const runs = runsIn(after) - runsIn(before);
  return runs > 0 ? { runs: tongue.runs(runs) } : {};
}

function runsIn({ innings }: Standing): number {
  return innings.reduce((all, one) => all + one.runs, 0);
}

/** Every innings with its total, the first one first; super overs apart from them. */
function fullOf({ tongue, names }: Scene, { innings }: Standing): string | undefined {
  const played = innings.filter(({ side, isSuper }) => side !== null && !isSuper);
  const totals = played.map(({ side, runs, wickets }) =>
    side === null ? '' : tongue.totalOf(names[side], tongue.total(runs, wickets)),
  );
  return totals.length === 0 ? undefined : totals.join(', ');
}
