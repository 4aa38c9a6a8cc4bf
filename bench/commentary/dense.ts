import type { ScriptedMatch } from '../../src/matches/model/script.js';

/** The same match with its events closer together: as a feed tells it that leaves nothing out. */
export function inDenseTime(match: ScriptedMatch, factor: number): ScriptedMatch {
  if (factor === 1) return match;
  return { ...match, lines: match.lines.map((line) => ({ ...line, afterMs: Math.round(line.afterMs / factor) })) };
}
