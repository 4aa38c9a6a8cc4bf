import { describe, expect, test } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { asFault, DatabaseFault, troubleIn } from './database.fault.js';

function coded(code: string): Error {
  return Object.assign(new Error('as the driver says'), { code });
}

describe('what a failure says about the server', () => {
  test.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['ETIMEDOUT', 'unreachable'],
    ['57P01', 'unreachable'],
    ['57P03', 'unreachable'],
    ['08006', 'unreachable'],
    ['53100', 'busy'],
    ['53300', 'busy'],
    ['57014', 'busy'],
    ['23505', 'none'],
    ['23514', 'none'],
    ['40001', 'none'],
    ['42601', 'none'],
  ])('[DB3] code %s: %s', (code, trouble) => {
    expect(troubleIn(coded(code))).toBe(trouble);
    expect(troubleIn(new QueryFailedError('SELECT 1', [], coded(code)))).toBe(trouble);
  });

  test.each([
    ['Query read timeout', 'unreachable'],
    ['Connection terminated unexpectedly', 'unreachable'],
    ['Connection terminated due to connection timeout', 'unreachable'],
    ['Client has encountered a connection error and is not queryable', 'unreachable'],
    ['timeout exceeded when trying to connect', 'busy'],
    ['something else', 'none'],
  ])('[DB3] without a code, “%s”: %s', (sentence, trouble) => {
    expect(troubleIn(new Error(sentence))).toBe(trouble);
  });

  test('[DB3] trouble is a fault with its cause, anything else stays itself', () => {
    const reset = new QueryFailedError('SELECT 1', [], coded('ECONNRESET'));
    const fault = asFault(reset);
    expect(fault).toBeInstanceOf(DatabaseFault);
    expect(fault).toMatchObject({ code: 'database.unavailable', retryable: true, cause: reset });
    expect(asFault(fault)).toBe(fault);
    const duplicate = coded('23505');
    expect(asFault(duplicate)).toBe(duplicate);
  });

  test.each([
    ['28P01', 'PostgreSQL does not accept the user or the password in DATABASE_URL.'],
    ['28000', 'PostgreSQL does not let the user in DATABASE_URL in, or not in this way (its pg_hba.conf says how).'],
    ['3D000', 'PostgreSQL has no database of the name in DATABASE_URL.'],
  ])('[DB17] a server that does not let us in, %s: %s', (code, message) => {
    const fault = asFault(coded(code));
    expect(fault).toBeInstanceOf(DatabaseFault);
    expect(fault).toMatchObject({ code: 'database.unavailable', retryable: false, message });
  });
});
