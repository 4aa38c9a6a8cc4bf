import type { Change, LogRow, Silenced } from '../../wire/radio.js';
import { hushed } from './following.js';

/** Rows of the log as they are told to who missed them: what was withdrawn since is not read any more. */
export function toldAgain(rows: readonly LogRow[]): readonly LogRow[] {
  const silenced = rows.flatMap(({ change }) => change.silenced ?? []);
  return silenced.length === 0 ? rows : rows.map((row) => ({ ...row, change: without(row.change, silenced) }));
}

function without(change: Change, silenced: readonly Silenced[]): Change {
  const { started, cued, chunks } = change;
  return {
    ...change,
    ...(started && { started: { ...started, entries: [...hushed(started.entries, silenced)] } }),
    ...(cued && { cued: { entries: [...hushed(cued.entries, silenced)] } }),
    ...(chunks && { chunks: [...hushed(chunks, silenced)] }),
  };
}
