import type { ScriptLine } from '../../script.js';
import type { Chance } from '../chance.js';

const SILENCES_MAX = 2;
const MINUTES = { from: 3, to: 8 };

/** Once or twice nothing comes for some minutes, and then all of it at once. */
export function withSilence(lines: readonly ScriptLine[], chance: Chance): readonly ScriptLine[] {
  if (lines.length === 0) return lines;
  const silences = Array.from({ length: chance.whole(1, SILENCES_MAX) }, () => {
    const fromMs = chance.pick(lines).afterMs;
    return { fromMs, untilMs: fromMs + chance.whole(MINUTES.from, MINUTES.to) * 60_000 };
  });
  return lines.map((line) => {
    const within = silences.filter(({ fromMs, untilMs }) => line.afterMs >= fromMs && line.afterMs < untilMs);
    return { ...line, afterMs: Math.max(line.afterMs, ...within.map(({ untilMs }) => untilMs)) };
  });
}
