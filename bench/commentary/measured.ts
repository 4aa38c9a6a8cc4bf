import { isCorrection, salienceOf, URGENT } from '../../src/commentary/model/box/salience.js';
import type { KeptLine } from '../../src/commentary/line-store.port.js';
import type { Moment } from '../../src/writing/model/fact-sheet.js';
import type { ScriptedMatch } from '../../src/matches/model/script.js';
import type { Played, Spoken } from './room.js';
import { momentsOf } from './recorded-events.js';

/** What one match sounded like, for who measures many. */
export interface Measured {
  /** From the record of an event to the first word about it. */
  readonly lagsMs: readonly number[];
  /** Of them those that nothing would have been interrupted for. */
  readonly routineLagsMs: readonly number[];
  readonly flashLagsMs: readonly number[];
  readonly correctionLagsMs: readonly number[];
  /** What matters, and how much of it was said. */
  readonly urgent: number;
  readonly urgentSaid: number;
  readonly overlaps: number;
  /** The longest silence in play in which there was something to say. */
  readonly silenceMs: number;
  readonly repeats: number;
  readonly distinctFourGrams: number;
  /** The same in the half hour in which it is least. */
  readonly distinctInHalfHour: number;
  /** The longest in play, whether there was something to say or not. */
  readonly stillMs: number;
  readonly lines: number;
  readonly colourLines: number;
}

const REPEAT_MS = 30 * 60_000;

export function measuredIn(match: ScriptedMatch, { events, spoken, wordlessAt }: Played): Measured {
  const moments = momentsOf(match, events).map(({ moment }) => moment);
  const play = spoken.filter(({ line }) => line?.voice === 'play');
  const lags = play.flatMap(({ startsAt, line }) => {
    const moment = moments.find(({ seq }) => seq === line?.event);
    if (line === undefined || moment === undefined) return [];
    return [{ ms: startsAt - line.recordedAt, moment, isFlash: line.say?.urgency === 'flash' }];
  });
  const urgent = moments.filter((moment) => salienceOf(match.sport, moment) >= URGENT && moment.news === 'happened');
  return {
    lagsMs: lags.filter(({ moment }) => !isCorrection(moment)).map(({ ms }) => ms),
    routineLagsMs: lags.filter(({ isFlash }) => !isFlash).map(({ ms }) => ms),
    flashLagsMs: lags.filter(({ isFlash }) => isFlash).map(({ ms }) => ms),
    correctionLagsMs: lags.filter(({ moment }) => isCorrection(moment)).map(({ ms }) => ms),
    urgent: urgent.length,
    urgentSaid: urgent.filter((moment) =>
      isSaid(
        moment,
        play.map(({ line }) => line),
        moments,
      ),
    ).length,
    overlaps: spoken.filter(({ startsAt }, at) => startsAt < (spoken[at - 1]?.endsAt ?? -Infinity)).length,
    silenceMs: longestSilence([...spoken, ...wordlessAt.map((at) => ({ startsAt: at, endsAt: at }))], moments),
    stillMs: longestSilence(spoken, moments),
    repeats: repeatsIn(spoken),
    distinctFourGrams: distinctFourGrams(spoken.map(({ text }) => text)),
    distinctInHalfHour: distinctInHalfHour(spoken),
    lines: play.length,
    colourLines: spoken.length - play.length,
  };
}

// Told with its correction, its confirmation or its name, where those came before a word was said; or taken back before that.
function isSaid(moment: Moment, lines: readonly (KeptLine | undefined)[], moments: readonly Moment[]): boolean {
  const same = moments.filter(({ fact }) => fact === moment.fact);
  const seqs = new Set(same.map(({ seq }) => seq));
  const isUnsaidForGood = same.some(({ news }) => news === 'undone');
  return isUnsaidForGood || lines.some((line) => line?.about.some((seq) => seqs.has(seq)));
}

const STARTS = new Set(['segment_start', 'innings_start']);
const ENDS = new Set(['segment_end', 'innings_end', 'match_end']);

type Sounding = Pick<Spoken, 'startsAt' | 'endsAt'>;

function longestSilence(some: readonly Sounding[], moments: readonly Moment[]): number {
  const sounding = some.toSorted((one, other) => one.startsAt - other.startsAt);
  return periodsOf(moments).reduce((longest, period) => Math.max(longest, silenceIn(period, sounding)), 0);
}

interface Period {
  readonly from: number;
  readonly until: number;
}

/** From each start of play to the end that follows it. */
function periodsOf(moments: readonly Moment[]): Period[] {
  const starts = moments.filter(({ type, news }) => STARTS.has(type) && news === 'happened');
  return starts.flatMap(({ seq, recordedAt: from }) => {
    const end = moments.find((moment) => moment.seq > seq && ENDS.has(moment.type));
    return end === undefined ? [] : [{ from, until: end.recordedAt }];
  });
}

function silenceIn({ from, until }: Period, spoken: readonly Sounding[]): number {
  let [silentFrom, longest] = [from, 0];
  for (const { startsAt, endsAt } of spoken) {
    if (endsAt <= from || startsAt >= until) continue;
    longest = Math.max(longest, startsAt - silentFrom);
    silentFrom = Math.max(silentFrom, endsAt);
  }
  return Math.max(longest, until - silentFrom);
}

function repeatsIn(spoken: readonly Spoken[]): number {
  const heard = new Map<string, number>();
  let repeats = 0;
  for (const { text, startsAt } of spoken) {
    for (const sentence of text.split(/(?<=[.!?।])\s+/)) {
      const before = heard.get(sentence);
      if (before !== undefined && startsAt - before < REPEAT_MS) repeats += 1;
      heard.set(sentence, startsAt);
    }
  }
  return repeats;
}

/** Of all runs of four words, the share that is not a repetition of another. */
export function distinctFourGrams(texts: readonly string[]): number {
  const grams = texts.flatMap((text) => {
    const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}’'–-]+/gu) ?? [];
    return words.slice(3).map((_, at) => words.slice(at, at + 4).join(' '));
  });
  return grams.length === 0 ? 1 : new Set(grams).size / grams.length;
}

function distinctInHalfHour(spoken: readonly Spoken[]): number {
  const windows = spoken.map(({ startsAt: until }) =>
    spoken.filter(({ startsAt }) => startsAt <= until && startsAt > until - REPEAT_MS),
  );
  return Math.min(1, ...windows.map((window) => distinctFourGrams(window.map(({ text }) => text))));
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
