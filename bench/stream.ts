import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import { Audience } from './stream/audience.js';
import { Icecast } from './stream/icecast.js';
import { Longwave } from './stream/longwave.js';
import type { Server } from './stream/server.js';
import { figuresOf, hold, storm, type Held, type Stormed } from './stream/trial.js';

/**
 * Plain radios: what they cost, how soon they hear something and what they miss, against Icecast as Debian packages it, in the
 * same run. Servers and listeners share the machine, so what counts is the ratio.
 */
export async function run(): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      listeners: { type: 'string', default: '200,1000,3000' },
      batches: { type: 'string', default: '200,300,500' },
      storms: { type: 'string', default: '1000,3000' },
      seconds: { type: 'string', default: '20' },
    },
  });
  const starts: readonly (() => Promise<Server>)[] = [
    () => Icecast.start(),
    ...numbers(values.batches).map((batchMs) => () => Longwave.start(batchMs)),
    () => Longwave.start(undefined),
  ];
  const audience = new Audience();
  const held: Held[] = [];
  const stormed: Stormed[] = [];
  try {
    for (const start of starts) {
      const server = await start();
      for (const listeners of numbers(values.listeners)) {
        held.push(await hold(server, audience, { listeners, seconds: Number(values.seconds) }));
      }
      for (const listeners of numbers(values.storms)) stormed.push(await storm(server, audience, listeners));
      await server.end();
    }
  } finally {
    await audience.end();
  }
  return figuresOf(held, stormed);
}

function numbers(list: string): number[] {
  return list === '' ? [] : list.split(',').map(Number);
}
