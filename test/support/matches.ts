import type { Database } from '../../src/database/database.port.js';
import { idOfName } from '../../src/kernel/ids.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import type { MatchStore, MatchToMake, Recording, Told } from '../../src/matches/match-store.port.js';
import type { Telling } from '../../src/matches/model/record.js';
import type { EventContent } from '../../src/wire/matches.js';

export interface MatchHouse {
  readonly database: Database;
  close(): Promise<void>;
}

export const NOON = Date.UTC(2026, 10, 21, 12);

export function aMatch(id: string, more: Partial<MatchToMake> = {}): MatchToMake {
  return {
    id,
    sport: 'football',
    title: 'Alders – Birches',
    competition: null,
    home: { name: 'Alders', players: [] },
    away: { name: 'Birches', players: [] },
    startsAt: NOON,
    language: 'en',
    visibility: 'public',
    info: {},
    script: null,
    isDemo: false,
    createdAt: NOON,
    ...more,
  };
}

/** Something that happened, under a name of its own. */
export function adding(
  name: string,
  content: EventContent,
  more: { version?: number; provisional?: boolean } = {},
): Telling {
  const { version = 0, provisional = false } = more;
  return { id: idOfName(name), op: 'add', version, provisional, content, occurredAt: NOON, source: 'feed' };
}

export function retracting(name: string, version?: number): Telling {
  const base = { id: idOfName(name), op: 'retract', occurredAt: NOON, source: 'feed' } as const;
  return version === undefined ? base : { ...base, version };
}

export const goal = (side: 'home' | 'away'): EventContent => ({ type: 'goal', side, segment: 'H1' });

export function told(telling: Telling, by?: Told['by']): Told {
  return { telling, recordedAt: NOON, ...(by === undefined ? {} : { by }) };
}

/** Records, and fails where a rule forbids any of it. */
export async function recorded(store: MatchStore, match: string, tellings: readonly Told[]): Promise<Recording> {
  const recording = await store.record(match, tellings);
  if (isRefusal(recording)) throw new Error(recording.refused);
  const refused = recording.outcomes.find((outcome) => isRefusal(outcome));
  if (refused !== undefined && isRefusal(refused)) throw new Error(refused.refused);
  return recording;
}
