import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { clusterIn } from '../../src/database/cluster.js';
import { embeddedEngine } from '../../src/database/embedded.engine.js';
import { programFile } from '../../src/kernel/program.js';
import { Chance } from '../../src/matches/model/simulator/chance.js';
import type { MatchDetails } from '../../src/wire/match-doors.js';
import { openQuietly } from '../commits.js';
import type { Figure } from '../figure.js';
import { Child } from '../radio/child.js';
import { House } from '../radio/house.js';
import { clock } from '../radio/listener.js';
import { monotonicMs, quantile } from '../radio/moments.js';
import type { Toll } from '../radio/witness.js';

/** As a match is told: every some seconds something, sometimes two things at once. */
const EVENTS = 3_000;
const PAUSE_MS_MAX = 4_000;
const BETWEEN_MS = 40;
const SPEEDS = [1, 20] as const;

export interface Trial {
  readonly replays: number;
  readonly seconds: number;
}

/** How far from when they were due events are read, by many who replay a match at once from anywhere in it, beside bare timers. */
export async function pace({ replays, seconds }: Trial): Promise<readonly Figure[]> {
  const house = await House.start();
  try {
    const body = { sport: 'football', home: { name: 'Alders' }, away: { name: 'Birches' } };
    const { id } = await house.call<MatchDetails>('/v1/matches', { method: 'POST', body });
    // Its database is one process's alone.
    await house.kill();
    const chance = new Chance(EVENTS);
    const places = [0];
    while (places.length < EVENTS) {
      places.push((places.at(-1) ?? 0) + (chance.happens(0.1) ? 0 : chance.whole(0, PAUSE_MS_MAX)));
    }
    await fill(house.folder, id, places);
    await house.start();
    const bare = new Child(programFile('bench/replay/bare-pace.process.js'));
    const bareOrigin = `http://127.0.0.1:${await bare.ask<number>('listen', places)}`;
    const figures: Figure[] = [];
    for (const speed of SPEEDS) {
      const lastS = (places.at(-1) ?? 0) / 1_000 - seconds * speed;
      const spots = Array.from({ length: replays }, () => chance.whole(0, Math.max(0, Math.floor(lastS))));
      const errorsAt = (address: string): Promise<number[]> =>
        errorsOf(
          spots.map((fromS) => `${address}?speed=${speed}&from=${fromS}`),
          speed,
          seconds,
        );
      await house.program.ask('begin');
      const ours = await errorsAt(`${house.origin}/v1/matches/${id}/replay`);
      const { stallMs } = await house.program.ask<Toll>('end');
      figures.push(
        ...figuresOf(`${replays} replays at ${speed}×`, { ours, bare: await errorsAt(bareOrigin), stallMs }),
      );
    }
    await bare.kill();
    return figures;
  } finally {
    await house.remove();
  }
}

async function errorsOf(urls: readonly string[], speed: number, seconds: number): Promise<number[]> {
  const errors: number[] = [];
  const lines: IncomingMessage[] = [];
  for (const url of urls) {
    lines.push(await replayed(url, speed, (ms) => errors.push(ms)));
    await clock.sleep(BETWEEN_MS);
  }
  await clock.sleep(seconds * 1_000);
  for (const line of lines) line.destroy();
  return errors;
}

/** Tells of each event how much later, or earlier, than it was due after the beginning it was read. */
async function replayed(url: string, speed: number, tell: (errorMs: number) => void): Promise<IncomingMessage> {
  const [answer] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
  let begun: { readonly at: number; readonly offsetMs: number } | undefined;
  let rest = '';
  answer.on('error', () => undefined);
  answer.setEncoding('utf8').on('data', (text: string) => {
    const at = monotonicMs();
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, offset, name] = /^id: \d+\.(\d+)\nevent: (place|event)\n/.exec(block) ?? [];
      const offsetMs = Number(offset);
      if (name === 'place') begun = { at, offsetMs };
      else if (name === 'event' && begun) tell(at - begun.at - (offsetMs - begun.offsetMs) / speed);
    }
  });
  return answer;
}

interface Errors {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  readonly stallMs: number;
}

function figuresOf(name: string, { ours, bare, stallMs }: Errors): Figure[] {
  const [far, peers] = [ours.map(Math.abs), bare.map(Math.abs)];
  const share = (of: number): Pick<Figure, 'value' | 'unit' | 'peer'> => ({
    value: quantile(far, of),
    unit: 'ms',
    peer: quantile(peers, of),
  });
  return [
    { name: `${name}: events`, value: far.length, unit: '', peer: peers.length },
    { name: `${name}: from their pace p50`, ...share(0.5) },
    { name: `${name}: from their pace p99`, ...share(0.99), aim: '<=20' },
    { name: `${name}: from their pace, furthest`, ...share(1) },
    { name: `${name}: event loop stall, max`, value: stallMs, unit: 'ms' },
  ];
}

async function fill(folder: string, match: string, places: readonly number[]): Promise<void> {
  const open = await openQuietly(await embeddedEngine(await clusterIn(folder)));
  await open.database.query(FILL, [match, places]);
  await open.database.query('UPDATE matches SET seq = $2 WHERE id = $1', [match, places.length]);
  await open.close();
}

const FILL = `INSERT INTO match_events (match, seq, fact, revision, version, op, status, content, occurred_at, recorded_at,
    source, home, away)
  SELECT $1, seq, md5($1 || seq)::uuid, 0, 0, 'add', 'confirmed',
    '{"type": "corner", "side": "home", "segment": "H1", "participants": [{"role": "player", "name": "Somebody"}]}',
    place, place, 'host', 0, 0
  FROM unnest($2::double precision[]) WITH ORDINALITY AS told (place, seq)`;
