import { Client } from 'pg';
import { clusterIn } from '../../src/database/cluster.js';
import { embeddedEngine } from '../../src/database/embedded.engine.js';
import type { Engine } from '../../src/database/engine.js';
import { postgresEngine } from '../../src/database/postgres.engine.js';
import { Chance } from '../../src/matches/model/simulator/chance.js';
import type { EventPage, MatchDetails } from '../../src/wire/match-doors.js';
import { openQuietly } from '../commits.js';
import type { Figure } from '../figure.js';
import { House } from '../radio/house.js';
import { median } from '../radio/moments.js';
import { fill } from './long-record.js';

const PAGE = 100;
const PLACES = 10;
const FILL_MS_MAX = 120_000;

export interface Reading {
  readonly events: number;
  readonly rounds: number;
}

/** Whether a page far down a record costs what the first one does, and the match itself what one without events does. */
export async function pages(reading: Reading): Promise<readonly Figure[]> {
  return [...(await embedded(reading)), ...(await postgres(reading))];
}

async function embedded(reading: Reading): Promise<readonly Figure[]> {
  const house = await House.start();
  try {
    const long = await matchIn(house);
    // Its database is one process's alone.
    await house.kill();
    await filled(await embeddedEngine(await clusterIn(house.folder)), long, reading.events);
    await house.start();
    return await measure('embedded', house, long, reading);
  } finally {
    await house.remove();
  }
}

async function postgres(reading: Reading): Promise<readonly Figure[]> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) {
    console.log('PostgreSQL is left out: TEST_DATABASE_URL is not set.');
    return [];
  }
  const name = `longwave_bench_${process.pid}`;
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await onServer(server, `CREATE DATABASE ${name}`);
  const house = await House.start({ DATABASE_URL: url });
  try {
    const long = await matchIn(house);
    const engine = postgresEngine({ url, connections: 1, connectTimeoutMs: 1_000, queryTimeoutMs: FILL_MS_MAX });
    await filled(engine, long, reading.events);
    return await measure('postgres', house, long, reading);
  } finally {
    await house.remove();
    await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

async function matchIn(house: House): Promise<string> {
  const body = { sport: 'football', home: { name: 'Alders' }, away: { name: 'Birches' } };
  return (await house.call<MatchDetails>('/v1/matches', { method: 'POST', body })).id;
}

async function filled(engine: Engine, match: string, events: number): Promise<void> {
  const open = await openQuietly(engine);
  await fill(open.database, match, events);
  await open.close();
}

async function measure(
  engine: string,
  house: House,
  long: string,
  { events, rounds }: Reading,
): Promise<readonly Figure[]> {
  const empty = await matchIn(house);
  const places = Array.from({ length: PLACES + 1 }, (_, tenth) =>
    Math.min(events - PAGE, Math.round((events * tenth) / PLACES)),
  );
  const tookMs = places.map((): number[] => []);
  const details = { long: [] as number[], empty: [] as number[] };
  const chance = new Chance(events);
  // Turn by turn and in any order, so that what disturbs the machine disturbs all of them; the first round is to get warm.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, after] of chance.shuffled([...places.entries()])) {
      const ms = await elapsedMs(() => pageAfter(house, long, after));
      if (round > 0) tookMs[at]?.push(ms);
    }
    const [far, near] = [await detailsMs(house, long), await detailsMs(house, empty)];
    if (round > 0) details.long.push(far);
    if (round > 0) details.empty.push(near);
  }
  const medians = tookMs.map(median);
  const name = (what: string): string => `${engine}, ${events} events: ${what}`;
  return [
    ...medians.map((value, at) => ({ name: name(`page after ${at * PLACES} %`), value, unit: 'ms' })),
    { name: name('slowest page against fastest'), value: slowest(medians), unit: 'times', aim: '<=1.5' },
    { name: name('the match'), value: median(details.long), unit: 'ms' },
    {
      name: name('the match against one without events'),
      value: median(details.long) / median(details.empty),
      unit: 'times',
      aim: '<=1.5',
    },
  ];
}

async function pageAfter({ origin }: House, match: string, after: number): Promise<void> {
  const answer = await fetch(`${origin}/v1/matches/${match}/events?after=${after}&limit=${PAGE}`);
  const { events } = (await answer.json()) as EventPage;
  if (events.length !== PAGE || events[0]?.seq !== after + 1) throw new Error(`The page after ${after} is another.`);
}

function detailsMs({ origin }: House, match: string): Promise<number> {
  return elapsedMs(async () => (await fetch(`${origin}/v1/matches/${match}`)).text());
}

function slowest(medians: readonly number[]): number {
  return Math.max(...medians) / Math.min(...medians);
}

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}
