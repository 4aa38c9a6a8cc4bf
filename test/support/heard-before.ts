import type { WordTime } from '../../src/wire/radio.js';
import type { RadioApp } from './radio-app.js';
import { until } from './until.js';

/** A chunk as it is kept. */
export interface ChunkRow {
  readonly id: string;
  readonly request: string;
  readonly index: number;
  readonly piece: number;
  readonly starts_at: number | null;
  readonly play_frames: number;
  readonly frames: number;
  readonly text: string;
  readonly words: readonly WordTime[];
  readonly voice: string;
  readonly blob_key: string;
}

/** In the order they were heard, and what has no start yet after that. */
export function chunksOf(radio: RadioApp, channel: string): Promise<ChunkRow[]> {
  return radio.query<ChunkRow>(
    `SELECT c.* FROM audio_chunks c JOIN audio_playback_requests r ON r.id = c.request
     WHERE r.channel = $1 ORDER BY c.starts_at, c.index`,
    [channel],
  );
}

export async function isOver(radio: RadioApp, channel: string): Promise<void> {
  await until('it is over', () => radio.conductor(channel).state.requests.every(({ place }) => place.at === 'ended'));
}

/** A channel on which these were said, the last a minute after the others. */
export async function heardBefore(radio: RadioApp, texts: readonly string[], input: object = {}): Promise<string> {
  const channel = await radio.channel(input);
  for (const text of texts) {
    await radio.said(channel, { text });
    await isOver(radio, channel);
  }
  const last = (await chunksOf(radio, channel)).at(-1)?.request;
  await radio.query('UPDATE audio_chunks SET starts_at = starts_at + 60000 WHERE request = $1', [last]);
  // What was made later cannot have been heard yet: the others were heard a while ago.
  await radio.query(
    `UPDATE audio_chunks SET starts_at = starts_at - 120000
     FROM audio_playback_requests r WHERE r.id = request AND r.channel = $1`,
    [channel],
  );
  return channel;
}

/** How a host is answered who asks for a replay. */
export async function answerTo(radio: RadioApp, channel: string, replay: object, token?: string) {
  const { status, body } = await radio.host(channel, 'requests', {
    body: { replay },
    ...(token === undefined ? {} : { token }),
  });
  return [status, body.code];
}
