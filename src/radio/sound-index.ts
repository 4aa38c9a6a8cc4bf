import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import { isPast } from './retention.statements.js';

export interface IndexedSound {
  readonly chunk: string;
  readonly request: string;
  readonly channel: string;
  readonly key: string;
  readonly sha256: string;
  readonly frames: number;
  /** It has a place on the timeline: it was heard, or is about to be. */
  readonly announced: boolean;
  readonly deleted: boolean;
  readonly silenced: boolean;
}

/** Where the sound of any chunk lies, also of those that are long past. */
@Injectable()
export class SoundIndex {
  constructor(private readonly database: Database) {}

  async ofChunk(chunk: string): Promise<IndexedSound | undefined> {
    const [sound] = await this.database.query<IndexedSound>(OF_CHUNK, [chunk]);
    return sound;
  }

  /** In the order they are heard. */
  async ofRequest(request: string): Promise<readonly IndexedSound[]> {
    return this.database.query<IndexedSound>(OF_REQUEST, [request]);
  }

  /** Whether nothing will be added to a request's sound any more. */
  async hasEnded(request: string): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT id FROM audio_playback_requests WHERE id = $1 AND closed_at IS NOT NULL',
      [request],
    );
    return rows.length > 0;
  }

  /** Of which channel a request is. */
  async channelOf(request: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ channel: string }>(
      'SELECT channel FROM audio_playback_requests WHERE id = $1',
      [request],
    );
    return row?.channel;
  }
}

// What is deleted with its channel and still sounds somewhere, sounds.
const SOUND = `
  SELECT c.id AS chunk, c.request, r.channel, c.blob_key AS key, c.sha256, c.frames,
    c.starts_at IS NOT NULL AS announced,
    c.audio_deleted_at IS NOT NULL OR channels.sound_deleted_at IS NOT NULL AND ${isPast('r')} AS deleted,
    r.silenced_at IS NOT NULL AS silenced
  FROM audio_chunks c JOIN audio_playback_requests r ON r.id = c.request JOIN channels ON channels.id = r.channel`;

const OF_CHUNK = `${SOUND} WHERE c.id = $1`;
const OF_REQUEST = `${SOUND} WHERE c.request = $1 ORDER BY c.index`;
