import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import { Air } from './radio/air.js';
import { flashes, gaps, requestsToAir } from './radio/on-air.js';
import { lateJoins } from './radio/late-joins.js';
import { restart } from './radio/restart.js';

/** How soon what a host says is on air, whatever else is; how soon one who comes late knows it; and what a kill costs. */
export async function run(): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      listeners: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '30' },
      kills: { type: 'string', default: '3' },
      only: { type: 'string', default: 'requests,gaps,flashes,joins,kills' },
    },
  });
  const rounds = Number(values.rounds);
  const parts = new Map([
    ['requests', (air: Air) => requestsToAir(air, rounds)],
    ['gaps', (air: Air) => gaps(air, Math.ceil(rounds / 3))],
    ['flashes', (air: Air) => flashes(air, rounds)],
    ['joins', (air: Air) => lateJoins(air, { listeners: Number(values.listeners), joins: rounds * 10 })],
    ['kills', (air: Air) => restart(air, Number(values.kills))],
  ]);
  return Air.during(async (air) => {
    const figures: Figure[] = [];
    for (const name of values.only.split(',')) figures.push(...((await parts.get(name)?.(air)) ?? []));
    return figures;
  });
}
