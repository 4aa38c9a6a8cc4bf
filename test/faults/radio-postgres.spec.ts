import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findings } from '../support/kill-findings.js';
import { KillableProgram } from '../support/killable-program.js';
import { OpenAiServer } from '../support/openai-server.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { PersistentHost } from '../support/persistent-host.js';
import { isRequired } from '../support/services.js';
import { TappedListener } from '../support/tapped-listener.js';
import { until } from '../support/until.js';

const FROZEN_MS = 30_000;
const FRAME_MS = 24;
/** A machine that is busy with other tests may be late by so much; by itself it is a tenth of this. */
const BUSY_MS = 5_000;

/** Three sentences of about 2 s each, which nobody says twice. */
function words(about: string): string {
  return [1, 2, 3].map((ball) => `This is ball ${ball} of over ${about}.`).join(' ');
}

// Without PostgreSQL in the run there is nothing to freeze.
if (isRequired('postgres')) {
  describe('a radio whose PostgreSQL is away while it is on air', () => {
    let server: OwnPostgres;
    let provider: OpenAiServer;
    let program: KillableProgram;
    let host: PersistentHost;
    let listener: TappedListener;

    beforeAll(async () => {
      server = await OwnPostgres.make();
      provider = await new OpenAiServer().listen();
      program = await KillableProgram.make({
        DATABASE_URL: server.url,
        OPENAI_BASE_URL: `${provider.url}/v1`,
      });
      await program.start();
    }, 60_000);

    let runs = 0;
    beforeEach(async () => {
      runs += 1;
      host = await PersistentHost.open(program, `outage-${runs}`);
      listener = await new TappedListener({ origin: program.origin, channel: host.channel }).in();
    });

    afterEach(() => {
      server.thaw();
      listener.close();
    });

    afterAll(async () => {
      await program.remove();
      await provider.close();
      await server.remove();
    });

    /** Half a minute of sound is announced, and more waits. */
    async function goOnAir(): Promise<void> {
      for (const about of ['one', 'two', 'three', 'four', 'five', 'six', 'seven'])
        await host.say({ text: words(about) });
      await until('half a minute is announced', () => announcedMs() > 24_000, 30_000);
    }

    function announcedMs(): number {
      const now = listener.followed.heardNow() ?? Infinity;
      const last = listener.followed.following.entries.at(-1);
      return last === undefined ? 0 : last.startsAt + last.frames * FRAME_MS - now;
    }

    /** What holds while it is away, and what is found once it is back. */
    async function live(away: () => Promise<void>, back: () => Promise<void>): Promise<readonly string[]> {
      const announced = listener.followed.following.entries.map(({ chunk }) => chunk);
      await away();
      await until('it is not ready', async () => (await statusOf('/readyz')) === 503);
      const told = listener.told.length;
      const insisting = host.say({ text: words('eight') });
      const lifted = back();
      await until('the host was told', () => host.troubles.length >= 2);
      expect(await statusOf('/livez')).toBe(200);
      const known = listener.told.length;
      await lifted;
      expect(known).toBe(told);
      const backAt = performance.now();
      await insisting;
      await until('it is told of again', () => listener.told.length > told);
      expect(performance.now() - backAt).toBeLessThan(3_000 + BUSY_MS);
      // The health is asked once a second.
      await until('it is ready', async () => (await statusOf('/readyz')) === 200, 3_000 + BUSY_MS);
      for (const trouble of host.troubles) {
        expect(trouble).toMatchObject({ status: 503, code: 'database.unavailable', retryAfter: '2' });
        expect(trouble.afterMs).toBeLessThan(2_000 + BUSY_MS);
      }
      const { held } = listener;
      const late = await new TappedListener({ origin: program.origin, channel: host.channel }).in();
      const { wrong } = await findings({ program, provider, asked: 0, diedAt: Infinity, held, host, listener, late });
      late.close();
      const heard = listener.heard.map(({ chunk }) => chunk);
      expect(heard.slice(0, announced.length)).toEqual(announced);
      return wrong;
    }

    async function startAgain(): Promise<void> {
      await until('the host was told', () => host.troubles.length >= 2);
      await server.start();
    }

    async function statusOf(path: string): Promise<number> {
      return (await fetch(`${program.origin}${path}`)).status;
    }

    test('[RA142] frozen for 30 s: what is announced sounds, and everything else is said once when it is back', async () => {
      await goOnAir();
      const frozenAt = performance.now();
      const thaw = async (): Promise<void> => {
        await until('30 s have passed', () => performance.now() - frozenAt > FROZEN_MS, 2 * FROZEN_MS);
        server.thaw();
      };
      expect(await live(async () => server.freeze(), thaw)).toEqual([]);
    }, 150_000);

    test('[RA142] killed and started again: nothing is lost, said twice, or told that is not in the log', async () => {
      await goOnAir();
      expect(await live(() => server.kill(), startAgain)).toEqual([]);
    }, 150_000);
  });
}
