import type { FactSheet, Moment, Standing } from '../../../writing/model/fact-sheet.js';
import type { Side } from '../../../wire/sports.js';
import type { Evidence } from './happening.js';
import { opposite } from './names.js';

/** Whoever listens is welcome. */
export const AT_ANY_TIME: readonly Evidence[] = [
  { idea: 'welcome', side: null, doers: [], victims: [], isNow: true, isAnybodys: true },
];

/** Who leads, who trails, and what the last goal did to that. */
export function footballStandings({ moments, earlier, standing }: FactSheet): Evidence[] {
  const now = moments.length === 0 ? [standing] : [standing, ...moments.map(({ after }) => after)];
  const past = [...moments.map(({ before }) => before), ...earlier.map(({ after }) => after)];
  return [
    ...(moments.length === 0 ? goallessIn(standing) : []),
    ...now.flatMap((one) => leadOf(one, true)),
    ...past.flatMap((one) => leadOf(one, false)),
    ...moments.flatMap((moment) => changeOf(moment, true)),
    ...earlier.flatMap((moment) => changeOf(moment, false)),
  ];
}

/** Who has not scored, where nothing is told of but how it stands. */
function goallessIn({ score }: Standing): Evidence[] {
  const sides = (['home', 'away'] as const).filter((side) => score[side] === 0);
  return sides.map((side) => {
    const isNobodys = sides.length === 2;
    return {
      idea: 'noGoal',
      side: isNobodys ? null : side,
      doers: [],
      victims: [],
      isNow: true,
      isAnybodys: isNobodys,
    };
  });
}

function leadOf({ score, shootout }: Standing, isNow: boolean): Evidence[] {
  const bare = { doers: [], victims: [], isNow };
  const of = (home: number, away: number): Evidence[] => {
    if (home === away) return [{ idea: 'level', side: null, ...bare, isAnybodys: true }];
    const side = home > away ? 'home' : 'away';
    return [
      { idea: 'lead', side, ...bare },
      { idea: 'advantage', side, ...bare },
      { idea: 'trail', side: opposite(side), ...bare },
    ];
  };
  return [...of(score.home, score.away), ...(shootout === null ? [] : of(shootout.home.made, shootout.away.made))];
}

/** What a moment did to the score, in the words for it. */
function changeOf({ type, side, before, after, news, people }: Moment, isNow: boolean): Evidence[] {
  if (side === null || type !== 'goal' || news === 'undone') return [];
  const other = opposite(side);
  const [was, is] = [before.score[side] - before.score[other], after.score[side] - after.score[other]];
  const doers = people.flatMap(({ role, name }) => (role === 'scorer' && name !== null ? [name] : []));
  const bare = { side, doers, victims: [], isNow };
  // Told again, with a name or for sure, it did then what it did.
  const from = news === 'happened' ? was : is - 1;
  const ideas: string[] = [];
  if (after.score.home + after.score.away === 1) ideas.push('opener');
  if (from === 0) ideas.push('takesLead');
  if (from === -1) ideas.push('levels');
  if (from < -1) ideas.push('reduces');
  if (from > 0) ideas.push('extends');
  if (from === 1) ideas.push('doubles');
  if (from === -2) ideas.push('halves');
  return ideas.map((idea) => ({ idea, ...bare }));
}

export function endEvidence({ standing: { finish, shootout, score }, moments }: FactSheet): Evidence[] {
  const bare = { doers: [], victims: [], isNow: true };
  const hasEnded = moments.some(
    ({ type, after }) => type === 'segment_end' && (after.segment === 'H2' || after.segment === 'ET2'),
  );
  const ahead = !hasEnded || score.home === score.away ? undefined : score.home > score.away ? 'home' : 'away';
  const winner = finish?.winner ?? (finish === null ? (decidedFor(shootout) ?? ahead) : undefined);
  if (winner !== undefined) {
    return [
      { idea: 'win', side: winner, ...bare },
      { idea: 'lose', side: opposite(winner), ...bare },
    ];
  }
  return finish === null ? [] : [{ idea: 'draw', side: null, ...bare, isAnybodys: true }];
}

const KICKS_EACH = 5;

/** Who cannot be caught any more in a shootout that is not yet said to be over. */
function decidedFor(shootout: Standing['shootout']): Side | undefined {
  if (shootout === null) return undefined;
  const { home, away } = shootout;
  const rounds = Math.max(KICKS_EACH, home.taken, away.taken);
  if (home.made > away.made + rounds - away.taken) return 'home';
  if (away.made > home.made + rounds - home.taken) return 'away';
  return undefined;
}

const ALL_OUT = 10;
const HALVES_END = new Set(['H2', 'ET2', 'PENS', 'POST']);

/** Where in the match it is: what has ended, what was added, whether kicks decide it. */
export function partEvidence({ moments, standing, sport }: FactSheet): Evidence[] {
  const anybodys = { side: null, doers: [], victims: [], isNow: true, isAnybodys: true };
  const now = [standing, ...moments.map(({ after }) => after)];
  const ideas = new Set<string>();
  for (const { type, after } of moments) {
    const isEnd = type === 'segment_end' || type === 'match_end';
    if (isEnd && HALVES_END.has(after.segment ?? '')) ideas.add('fulltime');
    if (isEnd && after.segment === 'ET2') ideas.add('shootout').add('penalty');
    if (isEnd && after.segment === 'H1') ideas.add('inningsEnd');
  }
  if (now.some(({ minute }) => minute !== null && minute.added !== null)) ideas.add('addedTime');
  const isKick = moments.some(({ type }) => type === 'shootout_kick');
  if (now.some(({ shootout, segment }) => shootout !== null || segment === 'PENS'))
    ideas.add('shootout').add(isKick ? 'shootout' : 'penalty');
  if (now.some(({ segment }) => segment === 'POST')) ideas.add('fulltime');
  if (sport === 'cricket') ideas.add('overEnd').add('boundary');
  if (standing.innings.some(({ extras }) => extras > 0)) ideas.add('extra');
  if (sport === 'cricket' && standing.finish !== null) ideas.add('inningsEnd');
  const last = standing.innings.at(-1);
  const allOut =
    last !== undefined && last.wickets >= ALL_OUT
      ? [{ ...anybodys, idea: 'allOut', side: last.side, isAnybodys: false }]
      : [];
  return [...allOut, ...[...ideas].map((idea) => ({ idea, ...anybodys }))];
}

/** A side that was behind and is not any more. */
export function comebackEvidence({ moments, earlier, standing }: FactSheet): Evidence[] {
  const past = [...earlier.map(({ after }) => after), ...moments.map(({ before }) => before)];
  return (['home', 'away'] as const).flatMap((side): Evidence[] => {
    const other = opposite(side);
    const wasBehind = past.some(({ score }) => score[side] < score[other]);
    if (!wasBehind || standing.score[side] < standing.score[other]) return [];
    return [{ idea: 'comeback', side, doers: [], victims: [], isNow: true }];
  });
}
