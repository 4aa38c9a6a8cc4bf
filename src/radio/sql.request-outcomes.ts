import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import { RequestOutcomes, type RequestOutcome } from './request-outcomes.port.js';

/** In tables: migrations/0003-radio.ts. */
@Injectable()
export class SqlRequestOutcomes extends RequestOutcomes {
  constructor(private readonly database: Database) {
    super();
  }

  async of(requests: readonly string[]): Promise<ReadonlyMap<string, RequestOutcome>> {
    const rows = await this.database.query<RequestOutcome & { readonly id: string }>(OUTCOMES, [requests]);
    return new Map(rows.map(({ id, ...outcome }) => [id, outcome]));
  }
}

const OUTCOMES = `
  SELECT id, status, end_reason AS "endReason", silenced_at IS NOT NULL AS "isSilenced"
  FROM audio_playback_requests WHERE id = ANY ($1::uuid[])`;
