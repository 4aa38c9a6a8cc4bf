import type { ScriptedMatch, ScriptLine } from '../script.js';

/**
 * What a corrected file tells who knows an earlier one: everything as it was in the end, so that nothing is told that the
 * file itself takes back, and then what is in it no more. What is known already changes nothing.
 */
export function corrections(known: readonly { readonly key: string }[], corrected: ScriptedMatch): ScriptLine[] {
  return [...settled(corrected.lines), ...takenBack(known, corrected)];
}

/** As a script stands by now: each of its facts once, as it was told last. */
export function settled(lines: readonly ScriptLine[]): ScriptLine[] {
  const last = new Map<string, ScriptLine>();
  for (const line of lines) {
    const before = last.get(line.key);
    last.set(line.key, before === undefined ? line : together(before, line));
  }
  return [...last.values()];
}

function together(before: ScriptLine, line: ScriptLine): ScriptLine {
  const { afterMs } = before;
  if (line.op === 'add' || line.op === 'revise') return { ...line, op: 'add', afterMs };
  if (line.op === 'confirm' && 'content' in before) return { ...before, provisional: false };
  return { ...line, afterMs };
}

function takenBack(known: readonly { readonly key: string }[], corrected: ScriptedMatch): ScriptLine[] {
  const there = new Set(corrected.lines.map(({ key }) => key));
  const missing = [...new Set(known.map(({ key }) => key))].filter((key) => !there.has(key));
  const { afterMs = 0, version = 0 } = corrected.lines.at(-1) ?? {};
  return missing.map((key) => ({ op: 'retract', afterMs, key, version }));
}
