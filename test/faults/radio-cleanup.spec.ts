import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KillableProgram } from '../support/killable-program.js';
import { OpenAiServer } from '../support/openai-server.js';
import { PersistentHost } from '../support/persistent-host.js';
import { until } from '../support/until.js';

const FRAME_BYTES = 192;
const DAY_MS = 86_400_000;

interface ChunkRow {
  readonly frames: number;
}

describe('old sound that somebody streams while it is cleaned away', () => {
  let provider: OpenAiServer;
  let program: KillableProgram;

  beforeAll(async () => {
    provider = await new OpenAiServer().listen();
    program = await KillableProgram.make({ OPENAI_BASE_URL: `${provider.url}/v1` });
    await program.start();
  }, 60_000);

  afterAll(async () => {
    await program.remove();
    await provider.close();
  });

  test('[RA148] the stream is whole, and the sound goes with the next cleaning', async () => {
    const host = await PersistentHost.open(program, 'old', { archived: false });
    const request = await host.say({
      text: 'This is the first of old. This is the second of old. This is the third of old.',
    });
    await until('it was heard', async () => (await statusOf(request)) === 'completed', 30_000);
    // A fortnight ago, before the program was started the last time.
    const past = [14 * DAY_MS, request];
    await program.rows(
      `UPDATE audio_playback_requests SET ended_at = ended_at - $1::float8, closed_at = now() - interval '14 days' WHERE id = $2`,
      past,
    );
    await program.rows(`UPDATE audio_chunks SET starts_at = starts_at - $1::float8 WHERE request = $2`, past);
    program.kill();
    await program.died();
    await program.start();

    const chunks = await program.rows<ChunkRow>('SELECT frames FROM audio_chunks WHERE request = $1', [request]);
    expect(chunks.length).toBe(3);
    await program.holdReadings();
    const stream = await fetch(`${program.origin}/v1/audio/stream/${request}`);
    const arriving = stream.arrayBuffer();
    expect(await program.cleanup()).toBe(0);
    await program.holdReadings();
    expect((await arriving).byteLength).toBe(chunks.reduce((bytes, { frames }) => bytes + frames * FRAME_BYTES, 0));

    await until('nobody reads it any more', async () => (await program.cleanup()) === 3);
    const gone = await fetch(`${program.origin}/v1/audio/stream/${request}`);
    expect((await gone.arrayBuffer()).byteLength).toBe(0);
  }, 90_000);

  async function statusOf(id: string): Promise<string | undefined> {
    const rows = await program.rows<{ status: string }>('SELECT status FROM audio_playback_requests WHERE id = $1', [
      id,
    ]);
    return rows[0]?.status;
  }
});
