import type { Channel, Visibility } from './channel-store.port.js';
import type { ChannelState, Phase, Request } from './model/state.js';

export interface ChannelRow {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly match: string | null;
  readonly visibility: Visibility;
  readonly archived: boolean;
  readonly keep_days: number | null;
  readonly sound_deleted_at: Date | null;
  readonly gap_ms: number;
  readonly voice: string | null;
  readonly pronunciations: Readonly<Record<string, string>>;
  readonly created_at: number;
  readonly phase: Phase['name'];
  readonly phase_since: number;
  readonly lead_ms: number;
  readonly firm_until: number;
  readonly not_before: number;
  readonly notice: string | null;
  readonly seq: number;
  readonly term: number;
  readonly alive_until: number | null;
}

export function channelOf(row: ChannelRow): Channel {
  return {
    id: row.id,
    title: row.title,
    language: row.language,
    ...(row.match === null ? {} : { match: row.match }),
    visibility: row.visibility,
    archived: row.archived,
    keepDays: row.keep_days,
    ...(row.sound_deleted_at === null ? {} : { soundDeleted: true }),
    gapMs: row.gap_ms,
    ...(row.voice === null ? {} : { voice: row.voice }),
    pronunciations: row.pronunciations,
    createdAt: row.created_at,
  };
}

export function stateOf(row: ChannelRow, requests: readonly Request[]): ChannelState {
  return {
    id: row.id,
    phase: { name: row.phase, since: row.phase_since },
    leadMs: row.lead_ms,
    gapMs: row.gap_ms,
    firmUntil: row.firm_until,
    notBefore: row.not_before,
    ...(row.notice === null ? {} : { notice: row.notice }),
    requests,
  };
}

/** A new channel's, before anybody runs it. */
export function firstState({ id, gapMs, createdAt }: Channel, leadMs: number): ChannelState {
  return {
    id,
    phase: { name: 'open', since: createdAt },
    leadMs,
    gapMs,
    firmUntil: createdAt,
    notBefore: createdAt,
    requests: [],
  };
}
