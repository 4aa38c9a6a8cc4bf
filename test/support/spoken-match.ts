import { sheetOf, storyOf, toldOn } from '../../src/commentary/model/story/story.js';
import type { ScriptedMatch } from '../../src/matches/model/script.js';
import type { FactSheet } from '../../src/writing/model/fact-sheet.js';
import { templateLine } from '../../src/writing/model/templates/template-line.js';
import { recordedEvents, toldMatchOf } from '../../bench/commentary/recorded-events.js';

/** A line of a match that was spoken from end to end. */
export interface SpokenLine {
  /** Of play: breaks count as two minutes. */
  readonly atMs: number;
  readonly sheet: FactSheet;
  readonly text: string;
}

export const HALF_HOUR_MS = 30 * 60_000;
const PAUSE_MS_MAX = 120_000;
const BIG = new Set([
  'goal',
  'red',
  'second_yellow',
  'penalty_awarded',
  'penalty_missed',
  'penalty_saved',
  'shootout_kick',
]);

export interface Spoken {
  readonly language: string;
  readonly seed: number;
  readonly wordsMax?: number;
}

/** Speaks every moment that is worth a line, each remembering what was said in the half hour before it. */
export function spokenMatch(match: ScriptedMatch, { language, seed, wordsMax = 25 }: Spoken): SpokenLine[] {
  const lines: SpokenLine[] = [];
  let story = storyOf(toldMatchOf(match));
  let [atMs, beforeMs] = [0, 0];
  for (const { event } of recordedEvents(match)) {
    const told = toldOn(story, event);
    ({ story } = told);
    atMs += Math.min(event.recordedAt - beforeMs, PAUSE_MS_MAX);
    beforeMs = event.recordedAt;
    const { moment } = told;
    if (moment === null) continue;
    const sheet = sheetOf(story, { language, moments: [moment] });
    const isOut = (moment.delivery?.wickets ?? []).length > 0;
    const isEnd = moment.type === 'match_end' || moment.type === 'segment_end' || moment.type === 'innings_end';
    const text = templateLine({
      sheet,
      voice: 'play',
      style: isOut || isEnd || BIG.has(moment.type) ? 'excited' : 'calm',
      wordsMax: isEnd ? 45 : wordsMax,
      said: lines.filter((line) => line.atMs >= atMs - HALF_HOUR_MS).map((line) => line.text),
      seed,
    });
    if (text !== undefined) lines.push({ atMs, sheet, text });
  }
  return lines;
}

const BENCH = ['Adair', 'Boone', 'Crane', 'Dell', 'Emre', 'Flint', 'Grieg', 'Hale', 'Innes', 'Joss', 'Keane', 'Lark'];
const FIRST = ['Ivy', 'Oren', 'Tamsin', 'Rafi', 'Lena', 'Kofi', 'Mara', 'Idris', 'Suri', 'Bram', 'Noor', 'Eli'];
const LAST = ['Marsh', 'Oakley', 'Fenn', 'Rao', 'Brook', 'Asante', 'Vale', 'Khan', 'Pike', 'Holt', 'Iyer', 'Quill'];
const OTHER = ['Stone', 'Ngata', 'Mehra', 'Frost', 'Lund', 'Cole', 'Baird', 'Shah', 'Tarn', 'Webb', 'Rowe', 'Zeller'];

/** Names that no player has, all of them different. */
export function nameOf(side: 'home' | 'away', number: number): string {
  const at = number - 1;
  const last = at < 12 ? (side === 'home' ? LAST : OTHER)[at] : BENCH[(at - 12 + (side === 'home' ? 0 : 6)) % 12];
  return `${FIRST[(at + (side === 'home' ? 0 : 5)) % 12] ?? ''} ${last ?? ''}`;
}
