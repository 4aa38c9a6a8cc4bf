import type { Script } from '../../../wire/match-doors.js';
import type { ScriptedMatch, ScriptLine } from '../script.js';
import { misbehaved } from './misbehaviour/misbehaved.js';
import { simulated, type SimulatedMatch } from './simulated.js';

export type SimulatorScript = Omit<Extract<Script, { kind: 'simulator' }>, 'kind'>;

/** What the simulator tells of a match, as wrongly and as fast as it was asked to. */
export function simulatedScript(
  match: Omit<SimulatedMatch, 'seed'>,
  { seed, misbehaviour = [], paceMs }: SimulatorScript,
): ScriptedMatch {
  const well = simulated({ ...match, seed });
  const script = misbehaviour.length === 0 ? well : misbehaved(well, { kinds: misbehaviour, seed });
  return paceMs === undefined ? script : { ...script, lines: evenly(script.lines, paceMs) };
}

// Line-ups take no time of their own.
function evenly(lines: readonly ScriptLine[], paceMs: number): readonly ScriptLine[] {
  let afterMs = -paceMs;
  return lines.map((line, nth) => {
    const before = lines[nth - 1];
    if (before === undefined || !isLineup(before)) afterMs += paceMs;
    return { ...line, afterMs };
  });
}

function isLineup(line: ScriptLine): boolean {
  return 'content' in line && line.content.type === 'lineup';
}
