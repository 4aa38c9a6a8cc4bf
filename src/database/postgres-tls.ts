import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { DatabaseFault } from './database.fault.js';

export interface PostgresAddress {
  readonly url: string;
  /** How the connection is encrypted; false: not at all. */
  readonly ssl: false | Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized'>;
}

const FILES = { ca: 'sslrootcert', cert: 'sslcert', key: 'sslkey' } as const;

/**
 * What an address says of TLS, in PostgreSQL's own words (`sslmode`, `sslrootcert`, `sslcert`, `sslkey`), its files read
 * once. Whoever asks for TLS gets the strict kind, whose certificate is checked together with the host's name: the driver
 * takes `require` for that today and will take it for less. Only `no-verify` checks nothing.
 */
export function postgresAddress(given: string): PostgresAddress {
  const address = new URL(given);
  const words = address.searchParams;
  const mode = words.get('sslmode') ?? (words.get('ssl') === 'true' ? 'verify-full' : undefined);
  const named = Object.entries(FILES).flatMap(([as, word]) => {
    const path = words.get(word);
    return path === null ? [] : [[as, path] as const];
  });
  if (mode === undefined && named.length === 0) return { url: given, ssl: false };
  for (const word of ['ssl', 'sslmode', ...Object.values(FILES)]) words.delete(word);
  if (mode === 'disable') return { url: address.href, ssl: false };
  const files = Object.fromEntries(named.map(([as, path]) => [as, contentOf(path)]));
  return { url: address.href, ssl: { ...files, rejectUnauthorized: mode !== 'no-verify' } };
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const detail = `The file ${path}, which DATABASE_URL names, cannot be read.`;
    throw new DatabaseFault('database.unavailable', { detail, cause });
  }
}
