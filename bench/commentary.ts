import { parseArgs } from 'node:util';
import { salienceOf } from '../src/commentary/model/box/salience.js';
import type { Clock } from '../src/kernel/clock.js';
import type { ScriptedMatch } from '../src/matches/model/script.js';
import { simulated } from '../src/matches/model/simulator/simulated.js';
import { expectedMs } from '../src/speech/model/expected.js';
import { GAP_MS } from '../src/wire/limits.js';
import { TemplatesWriting } from '../src/writing/templates.writing.js';
import { inDenseTime } from './commentary/dense.js';
import { lagsInOrder } from './commentary/in-order.js';
import { measuredIn, percentile, type Measured } from './commentary/measured.js';
import { momentsIn } from './commentary/recorded-events.js';
import { plainWriter } from './commentary/plain-writer.js';
import { playedOut, SILENT_LOG } from './commentary/room.js';
import type { Figure } from './figure.js';

interface Kind {
  readonly name: string;
  readonly sport: 'football' | 'cricket';
  readonly language: string;
  /** How many times as fast as the match was. */
  readonly factor: number;
}

const KINDS: readonly Kind[] = [
  { name: 'football', sport: 'football', language: 'en', factor: 1 },
  { name: 'football, detailed feed', sport: 'football', language: 'en', factor: 12 },
  { name: 'cricket', sport: 'cricket', language: 'en', factor: 1 },
  { name: 'cricket, four times as fast', sport: 'cricket', language: 'en', factor: 4 },
  { name: 'football in Hindi', sport: 'football', language: 'hi', factor: 1 },
  { name: 'cricket in Hindi', sport: 'cricket', language: 'hi', factor: 1 },
];
const SPEECH_MS = 150;
const LEAD_MS = 600;

function figureOf(name: string): (what: string, value: number, unit: string, more?: Partial<Figure>) => Figure {
  return (what, value, unit, more = {}) => ({ name: `${name}: ${what}`, value, unit, ...more });
}

/** How late commentary is, what it leaves out and how often it repeats itself, beside reading out everything in the order it came. */
export async function run(): Promise<readonly Figure[]> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { matches: { type: 'string', default: '10' }, only: { type: 'string', default: '' } },
  });
  const figures: Figure[] = [];
  for (const kind of KINDS) {
    if (!kind.name.includes(values.only)) continue;
    figures.push(...(await figuresOf(kind, Number(values.matches))));
  }
  return figures;
}

async function figuresOf(kind: Kind, matches: number): Promise<Figure[]> {
  const all: Measured[] = [];
  const inOrder: number[] = [];
  let refused = 0;
  for (let seed = 1; seed <= matches; seed += 1) {
    const match = inDenseTime(simulated({ sport: kind.sport, seed }), kind.factor);
    const writerFor = (clock: Clock) => plainWriter(clock, () => (refused += 1));
    const played = await playedOut({ match, language: kind.language, writerFor, log: SILENT_LOG, speechMs: SPEECH_MS });
    all.push(measuredIn(match, played));
    inOrder.push(...(await readOut(match, kind.language)));
  }
  return told(kind.name, all, { inOrder, refused });
}

/** The same events, each with the same line that it would have by itself, one after the other. */
async function readOut(match: ScriptedMatch, language: string): Promise<number[]> {
  const lines: { recordedAt: number; soundMs: number }[] = [];
  const said: string[] = [];
  const writing = new TemplatesWriting();
  for (const { moment, sheet } of momentsIn(match, language)) {
    if (salienceOf(match.sport, moment) === 0) continue;
    const sentences: string[] = [];
    const task = {
      sheet,
      voice: 'play',
      style: 'calm',
      wordsMax: 25,
      said: said.slice(-40),
      seed: moment.seq,
    } as const;
    for await (const sentence of writing.write(task, new AbortController().signal)) sentences.push(sentence);
    if (sentences.length === 0) continue;
    const text = sentences.join(' ');
    said.push(text);
    lines.push({ recordedAt: moment.recordedAt, soundMs: expectedMs(text, language) });
  }
  return lagsInOrder(lines, { readyMs: SPEECH_MS + LEAD_MS, gapMs: GAP_MS });
}

interface Beside {
  readonly inOrder: readonly number[];
  readonly refused: number;
}

function told(name: string, all: readonly Measured[], { inOrder, refused }: Beside): Figure[] {
  const lags = all.flatMap(({ lagsMs }) => lagsMs);
  const flashes = all.flatMap(({ flashLagsMs }) => flashLagsMs);
  const corrections = all.flatMap(({ correctionLagsMs }) => correctionLagsMs);
  const sum = (of: (one: Measured) => number): number => all.reduce((total, one) => total + of(one), 0);
  const routine = all.flatMap(({ routineLagsMs }) => routineLagsMs);
  const [said, urgent] = [sum(({ urgentSaid }) => urgentSaid), sum((one) => one.urgent)];
  const [overlaps, repeats] = [sum((one) => one.overlaps), sum((one) => one.repeats)];
  const least = (of: (one: Measured) => number): number => Math.min(...all.map(of));
  const most = (of: (one: Measured) => number): number => Math.max(...all.map(of));
  const figure = figureOf(name);
  const late = (share: number) => inSeconds(percentile(lags, share));
  const peer = (share: number) => ({ peer: inSeconds(percentile(inOrder, share)) });
  return [
    figure('event to first word, p50', late(0.5), 's', peer(0.5)),
    figure('event to first word, p95', late(0.95), 's', { aim: '<=6', ...peer(0.95) }),
    figure('event to first word, longest', late(1), 's', peer(1)),
    figure('of what takes over from nothing, longest', inSeconds(Math.max(...routine)), 's', { aim: '<=13' }),
    figure('what matters to first word, p95', inSeconds(percentile(flashes, 0.95)), 's', { aim: '<=4' }),
    ...(corrections.length === 0
      ? []
      : [figure('correction to first word, longest', inSeconds(Math.max(...corrections)), 's', { aim: '<=6' })]),
    figure('of what matters is said', (100 * said) / Math.max(1, urgent), '%', { aim: '>=100' }),
    figure('overlaps', overlaps, '', { aim: '<=0' }),
    figure('longest silence with something to say', inSeconds(most(({ silenceMs }) => silenceMs)), 's', {
      aim: '<=20',
    }),
    figure('longest silence of all in play', inSeconds(most(({ stillMs }) => stillMs)), 's'),
    figure('lines refused by the check', refused, ''),
    figure('sentences again within 30 minutes', repeats, '', { aim: '<=0' }),
    figure(
      'distinct runs of four words in 30 minutes, least',
      least((one) => one.distinctInHalfHour),
      '',
      { aim: '>=0.85' },
    ),
    figure(
      'distinct runs of four words, least',
      least((one) => one.distinctFourGrams),
      '',
      { aim: '>=0.85' },
    ),
    figure('lines a match', sum(({ lines }) => lines) / all.length, ''),
    figure('colour lines a match', sum(({ colourLines }) => colourLines) / all.length, ''),
  ];
}

function inSeconds(ms: number): number {
  return ms / 1_000;
}
