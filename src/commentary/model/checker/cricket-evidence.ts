import type { Moment } from '../../../writing/model/fact-sheet.js';
import type { Evidence } from './happening.js';
import { opposite } from './names.js';

type Made = Omit<Evidence, 'isNow' | 'isUndone'>;

/** By what a batter is out, and whether the bowler has earned it. */
const OUTS: Readonly<Record<string, { readonly idea: string; readonly isBowlers: boolean }>> = {
  bowled: { idea: 'bowled', isBowlers: true },
  caught: { idea: 'caught', isBowlers: true },
  caught_and_bowled: { idea: 'caughtAndBowled', isBowlers: true },
  lbw: { idea: 'lbw', isBowlers: true },
  stumped: { idea: 'stumped', isBowlers: true },
  hit_wicket: { idea: 'hitWicket', isBowlers: true },
  run_out: { idea: 'runOut', isBowlers: false },
};

/** What a ball is that was bowled. */
export function deliveryEvidence({ delivery, side, people, after, before }: Moment): Made[] {
  if (delivery === null) return [];
  const named = (role: string): string[] =>
    people.flatMap((one) => (one.role === role && one.name !== null ? [one.name] : []));
  const [batters, bowlers] = [named('batter'), named('bowler')];
  const batting = (idea: string): Made => ({ idea, side, doers: batters, victims: bowlers });
  const fielding = side === null ? null : opposite(side);
  const { runs, extras = {}, boundary, wickets = [] } = delivery;
  const made: Made[] = [];
  for (const { kind, out, fielders = [] } of wickets) {
    const victims = out === undefined ? batters : [out];
    made.push(...wicketEvidence({ kind, victims, bowlers, fielders, fielding }));
    const fallen = after.innings.at(-1)?.batters.find(({ name, isOut }) => isOut && victims.includes(name));
    if (fallen?.runs === 0) made.push({ idea: 'duck', side: null, doers: victims, victims });
    made.push({ idea: 'lost', side, doers: victims, victims: [] });
  }
  const total = runs.batter + runs.extras;
  if (boundary === 4) made.push(batting('four'), batting('boundary'));
  if (boundary === 6) made.push(batting('six'), batting('boundary'));
  if (total === 0 && wickets.length === 0) made.push(batting('dot'));
  if (total === 0 && wickets.length === 0)
    made.push({ idea: 'dotBowled', side: fielding, doers: bowlers, victims: batters });
  if (runs.batter > 0) made.push(batting('runs'));
  if (total === 1) made.push(batting('single'));
  for (const [kind, idea] of EXTRAS) {
    if ((extras[kind] ?? 0) > 0)
      made.push(
        { idea, side: fielding, doers: bowlers, victims: batters },
        { idea: 'extra', side, doers: bowlers, victims: [] },
      );
  }
  const [was, is] = [before.innings.at(-1), after.innings.at(-1)];
  if (is !== undefined && is.wickets >= 10) made.push({ idea: 'allOut', side, doers: [], victims: [] });
  if (is?.needs?.runs === 0 && was?.needs?.runs !== 0) made.push({ ...batting('win'), victims: [] });
  if (is?.balls === 0 || is?.balls === 1) made.push({ idea: 'firstBall', side: null, doers: [], victims: [] });
  return made;
}

const EXTRAS = [
  ['wides', 'wide'],
  ['noballs', 'noball'],
  ['byes', 'bye'],
  ['legbyes', 'legbye'],
] as const;

interface Fall {
  readonly kind: string;
  readonly victims: readonly string[];
  readonly bowlers: readonly string[];
  readonly fielders: readonly string[];
  readonly fielding: Made['side'];
}

function wicketEvidence({ kind, victims, bowlers, fielders, fielding: side }: Fall): Made[] {
  if (kind.startsWith('retired')) return [{ idea: 'retired', side: null, doers: victims, victims: [] }];
  const { idea, isBowlers } = OUTS[kind] ?? { idea: 'otherOut', isBowlers: false };
  const takers = isBowlers ? bowlers : [];
  const made: Made[] = [
    { idea: 'wicket', side, doers: takers, victims },
    { idea, side, doers: [...takers, ...fielders], victims },
  ];
  if (isBowlers) made.push({ idea: 'b', side, doers: takers, victims });
  if (idea === 'caught') made.push({ idea: 'c', side, doers: fielders, victims });
  if (idea === 'caught')
    made.push({ idea: 'catch', side, doers: fielders, victims }, { idea: 'caughtOff', side, doers: bowlers, victims });
  if (idea === 'caughtAndBowled')
    made.push({ idea: 'catch', side, doers: bowlers, victims }, { idea: 'caught', side, doers: bowlers, victims });
  return made;
}
