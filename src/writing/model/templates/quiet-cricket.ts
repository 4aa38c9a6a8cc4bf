import type { Batter, Bowler, InningsStanding, Moment } from '../fact-sheet.js';
import type { Part } from './compose.js';
import { inningsSlots } from './cricket-slots.js';
import { howOut } from './ball.js';
import type { Slots } from './phrase.js';
import { countSlots, quietPart, tallyOf } from './quiet-part.js';
import { otherOf, type Scene } from './scene.js';

const STATES = ['total', 'bowler', 'stand', 'over', 'extras', 'target', 'hand', 'rate'] as const;
const COUNTED = ['four', 'six', 'dot', 'wide'] as const;
const BALLS_PER_OVER = 6;
const ALL_OUT = 10;
/** From so few on, what is missing to a round number is worth a word. */
const NEAR_RUNS = 12;
const ROUND = 50;
/** A batter or bowler of so little is not remembered. */
const RUNS_MIN = 8;
const OVERS_MIN_BALLS = 6;
/** Before so many balls no rate means anything. */
const RATE_BALLS = 12;

/** What is told of cricket while nothing happens. */
export function cricketQuiet(scene: Scene): readonly Part[] {
  const { standing } = scene.sheet;
  const innings = standing.innings.at(-1);
  if (innings === undefined || standing.segment === 'POST') return [];
  const slots = { ...inningsSlots(scene, innings), ...rateSlots(scene, innings), ...handSlot(scene, innings) };
  return [
    ...STATES.map((key) => quietPart(scene, `quiet.${key}`, slots)),
    quietPart(scene, 'quiet.needs', slots, 80),
    ...innings.batters
      .filter(({ isOut, balls }) => !isOut && balls > 0)
      .map((batter) => ofBatter(scene, batter, slots)),
    ...near(scene, innings, slots),
    ...counts(scene, innings, slots),
    ...waits(scene),
    ...cards(scene, innings, slots),
    ...fallen(scene, innings),
    ...firstInnings(scene, innings),
  ];
}

function rateSlots({ tongue }: Scene, { runs, balls, needs }: InningsStanding): Slots {
  const rate = balls < RATE_BALLS ? 0 : Math.floor((runs * BALLS_PER_OVER) / balls);
  const left = needs?.balls ?? 0;
  const asked = needs === null || left < RATE_BALLS ? 0 : Math.floor((needs.runs * BALLS_PER_OVER) / left);
  const isRound = runs * BALLS_PER_OVER === rate * balls;
  const isRoundAsked = needs !== null && needs.runs * BALLS_PER_OVER === asked * left;
  return {
    rate: rate === 0 || isRound ? undefined : tongue.runs(rate),
    asked: asked === 0 || isRoundAsked ? undefined : tongue.runs(asked),
  };
}

function handSlot({ tongue }: Scene, { wickets }: InningsStanding): Slots {
  const left = ALL_OUT - wickets;
  return { hand: left < 1 || left === ALL_OUT ? undefined : tongue.wickets(left) };
}

function ofBatter(scene: Scene, batter: Batter, slots: Slots): Part {
  return quietPart(scene, 'quiet.batter', { ...slots, ...batterSlots(scene, batter) }, 55);
}

function batterSlots({ tongue, calling }: Scene, { name, runs, balls, fours, sixes }: Batter): Slots {
  return {
    who: calling.called(name),
    batRuns: runs === 0 ? undefined : String(runs),
    batZero: runs === 0 ? '' : undefined,
    batBalls: tongue.balls(balls),
    fours: fours === 0 ? undefined : tongue.fours(fours),
    sixes: sixes === 0 ? undefined : tongue.sixes(sixes),
    manyFours: fours > 1 ? tongue.fours(fours) : undefined,
  };
}

function missingFrom(runs: number): number {
  return ROUND - (runs % ROUND);
}

/** What somebody is short of fifty, or the side of its next fifty. */
function near(scene: Scene, { runs, batters }: InningsStanding, slots: Slots): readonly Part[] {
  return [
    ...batters
      .filter((one) => !one.isOut && one.runs > NEAR_RUNS && missingFrom(one.runs) <= NEAR_RUNS)
      .map((one) => {
        const short = missingFrom(one.runs);
        const mark = scene.book[`noun.mark.${one.runs + short}`]?.[0]?.text;
        return quietPart(scene, 'quiet.near', {
          who: scene.calling.called(one.name),
          short: scene.tongue.cardinal(short),
          mark,
        });
      }),
    ...(runs < NEAR_RUNS || missingFrom(runs) > NEAR_RUNS
      ? []
      : [
          quietPart(
            scene,
            'quiet.near.team',
            { ...slots, short: scene.tongue.cardinal(missingFrom(runs)), mark: String(runs + missingFrom(runs)) },
            35,
          ),
        ]),
  ];
}

function counts(scene: Scene, { side }: InningsStanding, slots: Slots): readonly Part[] {
  if (side === null) return [];
  return COUNTED.flatMap((what) => {
    const own = what === 'four' || what === 'six' ? side : otherOf(side);
    const { inPart } = tallyOf(scene, what, own);
    if (inPart < 2) return [];
    return [quietPart(scene, `quiet.${what}`, { ...slots, ...countSlots(scene, inPart) }, 40)];
  });
}

function waits(scene: Scene): readonly Part[] {
  return scene.sheet.waits.map(({ what, value }) =>
    quietPart(
      scene,
      `quiet.wait.${what}`,
      { within: scene.tongue.balls(value), count: scene.tongue.cardinal(value) },
      40,
    ),
  );
}

/** Who has batted and bowled and is not on now. */
function cards(scene: Scene, innings: InningsStanding, slots: Slots): readonly Part[] {
  const card = scene.sheet.cards.find((one) => one.innings === innings.innings);
  if (card === undefined) return [];
  const top = card.batters.toSorted((one, other) => other.runs - one.runs)[0];
  const out = card.batters.filter(({ isOut, runs }) => isOut && runs >= RUNS_MIN);
  const rested = card.bowlers.filter(({ name, balls }) => name !== innings.bowler?.name && balls >= OVERS_MIN_BALLS);
  return [
    ...(top === undefined || top.runs < 2 * RUNS_MIN
      ? []
      : [quietPart(scene, 'quiet.top', { ...slots, ...batterSlots(scene, top) }, 35)]),
    ...out.map((one) => quietPart(scene, 'quiet.made', { ...slots, ...batterSlots(scene, one) }, 40)),
    ...rested.map((one) => quietPart(scene, 'quiet.rested', { ...slots, ...bowlerSlots(scene, one) }, 40)),
  ];
}

function bowlerSlots({ tongue, calling }: Scene, { name, runs, wickets, balls }: Bowler): Slots {
  const isWhole = balls % BALLS_PER_OVER === 0;
  return {
    who: calling.called(name),
    ownFigures: tongue.figures(wickets, runs),
    ownRuns: tongue.runs(runs),
    ownWickets: wickets === 0 ? undefined : tongue.wickets(wickets),
    ownOvers: isWhole ? tongue.overs(`${balls / BALLS_PER_OVER}.0`) : undefined,
  };
}

/** Who was out, and how the side stood then. */
function fallen(scene: Scene, { innings }: InningsStanding): readonly Part[] {
  const latest = new Map(scene.sheet.earlier.map((moment) => [moment.fact, moment]));
  return [...latest.values()]
    .filter(({ isSure, news, delivery }) => isSure && news !== 'undone' && delivery?.innings === innings)
    .flatMap((moment) => fallOf(scene, moment));
}

function fallOf(scene: Scene, { delivery, people, after }: Moment): readonly Part[] {
  const out = delivery?.wickets?.[0]?.out;
  const how = delivery === null ? undefined : howOut(delivery);
  const stood = after.innings.find((one) => one.innings === delivery?.innings);
  if (out === undefined || how === undefined || stood === undefined) return [];
  const bowler = people.find(({ role }) => role === 'bowler')?.name;
  const fielder = delivery?.wickets?.[0]?.fielders?.[0];
  const slots = {
    who: scene.calling.called(out),
    bowler: bowler === undefined || bowler === null ? undefined : scene.calling.called(bowler),
    fielder: fielder === undefined ? undefined : scene.calling.called(fielder),
    fellAt: scene.tongue.total(stood.runs, stood.wickets),
  };
  return [quietPart(scene, `quiet.out.${how}`, slots, 35)];
}

function firstInnings(scene: Scene, { innings }: InningsStanding): readonly Part[] {
  const before = scene.sheet.standing.innings.findLast((one) => one.innings < innings && !one.isSuper);
  if (before === undefined || before.side === null) return [];
  const card = scene.sheet.cards.find((one) => one.innings === before.innings);
  const slots = {
    side: scene.names[before.side],
    other: scene.names[otherOf(before.side)],
    firstTotal: scene.tongue.total(before.runs, before.wickets),
  };
  const made = (card?.batters ?? []).filter(({ runs }) => runs >= 2 * RUNS_MIN);
  return [
    quietPart(scene, 'quiet.first', slots, 30),
    ...made.map((one) => quietPart(scene, 'quiet.first.made', { ...slots, ...batterSlots(scene, one) }, 35)),
  ];
}
