import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Health, type Condition } from '../watch/health.port.js';
import { Log } from '../watch/log.port.js';
import { Database, OutageWatch } from './database.port.js';
import { chooseEngine } from './choose-engine.js';
import { lockDirectory } from './data-directory.lock.js';
import { migrate } from './migrate.js';
import { openDatabase, type Entity, type OpenDatabase } from './open-database.js';

const OPEN = Symbol('the open database');

/** Locks the data directory, opens the database, brings its schema up to date, and closes it at the end of a stop. */
@Global()
@Module({})
export class DatabaseModule {
  static with({ entities }: { readonly entities: readonly Entity[] }): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: OPEN,
          useFactory: (...rooms: Rooms) => start(entities, rooms),
          inject: [Settings, Clock, Log, Health, Drain],
        },
        { provide: Database, useFactory: ({ database }: OpenDatabase) => database, inject: [OPEN] },
        { provide: OutageWatch, useFactory: ({ outage }: OpenDatabase) => outage, inject: [OPEN] },
      ],
      exports: [Database, OutageWatch],
    };
  }
}

type Rooms = [settings: Settings, clock: Clock, log: Log, health: Health, drain: Drain];

async function start(entities: readonly Entity[], rooms: Rooms): Promise<OpenDatabase> {
  const [settings, , , health, drain] = rooms;
  const lock = await lockDirectory(settings.values.LONGWAVE_DATA);
  const open = await openUpToDate(entities, rooms).catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  health.join({ name: 'database', required: true, check: () => conditionOf(open) });
  drain.join({
    name: 'database',
    step: 'close',
    stop: async () => {
      await open.close();
      await lock.release();
    },
  });
  return open;
}

async function openUpToDate(entities: readonly Entity[], [settings, clock, log]: Rooms): Promise<OpenDatabase> {
  const engine = await chooseEngine(settings);
  try {
    const { done } = await migrate(engine);
    if (done.length > 0) log.info('the schema was brought up to date', { migrations: done });
    return await openDatabase(engine, { entities, clock, log });
  } catch (error) {
    await engine.close();
    throw error;
  }
}

// What goes wrong is not told here: a driver's sentence names users and addresses, and the health is for strangers too.
async function conditionOf({ database }: OpenDatabase): Promise<Condition> {
  await database.query('SELECT 1');
  return { ok: true };
}
