import type { Counted, FactSheet } from '../../../writing/model/fact-sheet.js';
import type { Evidence } from './happening.js';

/** What is counted, in the words of what happens. */
const IDEAS: Readonly<Partial<Record<Counted, readonly string[]>>> = {
  goal: ['goal'],
  shot: ['shot'],
  shot_on: ['shot', 'onTarget'],
  corner: ['corner'],
  foul: ['foul'],
  offside: ['offside'],
  yellow: ['yellow'],
  red: ['red', 'off'],
  save: ['save'],
  substitution: ['on', 'change'],
  four: ['four', 'boundary'],
  six: ['six', 'boundary'],
  wicket: ['wicket'],
  wide: ['wide', 'extra'],
};
/** Nobody is called so: of somebody who is not known nobody may be told. */
const UNKNOWN = '';

/** What happened so long ago that only its count is left. Who did it is known of those who are counted. */
export function tallyEvidence({ tallies, cards }: FactSheet): Evidence[] {
  const whole = tallies.filter(({ who }) => who === null);
  const counted = whole.flatMap(({ what, side }) => {
    const doers = tallies.flatMap((one) => (one.what === what && one.side === side ? (one.who ?? []) : []));
    const known = { side, doers: [UNKNOWN, ...doers], victims: [], isNow: false };
    return (IDEAS[what] ?? []).map((idea): Evidence => ({ idea, ...known }));
  });
  return [...counted, ...cards.flatMap(runsOf)];
}

function runsOf({ side, batters }: FactSheet['cards'][number]): Evidence[] {
  const doers = batters.filter(({ runs }) => runs > 0).map(({ name }) => name);
  return side === null || doers.length === 0 ? [] : [{ idea: 'runs', side, doers, victims: [], isNow: false }];
}
