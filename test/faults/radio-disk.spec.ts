import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CLUSTER_TEMPLATE } from '../support/data-folder.js';
import { findings } from '../support/kill-findings.js';
import { KillableProgram } from '../support/killable-program.js';
import { OpenAiServer } from '../support/openai-server.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { PersistentHost } from '../support/persistent-host.js';
import { SmallDisk } from '../support/small-disk.js';
import { TappedListener } from '../support/tapped-listener.js';
import { until } from '../support/until.js';

const FRAME_MS = 24;
/** Answers come within 2 s; the rest is the machine, which is busy with other tests. */
const ANSWER_MS_MAX = 2_500;

interface Row {
  readonly id: string;
  readonly status: string;
  readonly code: string | null;
}

describe('a radio whose disk is full while it is on air', () => {
  let disk: SmallDisk;
  let provider: OpenAiServer;
  let program: KillableProgram;
  let host: PersistentHost;
  let listener: TappedListener;

  beforeEach(async () => {
    provider = await new OpenAiServer().listen();
  });

  afterEach(async () => {
    listener.close();
    await program.remove();
    await provider.close();
  });

  /** Half a minute is said, and most of it announced. */
  async function goOnAir(environment: Readonly<Record<string, string>>, data?: string): Promise<void> {
    program = await KillableProgram.make({ OPENAI_BASE_URL: `${provider.url}/v1`, ...environment }, data);
    await program.start();
    host = await PersistentHost.open(program, 'full');
    listener = await new TappedListener({ origin: program.origin, channel: 'full' }).in();
    for (const over of ['one', 'two', 'three', 'four'])
      await host.say({ text: [1, 2, 3].map((ball) => `This is ball ${ball} of over ${over}.`).join(' ') });
    const end = () => Math.max(0, ...listener.followed.following.entries.map(endOf));
    await until('much is announced', () => end() > (listener.followed.heardNow() ?? Infinity) + 12_000, 60_000);
  }

  async function statusOf(path: string): Promise<number> {
    return (await fetch(`${program.origin}${path}`)).status;
  }

  /** Asks for one more and edits it, as often as there is still a little room, until it is told twice that it cannot be done now. */
  async function isRefused(): Promise<{ readonly insisting: Promise<void> }> {
    const refused = () => host.troubles.filter(({ status }) => status === 503);
    const insist = async (take: number): Promise<void> => {
      if (refused().length >= 2) return;
      await host.edit(host.accepted.at(-1) ?? '', `This is the last ball, take ${take}.`);
      await insist(take + 1);
    };
    const insisting = host.say({ text: 'This is the last ball.' }).then(() => insist(2));
    await until('the host was told', () => refused().length >= 2, 60_000);
    expect(await statusOf('/livez')).toBe(200);
    for (const trouble of refused()) {
      expect(trouble).toMatchObject({ status: 503, code: 'database.unavailable' });
      expect(trouble.afterMs).toBeLessThan(ANSWER_MS_MAX);
    }
    return { insisting };
  }

  /** What was announced has sounded out, to the last. */
  async function soundsOn(announced: readonly string[]): Promise<void> {
    await until('what was announced has sounded', () => announced.every(isHeard), 40_000);
  }

  function isHeard(chunk: string): boolean {
    return listener.heardOut.some((entry) => entry.chunk === chunk);
  }

  /** Beside what could not be stored, which failed and says why. */
  async function whatIsWrong(death = { asked: 0, diedAt: Infinity }): Promise<readonly string[]> {
    const late = await new TappedListener({ origin: program.origin, channel: 'full' }).in();
    const { held } = listener;
    const survivors = { program, provider, ...death, held, host, listener, late };
    const { wrong } = await findings(survivors);
    late.close();
    const rows = await program.rows<Row>(
      `SELECT id, status, end_code AS code FROM audio_playback_requests WHERE channel = 'full'`,
    );
    const unstored = rows.filter(({ status, code }) => status === 'failed' && code === 'blobs.full');
    return wrong.filter((sentence) => !unstored.some(({ id }) => sentence.startsWith(`${id} has failed: `)));
  }

  function announcedNow(): readonly string[] {
    return listener.followed.following.entries.map(({ chunk }) => chunk);
  }

  describe('with everything on it', () => {
    beforeEach(async () => {
      disk = SmallDisk.make(400);
      cpSync(CLUSTER_TEMPLATE, join(disk.folder, 'data', 'database'), { recursive: true });
      await goOnAir({}, join(disk.folder, 'data'));
    }, 90_000);

    afterEach(() => disk.remove());

    test('[RA144] what is announced sounds, nothing is accepted, and with room again it goes on as it is', async () => {
      const announced = announcedNow();
      disk.fill();
      expect(disk.freeBytes).toBe(0);
      const { insisting } = await isRefused();
      await soundsOn(announced);
      const told = listener.told.length;
      disk.makeRoom();
      const roomAt = performance.now();
      await until('it goes on', () => listener.told.length > told);
      expect(performance.now() - roomAt).toBeLessThan(4_000);
      await insisting;
      expect(await whatIsWrong()).toEqual([]);
    }, 180_000);

    test('[RA144] killed and started again while it is full it waits for room, and then it goes on', async () => {
      disk.fill(32);
      const { insisting } = await isRefused();
      program.kill();
      await program.died();
      const death = { asked: provider.calls.length, diedAt: program.serverNow };
      expect(await program.start()).toBe(true);
      expect(await statusOf('/livez')).toBe(200);
      disk.makeRoom();
      await insisting;
      expect(await whatIsWrong(death)).toEqual([]);
    }, 180_000);
  });

  describe('which is that of PostgreSQL', () => {
    let server: OwnPostgres;

    beforeEach(async () => {
      disk = SmallDisk.make(160);
      server = await OwnPostgres.make(() => [], disk.folder);
      await goOnAir({ DATABASE_URL: server.url });
    }, 90_000);

    afterEach(async () => {
      await server.remove();
      disk.remove();
    });

    test('[RA144] what is announced sounds, what is accepted is kept, and with room again it goes on as it is', async () => {
      const announced = announcedNow();
      disk.fill();
      const { insisting } = await isRefused();
      await soundsOn(announced);
      disk.makeRoom();
      // One that found no room for its log has ended, as its owner sees.
      if (!server.isAlive) await server.start();
      await insisting;
      expect(await whatIsWrong()).toEqual([]);
    }, 240_000);
  });
});

function endOf({ startsAt, frames }: { readonly startsAt: number; readonly frames: number }): number {
  return startsAt + frames * FRAME_MS;
}
