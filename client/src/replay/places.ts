import type { Transcript } from '../../../src/wire/replay.js';

/** What was said in one breath, and where it is in the file. */
export type Line = Transcript['segments'][number];

const SECOND_MS = 1_000;

/** Which line sounds at a second of the file, or was the last before it; -1 before the first. */
export function lineAt(lines: readonly Line[], atS: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((lines[middle]?.startTime ?? 0) <= atS) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The moment of server time that is heard at a second of the file. After its end everything has been heard, also what was told of
 * the match when nobody spoke any more.
 */
export function heardAt(lines: readonly Line[], atS: number): number {
  const at = lineAt(lines, atS);
  const line = lines[Math.max(0, at)];
  const last = lines.at(-1);
  if (line === undefined || last === undefined || atS >= last.endTime) return Infinity;
  const since = Math.max(0, atS - line.startTime) * SECOND_MS;
  // Pauses may be longer than they are in the file.
  return Math.min(line.startsAt + since, lines[at + 1]?.startsAt ?? Infinity);
}

/** Where in the file a moment of server time is heard; in a pause that is longer than the file’s, at its end. */
export function placeOf(lines: readonly Line[], moment: number): number {
  const next = lines.findIndex(({ startsAt }) => startsAt > moment);
  const line = lines.at(next < 0 ? -1 : Math.max(0, next - 1));
  if (line === undefined || next === 0) return 0;
  const end = lines[next]?.startTime ?? line.endTime;
  return Math.min(end, line.startTime + (moment - line.startsAt) / SECOND_MS);
}
