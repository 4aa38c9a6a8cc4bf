import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/kernel/program.js';
import { sheetOf, storyOf, toldOn, type Story } from '../../src/commentary/model/story/story.js';
import type { ScriptedMatch, ScriptLine } from '../../src/matches/model/script.js';
import type { FactSheet, Moment } from '../../src/writing/model/fact-sheet.js';
import { recordedEvents, toldMatchOf } from '../../bench/commentary/recorded-events.js';

/** What a line is about: a match of `fixtures/commentary/matches`, and events of it by their numbers in the record. */
export interface Scenario {
  readonly match: string;
  /** How far the match has been told; the last of these numbers. */
  readonly until: number;
  readonly told: readonly number[];
  readonly language: string;
  readonly note: string | null;
}

export interface ScenarioLine {
  readonly scenario: Scenario;
  readonly text: string;
  /** What would still be true of it: `side` where a swap of teams changes nothing, and so on. */
  readonly still: readonly string[];
  readonly place: string;
}

const FOLDER = join(projectRoot, 'test/fixtures/commentary');
const matches = new Map<string, ToldSteps>();

interface ToldSteps {
  readonly match: ScriptedMatch;
  /** By number in the record: the story after it, and what it was to a listener. */
  readonly steps: ReadonlyMap<number, { readonly story: Story; readonly moment: Moment | null }>;
}

export function scriptedMatch(name: string): ScriptedMatch {
  const [head = '', ...lines] = readFileSync(join(FOLDER, 'matches', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return { ...(JSON.parse(head) as ScriptedMatch), lines: lines.map((line) => JSON.parse(line) as ScriptLine) };
}

export function stepsOf(name: string): ToldSteps {
  const known = matches.get(name);
  if (known !== undefined) return known;
  const match = scriptedMatch(name);
  const steps = new Map<number, { readonly story: Story; readonly moment: Moment | null }>();
  let story = storyOf(toldMatchOf(match));
  for (const { event } of recordedEvents(match)) {
    const step = toldOn(story, event);
    ({ story } = step);
    steps.set(event.seq, step);
  }
  const told = { match, steps };
  matches.set(name, told);
  return told;
}

export function sheetFor({ match, until, told, language, note }: Scenario): FactSheet {
  const { steps } = stepsOf(match);
  const at = steps.get(until);
  const moments = told.flatMap((seq) => steps.get(seq)?.moment ?? []);
  if (at === undefined || moments.length < told.length) throw new Error(`${match} has no ${told.join('+')}`);
  return sheetOf(at.story, { language, moments, note });
}

/**
 * Lines stand under the scenario they are about: `# F 12+13` is match F with events 12 and 13 to tell, `# F after 13` is a
 * quiet moment after event 13, and `| …` at its end is a host’s note. `~side` at the end of a line says that a swap of the
 * teams would not make it false.
 */
export function scenarioLines(file: string, language: string): readonly ScenarioLine[] {
  const lines: ScenarioLine[] = [];
  let scenario: Scenario | undefined;
  for (const [at, row] of readFileSync(join(FOLDER, file), 'utf8').split('\n').entries()) {
    if (row.startsWith('# ')) scenario = scenarioOf(row, language);
    else if (row.trim() !== '' && scenario !== undefined) {
      const [text = '', ...still] = row.split(' ~');
      lines.push({ scenario, text: text.trim(), still, place: `${file}:${at + 1}` });
    }
  }
  return lines;
}

function scenarioOf(row: string, language: string): Scenario {
  const [what = '', note = null] = row.slice(2).split(' | ');
  const [match = '', ...rest] = what.split(' ');
  const isQuiet = rest[0] === 'after';
  const numbers = (rest[isQuiet ? 1 : 0] ?? '').split('+').map(Number);
  return { match, until: Math.max(...numbers), told: isQuiet ? [] : numbers, language, note };
}
