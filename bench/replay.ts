import { parseArgs } from 'node:util';
import type { Figure } from './figure.js';
import { LongArchive } from './replay/long-archive.js';
import { pace } from './replay/pace.js';
import { crowd, places } from './replay/places.js';
import { ranges } from './replay/ranges.js';
import { ready } from './replay/ready.js';
import { seeks } from './replay/seeks.js';

/** What parts of a long archive cost, beside nginx; how soon an archive is whole and a seek is heard; how true a replay is to its pace. */
export async function run(): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      only: { type: 'string', default: 'crowd,places,ranges,seeks,ready,pace' },
      hours: { type: 'string', default: '6' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      readers: { type: 'string', default: '200' },
      seeks: { type: 'string', default: '100' },
      lines: { type: 'string', default: '10' },
      replays: { type: 'string', default: '100' },
    },
  });
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  const ofArchive = new Map<string, (archive: LongArchive) => Promise<readonly Figure[]>>([
    ['ranges', (archive) => ranges(archive, { rounds, seconds })],
    ['places', (archive) => places(archive, rounds * 20)],
    ['crowd', (archive) => crowd(archive, { readers: Number(values.readers), seconds })],
    ['seeks', (archive) => seeks(archive, Number(values.seeks))],
  ]);
  const alone = new Map<string, () => Promise<readonly Figure[]>>([
    ['ready', () => ready(Number(values.lines))],
    ['pace', () => pace({ replays: Number(values.replays), seconds: seconds * 6 })],
  ]);
  const asked = values.only.split(',');
  const figures: Figure[] = [];
  if (asked.some((name) => ofArchive.has(name))) {
    await LongArchive.during(Number(values.hours), async (archive) => {
      for (const name of asked) figures.push(...((await ofArchive.get(name)?.(archive)) ?? []));
    });
  }
  for (const name of asked) figures.push(...((await alone.get(name)?.()) ?? []));
  return figures;
}
