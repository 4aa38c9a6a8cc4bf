import { describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { MemoryLog } from '../../test/support/memory.log.js';
import { Database } from '../database/database.port.js';
import { Fault } from '../kernel/fault.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { Drain, type DrainPart } from '../watch/drain.port.js';
import { SignedOut } from './signed-out.js';

/** Knows some sessions that were signed out, and can be taken away. */
class ListDatabase extends Database {
  sessions: readonly string[] = [];
  isAway = false;
  looks = 0;

  async query<Row>(): Promise<Row[]> {
    this.looks += 1;
    if (this.isAway) throw new Fault('database.unavailable', { retryable: true });
    return this.sessions.map((id) => ({ id })) as Row[];
  }

  async transaction<T>(): Promise<T> {
    throw new Error('not used here');
  }

  get manager(): EntityManager {
    throw new Error('not used here');
  }
}

class PlainDrain extends Drain {
  private readonly parts: DrainPart[] = [];
  readonly draining = false;

  join(part: DrainPart): void {
    this.parts.push(part);
  }

  async stop(): Promise<void> {
    for (const part of this.parts) await part.stop(new AbortController().signal);
  }
}

async function begun() {
  const clock = new VirtualClock();
  const database = new ListDatabase();
  const drain = new PlainDrain();
  const signedOut = new SignedOut(database, clock, new MemoryLog(), drain);
  await signedOut.onModuleInit();
  return { clock, database, drain, signedOut };
}

describe('the sessions that were signed out', () => {
  test('[PE10] while the database is away the last list holds, and afterwards it is fresh again', async () => {
    const { clock, database, signedOut } = await begun();
    database.sessions = ['a'];
    await clock.advance(1_000);
    database.isAway = true;
    database.sessions = ['a', 'b'];
    await clock.advance(5_000);
    expect([signedOut.has('a'), signedOut.has('b')]).toEqual([true, false]);
    database.isAway = false;
    await clock.advance(1_000);
    expect([signedOut.has('a'), signedOut.has('b')]).toEqual([true, true]);
  });

  test('[PE10] one is told of once, and forgotten when none of its tokens can be alive', async () => {
    const { clock, database, signedOut } = await begun();
    const told: string[] = [];
    const cancel = signedOut.onSignedOut((session) => told.push(session));
    signedOut.add('a');
    signedOut.add('a');
    database.sessions = ['a'];
    await clock.advance(2_000);
    database.sessions = [];
    await clock.advance(15 * 60_000);
    expect([told, signedOut.has('a')]).toEqual([['a'], true]);
    await clock.advance(2 * 60_000);
    expect(signedOut.has('a')).toBe(false);
    cancel();
    signedOut.add('b');
    expect(told).toEqual(['a']);
  });

  test('[PE10] a stop ends the looking', async () => {
    const { clock, database, drain } = await begun();
    await drain.stop();
    const before = database.looks;
    await clock.advance(10_000);
    expect([database.looks, clock.waiting]).toEqual([before, 0]);
  });
});
