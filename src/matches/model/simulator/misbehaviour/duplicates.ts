import type { ScriptLine } from '../../script.js';
import type { Chance } from '../chance.js';

const SHARE = 0.25;
const IS_LATER = 0.5;
const LATER_MS = { from: 5_000, to: 180_000 };

/** One line in four is told twice, and half of those again when others have been told. */
export function withDuplicates(lines: readonly ScriptLine[], chance: Chance): readonly ScriptLine[] {
  return lines.flatMap((line) => {
    if (!chance.happens(SHARE)) return [line];
    const isLater = mayBeLater(line) && chance.happens(IS_LATER);
    const ms = isLater ? chance.whole(LATER_MS.from, LATER_MS.to) : 0;
    return [line, { ...line, afterMs: line.afterMs + ms }];
  });
}

// Nobody confirms or mends what was taken back meanwhile.
function mayBeLater({ op }: ScriptLine): boolean {
  return op === 'add' || op === 'retract';
}
