import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DatabaseFault } from '../../src/database/database.fault.js';
import { openDatabase } from '../../src/database/open-database.js';
import { postgresEngine } from '../../src/database/postgres.engine.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { certify, makeAuthority } from '../support/certificates.js';
import { MemoryLog } from '../support/memory.log.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { Program } from '../support/program.js';
import { isRequired } from '../support/services.js';

const UNKNOWN_AUTHORITY =
  'The certificate of PostgreSQL is not signed by an authority that is known here: name its file as sslrootcert in DATABASE_URL.';

/** Whether the connection that this address makes is encrypted, as PostgreSQL sees it. */
async function isEncrypted(url: string): Promise<boolean> {
  const engine = postgresEngine({ url, connections: 1, connectTimeoutMs: 10_000, queryTimeoutMs: 10_000 });
  const open = await openDatabase(engine, { entities: [], clock: new SystemClock(), log: new MemoryLog() });
  try {
    const [row] = await open.database.query<{ ssl: boolean }>(
      'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
    );
    return row?.ssl === true;
  } finally {
    await open.close();
  }
}

async function sentenceOf(url: string): Promise<string> {
  const error = await isEncrypted(url).catch((reason: unknown) => reason);
  return error instanceof DatabaseFault ? error.message : `no fault: ${String(error)}`;
}

test('[DB18] a server without TLS is told as that where TLS is asked for', async () => {
  // What PostgreSQL answers to the question for TLS when it has none.
  const plain = createServer((socket) => socket.once('data', () => socket.write('N')));
  plain.listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const { port } = plain.address() as AddressInfo;
  expect(await sentenceOf(`postgres://postgres@127.0.0.1:${port}/postgres?sslmode=require`)).toBe(
    'PostgreSQL does not speak TLS, which DATABASE_URL asks for.',
  );
  plain.close();
});

test('[DB18] a file that cannot be read is named, before anything is connected', async () => {
  const url = 'postgres://postgres@127.0.0.1:1/postgres?sslmode=verify-full&sslrootcert=/nowhere/ca.crt';
  expect(await sentenceOf(url)).toBe('The file /nowhere/ca.crt, which DATABASE_URL names, cannot be read.');
});

if (isRequired('postgres')) {
  describe('PostgreSQL over TLS', () => {
    let server: OwnPostgres;
    let at: (host: string, words: string) => string;
    let file: (name: string) => string;

    beforeAll(async () => {
      server = await OwnPostgres.make((folder) => {
        for (const name of ['ours', 'theirs']) makeAuthority(folder, name);
        certify(folder, 'ours', 'localhost');
        return ['ssl=on', `ssl_cert_file=${folder}/server.crt`, `ssl_key_file=${folder}/server.key`];
      });
      at = (host, words) => `postgres://postgres@${host}:${server.port}/postgres${words}`;
      file = (name) => encodeURIComponent(join(server.folder, name));
    }, 60_000);

    afterAll(() => server.remove());

    test.each(['verify-full', 'verify-ca', 'require'])(
      '[DB18] sslmode=%s with its authority encrypts',
      async (mode) => {
        expect(await isEncrypted(at('localhost', `?sslmode=${mode}&sslrootcert=${file('ours.crt')}`))).toBe(true);
      },
    );

    test.each(['verify-full', 'require'])('[DB18] sslmode=%s trusts no authority but that one', async (mode) => {
      expect(await sentenceOf(at('localhost', `?sslmode=${mode}&sslrootcert=${file('theirs.crt')}`))).toBe(
        UNKNOWN_AUTHORITY,
      );
      expect(await sentenceOf(at('localhost', `?sslmode=${mode}`))).toBe(UNKNOWN_AUTHORITY);
    });

    test('[DB18] a certificate for another host is told as that', async () => {
      expect(await sentenceOf(at('127.0.0.1', `?sslmode=require&sslrootcert=${file('ours.crt')}`))).toBe(
        'The certificate of PostgreSQL is for another host than the one in DATABASE_URL.',
      );
    });

    test.each([
      ['', false],
      ['?sslmode=disable', false],
      ['?sslmode=no-verify', true],
    ])('[DB18] with “%s” nothing is checked; encrypted: %s', async (words, encrypted) => {
      expect(await isEncrypted(at('127.0.0.1', words))).toBe(encrypted);
    });

    test('[DB18] a start with the wrong authority says so in one sentence', async () => {
      const url = at('localhost', `?sslmode=verify-full&sslrootcert=${file('theirs.crt')}`);
      const program = new Program({ environment: { DATABASE_URL: url, DATABASE_CONNECT_TIMEOUT_MS: '10000' } });
      expect(await program.ended(25_000)).toBe(1);
      expect(program.err).toContain(`Longwave cannot start. ${UNKNOWN_AUTHORITY}\n`);
      await program.remove();
    });
  });
}
