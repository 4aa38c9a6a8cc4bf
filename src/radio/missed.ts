import type { LogRow } from '../wire/radio.js';
import type { Conductor } from './conductor.js';
import { MISSED_MAX } from './model/limits.js';

/**
 * As the log has them. More would take a telephone so long to fetch that it were let go as too slow, each time it came back:
 * the snapshot is a few dozen kB, whatever was missed.
 */
const BYTES_MAX = 128 * 1_024;

export interface Seen {
  readonly epoch: number;
  readonly seq: number;
}

// A whole room misses the same rows: each is measured once.
const sizes = new WeakMap<LogRow, number>();

/** Exactly what was published since, or nothing where that cannot be told, or is too much. */
export function missedSince(
  seen: Seen,
  rows: readonly LogRow[],
  conductor: Pick<Conductor, 'term' | 'seq' | 'recent'>,
): readonly LogRow[] | undefined {
  if (seen.epoch > conductor.term || seen.seq > conductor.seq || conductor.seq - seen.seq > MISSED_MAX)
    return undefined;
  // Of an owner in between nobody knows what its clock did to the starts.
  if (seen.epoch < conductor.term - 1) return undefined;
  const known = new Map([...rows, ...conductor.recent].map((row) => [row.seq, row]));
  if (seen.seq > 0 && known.get(seen.seq)?.epoch !== seen.epoch) return undefined;
  const missed: LogRow[] = [];
  let bytes = 0;
  for (let seq = seen.seq + 1; seq <= conductor.seq; seq += 1) {
    const row = known.get(seq);
    if (row === undefined) return undefined;
    bytes += sizeOf(row);
    if (bytes > BYTES_MAX) return undefined;
    missed.push(row);
  }
  return missed;
}

function sizeOf(row: LogRow): number {
  const known = sizes.get(row) ?? Buffer.byteLength(JSON.stringify(row));
  sizes.set(row, known);
  return known;
}
