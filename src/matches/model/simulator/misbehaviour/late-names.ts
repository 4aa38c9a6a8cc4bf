import type { ScriptLine } from '../../script.js';
import type { Chance } from '../chance.js';

const SHARE = 0.5;
const LATE_MS = { from: 4_000, to: 20_000 };

/** Much is told before it is known who it was, and told anew with the names. */
export function withLateNames(lines: readonly ScriptLine[], chance: Chance): readonly ScriptLine[] {
  const late = new Map<string, ScriptLine>();
  const first = lines.map((line): ScriptLine => {
    const mayBe = line.op === 'add' && line.content.type !== 'lineup' && line.content.participants !== undefined;
    if (!mayBe || !chance.happens(SHARE) || isChanged(lines, line)) return line;
    const { participants: _, ...content } = line.content;
    late.set(line.key, named(lines, line, line.afterMs + chance.whole(LATE_MS.from, LATE_MS.to)));
    return { ...line, content };
  });
  return [...first.map((line) => following(line, late.get(line.key))), ...late.values()];
}

// What is said anew or taken back by itself is left alone: the names would bring back what was not so.
function isChanged(lines: readonly ScriptLine[], { key }: ScriptLine): boolean {
  return lines.some((line) => line.key === key && (line.op === 'revise' || line.op === 'retract'));
}

function named(
  lines: readonly ScriptLine[],
  line: ScriptLine & { readonly op: 'add' | 'revise' },
  afterMs: number,
): ScriptLine {
  const isSure = lines.some((other) => other.key === line.key && other.op === 'confirm' && other.afterMs <= afterMs);
  return { ...line, afterMs, version: line.version + 1, op: 'revise', provisional: line.provisional && !isSure };
}

// A confirmation of an older telling would change nothing.
function following(line: ScriptLine, names: ScriptLine | undefined): ScriptLine {
  const isAfter = names !== undefined && line.op === 'confirm' && line.afterMs > names.afterMs;
  return isAfter ? { ...line, version: names.version } : line;
}
