import type { Database } from '../../src/database/database.port.js';
import { SystemClock, type Clock } from '../../src/kernel/clock.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { VirtualClock } from '../../src/kernel/virtual.clock.js';
import type { ChannelStore, Claimed } from '../../src/radio/channel-store.port.js';
import { SqlChannelStore } from '../../src/radio/sql.channel-store.js';
import type { ThisNode } from '../../src/radio/this-node.js';
import { openFresh, type TestEngine } from './database.js';
import { NOON } from './kept-channel.js';
import { MemoryChannelStore, RadioMemory } from './memory.channel-store.js';

export interface StoreHouse {
  store(here: ThisNode): ChannelStore;
  /** As if nothing had been heard of a process for so much longer. */
  silence(run: string, ms: number): Promise<void>;
  /** As if all answers to hosts had been kept for so much longer. */
  age(ms: number): Promise<void>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

export interface SqlHouse extends StoreHouse {
  readonly database: Database;
}

export async function openSqlStores(engine: TestEngine): Promise<SqlHouse> {
  const open = await openFresh(engine);
  const { database } = open;
  return {
    database,
    store: (here) => new SqlChannelStore(database, here),
    silence: async (run, ms) => {
      const sql = `UPDATE nodes SET life_at = life_at - $2 * interval '1 millisecond' WHERE run = $1`;
      await database.query(sql, [run, ms]);
    },
    age: async (ms) => {
      await database.query(`UPDATE host_commands SET kept_at = kept_at - $1 * interval '1 millisecond'`, [ms]);
    },
    empty: async () => {
      for (const table of TABLES) await database.query(`DELETE FROM ${table}`);
    },
    close: () => open.close(),
  };
}

const TABLES = [
  'connection_playback_states',
  'websocket_connections',
  'host_commands',
  'channel_log',
  'audio_chunks',
  'audio_playback_requests',
  'channels',
  'nodes',
];

export async function openMemoryStores(): Promise<StoreHouse> {
  const clock = new SystemClock();
  const memory = new RadioMemory(() => clock.now());
  return {
    store: (here) => new MemoryChannelStore(memory, here),
    silence: async (run, ms) => memory.silence(run, ms),
    age: async (ms) => memory.age(ms),
    empty: async () => memory.channels.clear(),
    close: () => Promise.resolve(),
  };
}

/** Runs as any clock does, but shows another time. */
export class ShiftedClock extends SystemClock {
  constructor(private readonly byMs: number) {
    super();
  }

  override now(): number {
    return super.now() + this.byMs;
  }
}

let runs = 0;

/** One more process on that node. */
export function process(node: string, clock: Clock = new VirtualClock(NOON), clockId = 'clock-1'): ThisNode {
  runs += 1;
  const run = `01970000-0000-7000-9000-${String(runs).padStart(12, '0')}`;
  return { node, run, clock, clockId, aliveAt: () => undefined };
}

export function claimed(outcome: Awaited<ReturnType<ChannelStore['claim']>>): Claimed {
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome;
}
