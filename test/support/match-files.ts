import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../src/kernel/assert.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { projectRoot } from '../../src/kernel/program.js';
import { readMatchFile } from '../../src/matches/model/files/read-match-file.js';
import type { ScriptedMatch } from '../../src/matches/model/script.js';
import type { EventContent, MatchState } from '../../src/wire/matches.js';
import { FILE_LINES_MAX } from '../../src/wire/match-files.js';
import { ToldMatch } from './told-match.js';

export const CRICKET_FILES = [
  'win-by-runs.json',
  'rain.json',
  'super-over.json',
  'miscounted.json',
  'draw.json',
  'no-result.json',
  'tie.json',
] as const;

export function matchFile(name: string): string {
  return readFileSync(join(projectRoot, 'test/fixtures/matches', name), 'utf8');
}

export function readWhole(text: string): ScriptedMatch {
  const script = readMatchFile(text);
  assert(!isRefusal(script), `it was refused: ${isRefusal(script) ? script.detail : ''}`);
  return script;
}

/** What the reading says against a text. */
export function refusalOf(text: string): string {
  const script = readMatchFile(text);
  assert(isRefusal(script), 'it was read');
  assert(script.refused === 'matches.file-unreadable', `it was refused with ${script.refused}`);
  return script.detail;
}

export function contentOf(script: ScriptedMatch, key: string): EventContent | undefined {
  const line = script.lines.find((one) => one.key === key);
  return line !== undefined && 'content' in line ? line.content : undefined;
}

export function toldOf(script: ScriptedMatch): MatchState {
  return new ToldMatch(script).tell(script.lines).state();
}

/** As many lines as a file may have, and almost as many bytes. */
export function largestFile(): string {
  const head = {
    longwave: 'match',
    version: 1,
    sport: 'football',
    home: { name: 'Alders' },
    away: { name: 'Birches' },
  };
  const lines = Array.from({ length: FILE_LINES_MAX }, (_, nth) => {
    const participants = ['player', 'assist'].map((role) => ({
      role,
      name: `Number ${nth % 30} of the Alders, ${role}`,
    }));
    const clock = { sec: nth % 2_700 };
    return { at: nth, key: `line-${nth}`, type: 'corner', side: 'home', segment: 'H1', clock, participants };
  });
  return [head, ...lines].map((line) => JSON.stringify(line)).join('\n');
}
