import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { DatabaseFault } from '../../src/database/database.fault.js';
import { openDatabase, type OpenDatabase } from '../../src/database/open-database.js';
import { postgresEngine } from '../../src/database/postgres.engine.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { MemoryLog } from '../support/memory.log.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { isRequired } from '../support/services.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const CONNECTIONS = 4;
/** What is told at once, or within 2 s, may be so much later on a machine that is busy with other tests. */
const BUSY_MS = 1_000;

function openAt(url: string): Promise<OpenDatabase> {
  const engine = postgresEngine({ url, connections: CONNECTIONS, connectTimeoutMs: 1_000, queryTimeoutMs: 1_500 });
  return openDatabase(engine, { entities: [], clock: new SystemClock(), log: new MemoryLog() });
}

async function failureOf(work: Promise<unknown>): Promise<{ error: unknown; afterMs: number }> {
  const startedAt = performance.now();
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, afterMs: performance.now() - startedAt };
}

async function usableAfterMs({ database }: OpenDatabase): Promise<number> {
  const startedAt = performance.now();
  await until('the database is usable', () => database.query('SELECT 1').then(Boolean, () => false));
  return performance.now() - startedAt;
}

function expectUnavailable({ error, afterMs }: { error: unknown; afterMs: number }): void {
  expect(error).toBeInstanceOf(DatabaseFault);
  expect(error).toMatchObject({ code: 'database.unavailable', retryable: true });
  expect(afterMs).toBeLessThan(2_000 + BUSY_MS);
}

test('[DB7] a server that takes the connection and never speaks is a fault within 2 s', async () => {
  const mute = createServer((socket) => socket.on('error', () => socket.destroy()).resume());
  mute.listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const { port } = mute.address() as AddressInfo;
  expectUnavailable(await failureOf(openAt(`postgres://postgres@127.0.0.1:${port}/postgres`)));
  mute.close();
});

// Without PostgreSQL in the run there is nothing to freeze.
if (isRequired('postgres')) {
  describe('PostgreSQL in trouble', () => {
    let server: OwnPostgres;
    let open: OpenDatabase;

    beforeAll(async () => {
      server = await OwnPostgres.make();
      open = await openAt(server.url);
      await open.database.query('CREATE TABLE line (id int PRIMARY KEY)');
    });

    afterEach(() => server.thaw());

    afterAll(async () => {
      await open.close();
      await server.remove();
    });

    test('[DB7] a frozen server is a fault within 2 s, then at once, and usable within 3 s of its thaw', async () => {
      const { database, outage } = open;
      const changes: boolean[] = [];
      const forget = outage.onChange((away) => changes.push(away));
      await Promise.all(Array.from({ length: CONNECTIONS }, () => database.query('SELECT pg_sleep(0.05)')));

      const begun = new EventEmitter();
      const inTheMiddle = database.transaction(async (tx) => {
        await tx.query('INSERT INTO line VALUES (1)');
        server.freeze();
        begun.emit('frozen');
        await tx.query('INSERT INTO line VALUES (2)');
      });
      const cut = failureOf(inTheMiddle);
      await once(begun, 'frozen');
      const waiting = Array.from({ length: CONNECTIONS * 3 }, () => failureOf(database.query('SELECT 1')));
      for (const failure of await Promise.all([cut, ...waiting])) expectUnavailable(failure);
      expect(outage.away).toBe(true);

      const atOnce = await failureOf(database.query('SELECT 1'));
      expectUnavailable(atOnce);
      // Whoever asked the frozen server would wait for 1.5 s.
      expect(atOnce.afterMs).toBeLessThan(BUSY_MS);

      server.thaw();
      expect(await usableAfterMs(open)).toBeLessThan(3_000 + BUSY_MS);
      expect(changes).toEqual([true, false]);
      expect(await database.query('SELECT id FROM line')).toEqual([]);
      forget();
    });

    test('[DB7] a server killed with -9 is a fault at once, and usable when it is started again', async () => {
      const { database, outage } = open;
      await database.query('SELECT 1');
      await server.kill();
      expectUnavailable(await failureOf(database.query('SELECT 1')));
      expect(outage.away).toBe(true);
      await server.start();
      expect(await usableAfterMs(open)).toBeLessThan(3_000 + BUSY_MS);
    });

    test('[DB8] a transaction that runs out of time is not found open by the next', async () => {
      const { database, outage } = open;
      await database.query('INSERT INTO line VALUES (10)');
      const slow = database.transaction(async (tx) => {
        await tx.query('DELETE FROM line WHERE id = 10');
        await tx.query('SELECT pg_sleep(5)');
      });
      expectUnavailable(await failureOf(slow));
      expect(outage.away).toBe(false);
      const open10 = Array.from({ length: CONNECTIONS * 2 }, () => database.query('SELECT id FROM line WHERE id = 10'));
      for (const rows of await Promise.all(open10)) expect(rows).toEqual([{ id: 10 }]);
      const [idle] = await database.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'`,
      );
      expect(idle).toEqual({ open: 0 });
    });

    test('[DB8] dead connections are replaced, all of them, after the first that does not answer', async () => {
      const proxy = new TcpProxy({ host: '127.0.0.1', port: server.port });
      const port = await proxy.listen();
      const behind = await openAt(`postgres://postgres@127.0.0.1:${port}/postgres`);
      const all = () => Array.from({ length: CONNECTIONS }, () => behind.database.query('SELECT pg_sleep(0.05)'));
      await Promise.all(all());
      expect(proxy.open).toBe(CONNECTIONS);

      proxy.swallowOld();
      expectUnavailable(await failureOf(behind.database.transaction((tx) => tx.query('SELECT 1'))));
      expect(await usableAfterMs(behind)).toBeLessThan(1_000);
      await Promise.all(all());
      await until('only living connections are left', () => proxy.open === CONNECTIONS);

      await behind.close();
      await proxy.close();
    });
  });
}
