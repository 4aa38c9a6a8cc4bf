import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import { imports } from './matches/imports.js';
import { live } from './matches/live.js';
import { pages } from './matches/pages.js';
import { voices } from './matches/voices.js';

/** What many matches at once cost and how soon their events are told, how many one core voices, and what long records and files take. */
export async function run(): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      only: { type: 'string', default: 'live,voices,pages,imports' },
      matches: { type: 'string', default: '50' },
      factor: { type: 'string', default: '3' },
      followers: { type: 'string', default: '4' },
      seconds: { type: 'string', default: '120' },
      'warm-up': { type: 'string', default: '30' },
      channels: { type: 'string', default: '50,100,200,300,400,500' },
      events: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '100' },
      files: { type: 'string', default: '100' },
    },
  });
  const seconds = Number(values.seconds);
  const parts = new Map<string, () => Promise<readonly Figure[]>>([
    [
      'live',
      () =>
        live({
          matches: Number(values.matches),
          factor: Number(values.factor),
          followers: Number(values.followers),
          seconds,
          warmUpSeconds: Number(values['warm-up']),
        }),
    ],
    ['voices', () => voices({ channels: values.channels.split(',').map(Number), seconds })],
    ['pages', () => pages({ events: Number(values.events), rounds: Number(values.rounds) })],
    ['imports', () => imports(Number(values.files))],
  ]);
  const figures: Figure[] = [];
  for (const name of values.only.split(',')) figures.push(...((await parts.get(name)?.()) ?? []));
  return figures;
}
