import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import type { Cancel } from '../kernel/clock.js';
import { Silencings } from './silencings.port.js';
import { Stations } from './stations.js';

/** Told by the conductors of this process; in tables: migrations/0011-silenced.ts. */
@Injectable()
export class StationSilencings extends Silencings {
  constructor(
    private readonly stations: Stations,
    private readonly database: Database,
  ) {
    super();
  }

  watch(tell: (channel: string) => void): Cancel {
    return this.stations.watch((channel, events) => {
      if (events.some(({ type }) => type === 'silenced')) tell(channel);
    });
  }

  async latest(limit: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(LATEST, [limit]);
    return rows.map(({ id }) => id);
  }
}

const LATEST = `SELECT id FROM audio_playback_requests WHERE silenced_at IS NOT NULL ORDER BY silenced_at DESC LIMIT $1`;
