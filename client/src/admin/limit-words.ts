import type { ServerLimit } from '../../../src/wire/server-limits.js';
import { ADMIN } from '../words/admin.js';

const MEGABYTE = 1_048_576;
const SECOND_MS = 1_000;

/** A limit as a person reads it. */
export function limitWords({ value, unit }: Pick<ServerLimit, 'value' | 'unit'>): string {
  if (typeof value === 'boolean') return value ? ADMIN.yes : ADMIN.no;
  const count = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
  switch (unit) {
    case 'bytes':
      return `${count.format(value / MEGABYTE)} MB`;
    case 'ms':
      return `${count.format(value / SECOND_MS)} s`;
    case 'count':
    case 'allowed':
      return count.format(value);
    case 'characters':
    case 'days':
    case 'seconds':
    case 'per second':
    default:
      return `${count.format(value)} ${unit}`;
  }
}

/** What it is of. One that this page does not know yet keeps the server's name. */
export function limitName(name: string): string {
  return ADMIN.limitNames[name] ?? name;
}
