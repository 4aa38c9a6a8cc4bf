import { isNativeError } from 'node:util/types';
import { QueryFailedError } from 'typeorm';
import { Fault } from '../kernel/fault.js';

export class DatabaseFault extends Fault {}

/** The connection failed, was refused, or nothing answers on it: whoever asks next will fare no better. */
const UNREACHABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  '57P01', // The administrator ends the session.
  '57P02', // A neighbour crashed and the server starts over.
  '57P03', // It is starting up, or shutting down.
]);

// What the embedded engine fails with when it has failed as a whole.
const BROKEN_ENGINE = new Set(['RuntimeError', 'ErrnoError', 'ExitStatus']);

// node-postgres gives these no code.
const UNREACHABLE_SENTENCES =
  /^(PGlite is clos|Connection terminated|Query read timeout|timeout expired|Client (was closed|has encountered a connection error))/;

/** The server answers, but cannot do this now. */
const BUSY_CODES = new Set([
  '25P03', // The transaction idled too long.
  '53000', // Out of some resource,
  '53100', // of disk,
  '53200', // of memory,
  '53300', // of connections.
  '57014', // The statement took too long.
  '58030', // The disk fails.
]);

/** The server answers and does not let us in. Its own sentences name users and addresses. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['28P01', 'PostgreSQL does not accept the user or the password in DATABASE_URL.'],
  ['28000', 'PostgreSQL does not let the user in DATABASE_URL in, or not in this way (its pg_hba.conf says how).'],
  ['3D000', 'PostgreSQL has no database of the name in DATABASE_URL.'],
]);

const UNKNOWN_AUTHORITY =
  'The certificate of PostgreSQL is not signed by an authority that is known here: name its file as sslrootcert in DATABASE_URL.';
const WRONG_TIME = 'The certificate of PostgreSQL has expired, or is not valid yet.';

/** The connection was to be encrypted, and we do not trust what answered. */
const DISTRUST: ReadonlyMap<string, string> = new Map([
  ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN_AUTHORITY],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN_AUTHORITY],
  ['CERT_SIGNATURE_FAILURE', UNKNOWN_AUTHORITY],
  ['CERT_HAS_EXPIRED', WRONG_TIME],
  ['CERT_NOT_YET_VALID', WRONG_TIME],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'The certificate of PostgreSQL is for another host than the one in DATABASE_URL.'],
]);

// node-postgres gives it no code.
const PLAIN_SERVER = 'The server does not support SSL connections';

// All connections of our own pool are taken.
const BUSY_SENTENCES = /^timeout exceeded when trying to connect/;

export type Trouble = 'unreachable' | 'busy' | 'none';

/** What an error of the driver says about the server; `none` where the statement itself is at fault. */
export function troubleIn(error: unknown): Trouble {
  const { code, name, message } = driverError(error);
  if (code !== undefined && (UNREACHABLE_CODES.has(code) || code.startsWith('08'))) return 'unreachable';
  if (code !== undefined && BUSY_CODES.has(code)) return 'busy';
  if (code !== undefined) return 'none';
  if (BROKEN_ENGINE.has(name) || UNREACHABLE_SENTENCES.test(message)) return 'unreachable';
  return BUSY_SENTENCES.test(message) ? 'busy' : 'none';
}

/** The error as rooms see it: trouble with the server is a fault, everything else stays what it is. */
export function asFault(error: unknown): unknown {
  if (error instanceof DatabaseFault) return error;
  const detail = refusalIn(driverError(error));
  if (detail !== undefined) return new DatabaseFault('database.unavailable', { detail, cause: error });
  return troubleIn(error) === 'none' ? error : unavailable(error);
}

function refusalIn({ code = '', message }: DriverError): string | undefined {
  if (message === PLAIN_SERVER) return 'PostgreSQL does not speak TLS, which DATABASE_URL asks for.';
  return REFUSALS.get(code) ?? DISTRUST.get(code);
}

export function unavailable(cause: unknown, detail?: string): DatabaseFault {
  return new DatabaseFault('database.unavailable', {
    retryable: true,
    cause,
    ...(detail === undefined ? {} : { detail }),
  });
}

interface DriverError {
  readonly code?: string | undefined;
  readonly name: string;
  readonly message: string;
}

function driverError(error: unknown): DriverError {
  const inner: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!isNativeError(inner)) return { code: undefined, name: '', message: String(inner) };
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : undefined;
  return { code, name: inner.name, message: inner.message };
}
