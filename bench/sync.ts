import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import { Rig } from './sync/rig.js';
import { CASES } from './sync/cases.js';

/**
 * How far apart two browsers are, measured on the sound itself: both play into one sound card, what comes out is recorded on
 * one time base and compared. The peer is a player that puts a chunk at `currentTime + wait − outputLatency`, worked out for
 * the same chunks in the same moments.
 */
export async function run(): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      chunks: { type: 'string', default: '30' },
      tries: { type: 'string', default: '8' },
      only: { type: 'string', default: Object.keys(CASES).join(',') },
    },
  });
  const amount = { chunks: Number(values.chunks), tries: Number(values.tries) };
  return Rig.during(async (rig) => {
    const figures: Figure[] = [];
    for (const name of values.only.split(',')) {
      const measure = CASES[name];
      if (measure === undefined) throw new Error(`There is no case ${name}, but ${Object.keys(CASES).join(', ')}.`);
      console.log(`${name}…`);
      figures.push(...(await measure(rig, amount)));
    }
    return figures;
  });
}
