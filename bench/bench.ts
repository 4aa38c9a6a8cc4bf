import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Figure } from './figure.js';
import { machineTicks, stolenBetween } from './machine-ticks.js';

type Program = () => Promise<readonly Figure[]>;

/** The benchmarks by name. Each lives in a file of its own and returns what it measured. */
const BENCHMARKS: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<{ run: Program }> }>> =
  {
    air: { about: 'from a host’s words to the air, late joins, and a kill', load: () => import('./air.js') },
    commentary: {
      about: 'how late commentary is and how often it repeats itself, against reading out everything',
      load: () => import('./commentary.js'),
    },
    database: { about: 'commits and reopening, on both engines', load: () => import('./database.js') },
    fanout: {
      about: 'one message to thousands of listeners, against bare Socket.IO',
      load: () => import('./fanout.js'),
    },
    matches: {
      about: 'many matches at once, how many one core voices, long records, files',
      load: () => import('./matches.js'),
    },
    pages: { about: 'how soon a page is there, and a press is heard', load: () => import('./pages.js') },
    replay: {
      about: 'archives: parts of six hours against nginx, seeks; how true a replay of a match is to its pace',
      load: () => import('./replay.js'),
    },
    sync: { about: 'how far apart two browsers are, on their recorded sound', load: () => import('./sync.js') },
    stream: {
      about: 'plain radios: what they cost and how soon they hear, against Icecast',
      load: () => import('./stream.js'),
    },
    speech: { about: 'the embedded voice: time to first frame, speed, stalls', load: () => import('./speech.js') },
  };

const name = process.argv[2];
const benchmark = name === undefined ? undefined : BENCHMARKS[name];
if (name === undefined || benchmark === undefined) {
  for (const [known, { about }] of Object.entries(BENCHMARKS)) console.log(`${known.padEnd(12)} ${about}`);
  process.exitCode = name === undefined ? 0 : 2;
} else {
  const { run } = await benchmark.load();
  const before = machineTicks();
  print(name, await run(), stolenBetween(before, machineTicks()));
}

function print(bench: string, figures: readonly Figure[], stolen: string): void {
  const rows = figures.map((figure) => ({
    name: figure.name,
    value: round(figure.value),
    unit: figure.unit,
    aim: figure.aim ?? '',
    peer: figure.peer === undefined ? '' : round(figure.peer),
    verdict: figure.aim === undefined ? '' : meets(figure.value, figure.aim) ? 'met' : 'MISSED',
  }));
  console.table(rows);
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}, load ${round(loadavg()[0] ?? 0)}${stolen}`;
  console.log(JSON.stringify({ bench, machine, figures }));
}

function meets(value: number, aim: string): boolean {
  const [, comparison, bound] = /^(<=|>=)(\d+(?:\.\d+)?)$/.exec(aim) ?? [];
  if (comparison === undefined || bound === undefined) throw new Error(`This aim cannot be read: ${aim}`);
  return comparison === '<=' ? value <= Number(bound) : value >= Number(bound);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
