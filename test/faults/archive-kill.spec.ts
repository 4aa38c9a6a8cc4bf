import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MatchDetails } from '../../src/wire/match-doors.js';
import { dataFolder } from '../support/data-folder.js';
import { KillableProgram } from '../support/killable-program.js';
import { LENGTHEN } from '../support/long-archive.js';
import { PersistentHost } from '../support/persistent-host.js';
import { SlowReader } from '../support/slow-reader.js';
import { until } from '../support/until.js';

const FRAME_MS = 24;
const HOUR_MS = 3_600_000;
const SENTENCE = 'Here is a sentence that is said over and over again.';

interface ChunkRow {
  readonly id: string;
  readonly play_frames: number;
  readonly gone: boolean;
}

describe('a program that is killed with -9', () => {
  let program: KillableProgram;
  let data: string;

  beforeAll(async () => {
    data = dataFolder('archive-kill');
    program = await KillableProgram.make({}, data);
    await program.start();
  }, 60_000);
  afterAll(() => program.remove());

  async function killed(): Promise<void> {
    program.kill();
    await program.died();
    await program.start();
  }

  function chunksOf(channel: string): Promise<ChunkRow[]> {
    return program.rows<ChunkRow>(
      `SELECT c.id, c.play_frames, c.audio_deleted_at IS NOT NULL AS gone FROM audio_chunks c
       JOIN audio_playback_requests r ON r.id = c.request WHERE r.channel = $1 ORDER BY c.starts_at`,
      [channel],
    );
  }

  async function heard(channel: string, request: string): Promise<void> {
    await until(
      `${channel} was heard`,
      async () => {
        const rows = await program.rows(
          'SELECT id FROM audio_playback_requests WHERE id = $1 AND ended_at IS NOT NULL',
          [request],
        );
        return rows.length > 0;
      },
      30_000,
    );
  }

  async function asAdmin(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${program.origin}/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${await program.token('admin')}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  }

  test('[RP52] breaks off who reads an archive, who sees it and goes on where it was', async () => {
    const host = await PersistentHost.open(program, 'long');
    await heard('long', await host.say({ text: SENTENCE }));
    const [chunk] = await chunksOf('long');
    const chunkMs = (chunk?.play_frames ?? 0) * FRAME_MS;
    await program.rows(LENGTHEN, [chunk?.id, Math.ceil(HOUR_MS / chunkMs), chunkMs]);
    const file = `${program.origin}/v1/channels/long/archive.mp3`;
    const whole = await until('all of it is there', async () => {
      const bytes = Buffer.from(await (await fetch(file)).arrayBuffer());
      return bytes.length > 25_000_000 ? bytes : undefined;
    });
    const reader = await SlowReader.open(file);
    await reader.some(1_000_000);
    expect(reader.announced).toBe(whole.length);
    await killed();
    // Half of it is never taken for all of it.
    await expect(reader.rest()).rejects.toThrow('aborted');
    expect(reader.received).toBeLessThan(whole.length);
    const range = { range: `bytes=${reader.received}-`, 'if-range': reader.etag };
    const rest = await SlowReader.open(file, range);
    expect(rest.status).toBe(206);
    expect(Buffer.concat([reader.bytes, await rest.rest()]).equals(whole)).toBe(true);
  }, 120_000);

  test('[RP52] while a match is removed and its sound deleted, deletes the rest of it afterwards', async () => {
    const sides = { home: { name: 'Alders' }, away: { name: 'Birches' } };
    const made = await asAdmin('POST', 'matches', { sport: 'football', ...sides, languages: ['en'] });
    const { id, channels } = made.body as MatchDetails;
    const channel = channels[0]?.channel ?? '';
    const host = await PersistentHost.of(program, channel);
    await heard(channel, await host.say({ text: `${SENTENCE} And this is the second one. And here is the third.` }));
    const past = [HOUR_MS, channel];
    await program.rows(
      `UPDATE audio_playback_requests SET ended_at = ended_at - $1::float8, closed_at = now() - interval '1 hour' WHERE channel = $2`,
      past,
    );
    await killed();
    const chunks = await chunksOf(channel);
    expect(chunks.length).toBeGreaterThanOrEqual(3);
    expect(storedOf(channel)).toHaveLength(chunks.length);

    const token = await program.token('admin');
    const removing = fetch(`${program.origin}/v1/matches/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    }).catch(() => undefined);
    await until('it has begun to', async () => {
      const [row] = await program.rows<{ phase: string }>('SELECT phase FROM channels WHERE id = $1', [channel]);
      return row?.phase !== 'open';
    });
    await killed();
    await removing;
    const again = await asAdmin('DELETE', `matches/${id}`);
    expect([200, 404]).toContain(again.status);
    expect((await asAdmin('GET', `matches/${id}`)).status).toBe(404);
    expect((await asAdmin('GET', `channels/${channel}/archive`)).status).toBe(410);

    const cleaning = program.cleanup().catch(() => undefined);
    await killed();
    await cleaning;
    await until('the rest is deleted', async () => (await program.cleanup()) === 0);
    expect((await chunksOf(channel)).map(({ gone }) => gone)).toEqual(chunks.map(() => true));
    expect(storedOf(channel)).toEqual([]);
    for (const chunk of chunks) {
      const answer = await fetch(`${program.origin}/v1/audio/chunks/${chunk.id}.mp3`);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'radio.unknown-chunk']);
    }
    // Nothing of another was touched.
    expect(storedOf('long').length).toBeGreaterThan(0);
  }, 120_000);

  function storedOf(channel: string): string[] {
    const all = readdirSync(data, { recursive: true, encoding: 'utf8' });
    return all.filter((name) => name.includes(`audio/${channel}/`));
  }
});
