import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import { Duel } from './radio/duel.js';
import { figuresOf } from './radio/fanout-figures.js';

/**
 * One channel and many listeners: what reaches them when, against a bare Socket.IO server that sends the same messages at the
 * same intervals to as many others, in the same run, turn by turn. The machine is shared by servers and listeners, so what
 * counts is the ratio; the processor time of the servers is told too, because what listeners cost hides differences.
 */
export async function run(): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      listeners: { type: 'string', default: '1000,5000,10000' },
      rounds: { type: 'string', default: '5' },
      starts: { type: 'string', default: '10' },
      processes: { type: 'string', default: '2' },
    },
  });
  const figures: Figure[] = [];
  for (const listeners of values.listeners.split(',').map(Number)) {
    const duel = new Duel({ listeners, starts: Number(values.starts), processes: Number(values.processes) });
    figures.push(...figuresOf(listeners, await duel.fight(Number(values.rounds))));
  }
  return figures;
}
