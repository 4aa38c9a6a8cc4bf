import type { Script } from '../../../../wire/match-doors.js';
import type { ScriptedMatch, ScriptLine } from '../../script.js';
import { Chance } from '../chance.js';
import { withDisallowedGoals } from './disallowed-goals.js';
import { withDuplicates } from './duplicates.js';
import { withLateNames } from './late-names.js';
import { withSilence } from './silence.js';

export type Misbehaviour = NonNullable<Extract<Script, { kind: 'simulator' }>['misbehaviour']>[number];

type Change = (lines: readonly ScriptLine[], chance: Chance) => readonly ScriptLine[];

// In the order they are done: what is added misbehaves too, and a silence swallows all of it.
const CHANGES: Readonly<Record<Misbehaviour, Change>> = {
  disallowed_goals: withDisallowedGoals,
  late_names: withLateNames,
  duplicates: withDuplicates,
  silence: withSilence,
};
const KINDS = Object.keys(CHANGES) as Misbehaviour[];

/** The same match as somebody tells it who cannot be relied upon. What is known in the end is the same. */
export function misbehaved(
  match: ScriptedMatch,
  { kinds, seed }: { readonly kinds: readonly Misbehaviour[]; readonly seed: number },
): ScriptedMatch {
  const lines = KINDS.filter((kind) => kinds.includes(kind)).reduce<readonly ScriptLine[]>(
    // Each has its own chance, so that one misbehaves the same whether another does or not.
    (before, kind) => inOrder(CHANGES[kind](before, new Chance(seed + KINDS.indexOf(kind)))),
    match.lines,
  );
  return { ...match, lines };
}

// What is told in the same moment stays in its order.
function inOrder(lines: readonly ScriptLine[]): readonly ScriptLine[] {
  return lines.toSorted((one, other) => one.afterMs - other.afterMs);
}
