import { FRAME_BYTES, FRAME_MS } from '../../src/audio/model/frames.js';
import { SystemClock } from '../../src/kernel/clock.js';
import type { Figure } from '../figure.js';
import { quantile } from '../radio/moments.js';
import type { Audience } from './audience.js';
import type { Server } from './server.js';
import { usageOf } from './usage.js';

const PER_S = 100;
const SETTLE_MS = 5_000;
/** When it is counted who of a storm hears something. */
const SOON_MS = 1_500;
const LATE_MS = 20_000;
const KIB = 1_024;
const BYTES_PER_S = (FRAME_BYTES * 1_000) / FRAME_MS;
const PEER = /^Icecast/;

const clock = new SystemClock();

/** So many come one after the other and stay. */
export interface Held {
  readonly server: string;
  readonly listeners: number;
  /** Beyond what the server takes with nobody there. */
  readonly cpuSPerThousandMinutes: number;
  readonly idleCpuSPerMinute: number;
  readonly kibPerListener: number;
  readonly firstMs: readonly number[];
  readonly received: number;
  readonly longestGapMs: number;
}

/** So many come at once. */
export interface Stormed {
  readonly server: string;
  readonly listeners: number;
  readonly firstMs: readonly number[];
  readonly hearSoon: number;
  readonly hearLate: number;
}

export async function hold(
  server: Server,
  audience: Audience,
  { listeners, seconds }: { listeners: number; seconds: number },
): Promise<Held> {
  const alone = usageOf(server.pid);
  await clock.sleep(SETTLE_MS);
  const idle = usageOf(server.pid);
  const idleCpu = (idle.cpuS - alone.cpuS) / (SETTLE_MS / 1_000);
  await audience.open(server, listeners, PER_S);
  await clock.sleep(SETTLE_MS);
  const { firstMs } = await audience.heard();
  await audience.begin();
  const [before, from] = [usageOf(server.pid), clock.now()];
  await clock.sleep(seconds * 1_000);
  const [after, tookS] = [usageOf(server.pid), (clock.now() - from) / 1_000];
  const { bytes, longestGapMs } = await audience.heard();
  await leave(audience);
  return {
    server: server.name,
    listeners,
    cpuSPerThousandMinutes: ((after.cpuS - before.cpuS - idleCpu * tookS) / ((listeners * tookS) / 60)) * 1_000,
    idleCpuSPerMinute: idleCpu * 60,
    kibPerListener: (after.residentBytes - idle.residentBytes) / KIB / listeners,
    firstMs,
    received: bytes / (listeners * tookS * BYTES_PER_S),
    longestGapMs,
  };
}

export async function storm(server: Server, audience: Audience, listeners: number): Promise<Stormed> {
  await audience.open(server, listeners, Infinity);
  await clock.sleep(LATE_MS);
  const { firstMs } = await audience.heard();
  await leave(audience);
  const hear = (withinMs: number): number => firstMs.filter((ms) => ms <= withinMs).length;
  return { server: server.name, listeners, firstMs, hearSoon: hear(SOON_MS), hearLate: hear(LATE_MS) };
}

async function leave(audience: Audience): Promise<void> {
  await audience.close();
  await clock.sleep(SETTLE_MS);
}

export function figuresOf(held: readonly Held[], stormed: readonly Stormed[]): readonly Figure[] {
  return [...held.flatMap((one) => heldFigures(one, held)), ...stormed.flatMap((one) => stormFigures(one, stormed))];
}

function heldFigures(one: Held, all: readonly Held[]): Figure[] {
  const peer = all.find(({ server, listeners }) => PEER.test(server) && listeners === one.listeners);
  const name = (what: string): string => `${one.server}: ${what}, ${one.listeners} listeners`;
  const times = cpuAims(one.server);
  const figure = (what: string, unit: string, of: (held: Held) => number, aim?: string): Figure => ({
    name: name(what),
    value: of(one),
    unit,
    ...(aim === undefined || PEER.test(one.server) ? {} : { aim }),
    ...(peer === undefined || peer === one ? {} : { peer: of(peer) }),
  });
  const cpu = figure('processor', 's/1,000 min', ({ cpuSPerThousandMinutes }) => cpuSPerThousandMinutes);
  const ratio: Figure[] =
    peer === undefined || peer === one
      ? []
      : [
          {
            name: name('processor against Icecast'),
            value: one.cpuSPerThousandMinutes / peer.cpuSPerThousandMinutes,
            unit: 'times',
            ...(times === undefined ? {} : { aim: `<=${times}` }),
          },
        ];
  return [
    cpu,
    ...ratio,
    figure('processor with nobody there', 's/min', ({ idleCpuSPerMinute }) => idleCpuSPerMinute),
    figure('memory', 'KiB each', ({ kibPerListener }) => kibPerListener, '<=30'),
    figure('first sound p50', 'ms', ({ firstMs }) => quantile(firstMs, 0.5), '<=10'),
    figure('first sound p99', 'ms', ({ firstMs }) => quantile(firstMs, 0.99), '<=100'),
    figure('received of what sounded', 'times', ({ received }) => received, '>=0.97'),
    figure('longest gap', 'ms', ({ longestGapMs }) => longestGapMs, '<=1000'),
  ];
}

function stormFigures(one: Stormed, all: readonly Stormed[]): Figure[] {
  const peer = all.find(({ server, listeners }) => PEER.test(server) && listeners === one.listeners);
  const figure = (what: string, unit: string, of: (stormed: Stormed) => number, aim?: string): Figure => ({
    name: `${one.server}: ${what}, ${one.listeners} at once`,
    value: of(one),
    unit,
    ...(aim === undefined || PEER.test(one.server) ? {} : { aim }),
    ...(peer === undefined || peer === one ? {} : { peer: of(peer) }),
  });
  return [
    figure('first sound p50', 'ms', ({ firstMs }) => finite(quantile(firstMs, 0.5))),
    figure('first sound p99', 'ms', ({ firstMs }) => finite(quantile(firstMs, 0.99)), '<=1500'),
    figure('silent after 1.5 s', 'listeners', ({ listeners, hearSoon }) => listeners - hearSoon),
    figure('silent after 20 s', 'listeners', ({ listeners, hearLate }) => listeners - hearLate, '<=0'),
  ];
}

// A table and a line of JSON know no infinity.
function finite(ms: number): number {
  return Math.min(ms, LATE_MS);
}

function cpuAims(server: string): number | undefined {
  if (server.includes('of 200 ms')) return 1.3;
  if (server.includes('of 300 ms')) return 1;
  return server.includes('of 500 ms') ? 0.75 : undefined;
}
