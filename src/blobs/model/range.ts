/** Bytes from `start` up to and not including `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The part of a blob of `bytes` bytes that was asked for, or nothing where the blob ends before it begins. */
export function spanOf(bytes: number, range: { readonly start: number; readonly end?: number }): Span | undefined {
  const { start, end = Infinity } = range;
  if (!Number.isSafeInteger(start) || start < 0 || start >= bytes || !(end > start)) return undefined;
  return { start, end: Math.min(end, bytes) };
}

/**
 * What a Range header asks of a blob of `bytes` bytes. RFC 9110: a header that is no single valid byte range is as good
 * as none (`whole`); a valid one that the bytes do not reach is `unsatisfiable`.
 */
export function spanAsked(bytes: number, header: string | undefined): Span | 'whole' | 'unsatisfiable' {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole';
  if (first === '') return lastBytes(bytes, Number(last));
  const start = Number(first);
  if (last === '') return spanOf(bytes, { start }) ?? 'unsatisfiable';
  if (Number(last) < start) return 'whole';
  return spanOf(bytes, { start, end: Number(last) + 1 }) ?? 'unsatisfiable';
}

function lastBytes(bytes: number, count: number): Span | 'unsatisfiable' {
  return spanOf(bytes, { start: Math.max(0, bytes - count) }) ?? 'unsatisfiable';
}
