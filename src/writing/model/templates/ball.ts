import type { Delivery } from '../../../wire/matches.js';

/** What a ball was, as phrases are sorted by it. */
export function ballKind(delivery: Delivery): string {
  const { wickets = [], boundary, runs, extras = {} } = delivery;
  const [wicket] = wickets;
  if (wicket !== undefined) return wicket.kind.startsWith('retired') ? 'retired' : 'out';
  if (extras.noballs !== undefined) return 'noball';
  if (boundary !== undefined && runs.batter === boundary) return boundary === 4 ? 'four' : 'six';
  if (extras.wides !== undefined) return 'wide';
  if (extras.byes !== undefined) return 'byes';
  if (extras.legbyes !== undefined) return 'legbyes';
  const total = runs.batter + runs.extras;
  return ['dot', 'one', 'two', 'three'][total] ?? 'runs';
}

const HOWS = new Set(['bowled', 'caught', 'caught_and_bowled', 'lbw', 'run_out', 'stumped', 'hit_wicket']);

/** How somebody was out, where there is a phrase for it. */
export function howOut({ wickets = [] }: Delivery): string | undefined {
  const kind = wickets[0]?.kind;
  return kind !== undefined && HOWS.has(kind) ? kind : undefined;
}

export function wicketsOf({ wickets = [] }: Delivery): number {
  return wickets.filter(({ kind }) => !kind.startsWith('retired')).length;
}

export function isBoundary({ boundary, wickets = [] }: Delivery, runs: 4 | 6): boolean {
  return boundary === runs && wickets.length === 0;
}

export function runsOff({ runs }: Delivery): number {
  return runs.batter + runs.extras;
}
