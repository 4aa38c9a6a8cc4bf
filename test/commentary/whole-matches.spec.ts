import { describe, expect, it } from '@jest/globals';
import { toldMatchOf } from '../../bench/commentary/recorded-events.js';
import { playedOut, SILENT_LOG, type Played } from '../../bench/commentary/room.js';
import { CheckedWriter } from '../../src/commentary/checked-writer.js';
import { check, isChecked } from '../../src/commentary/model/checker/check.js';
import type { Finding } from '../../src/commentary/model/checker/finding.js';
import { sheetOf, storyOf, toldOn } from '../../src/commentary/model/story/story.js';
import type { ScriptedMatch } from '../../src/matches/model/script.js';
import { misbehaved } from '../../src/matches/model/simulator/misbehaviour/misbehaved.js';
import { simulated } from '../../src/matches/model/simulator/simulated.js';
import type { Moment } from '../../src/writing/model/fact-sheet.js';
import { TemplatesWriting } from '../../src/writing/templates.writing.js';
import { airedFaults } from '../support/aired-truth.js';
import type { ReadLanguage } from '../support/line-truth.js';
import { CRICKET_FILES, matchFile, readWhole } from '../support/match-files.js';
import { FAILINGS, MisbehavingWriting } from '../support/misbehaving.writing.js';

const HINDI = simulated({ sport: 'cricket', seed: 2 });
// There is nothing in forty overs that is not in ten.
const TEN_OVERS = HINDI.lines.slice(0, HINDI.lines.findIndex(({ key }) => key === 'innings:1:end') / 2);

interface Whole {
  readonly name: string;
  readonly match: ScriptedMatch;
  readonly language: ReadLanguage;
  readonly seed: number;
}

const SIMULATED: readonly Whole[] = [
  { name: 'football', match: simulated({ sport: 'football', seed: 1 }), language: 'en', seed: 1 },
  {
    name: 'football until penalties, in Hindi',
    match: simulated({ sport: 'football', seed: 4, knockout: true }),
    language: 'hi',
    seed: 4,
  },
  { name: 'cricket', match: simulated({ sport: 'cricket', seed: 1 }), language: 'en', seed: 1 },
  { name: 'ten overs in Hindi', match: { ...HINDI, lines: TEN_OVERS }, language: 'hi', seed: 2 },
];

interface Told {
  readonly language: ReadLanguage;
  readonly seed: number;
}

async function played(
  match: ScriptedMatch,
  { language, seed }: Told,
): Promise<{ played: Played; writing: MisbehavingWriting }> {
  let writing: MisbehavingWriting | undefined;
  const result = await playedOut({
    match,
    language,
    log: SILENT_LOG,
    feedMs: 800,
    writerFor: (clock) => {
      const plain = new TemplatesWriting();
      writing = new MisbehavingWriting(plain, clock, seed);
      return new CheckedWriter({
        writing,
        plain,
        check,
        isChecked,
        clock,
        log: SILENT_LOG,
        onRefused: () => undefined,
      });
    },
  });
  if (writing === undefined) throw new Error('nobody wrote');
  return { played: result, writing };
}

/**
 * What is wrong with what aired, by the record alone: a line must have been true at some moment between the last thing that it
 * tells and its first word.
 */
function falsehoods(match: ScriptedMatch, { events, spoken }: Played, language: ReadLanguage): string[] {
  const stories = [storyOf(toldMatchOf(match))];
  const moments = new Map<number, Moment>();
  for (const event of events) {
    const { story, moment } = toldOn(stories.at(-1) ?? storyOf(toldMatchOf(match)), event);
    stories.push(story);
    if (moment !== null) moments.set(event.seq, moment);
  }
  return spoken.flatMap(({ text, startsAt, line }) => {
    if (line === undefined) return [`nobody kept “${text}”`];
    const about = line.about.flatMap((seq) => moments.get(seq) ?? []);
    const told = Math.max(line.event, ...line.about);
    const known = events.filter(({ recordedAt }) => recordedAt <= startsAt).length;
    let wrong: readonly Finding[] | undefined;
    for (const story of stories.slice(told, Math.max(told, known) + 1)) {
      const found = check(text, sheetOf(story, { language, moments: about }), { wordsMax: 60, said: [] });
      if (found.length === 0) return [];
      wrong ??= found;
    }
    if (wrong === undefined) return [`nothing was known when it was said: ${text}`];
    return wrong.map(({ rule, says }) => `${rule} ${says}: ${text}`);
  });
}

const WRONGS = ['duplicates', 'late_names', 'disallowed_goals', 'silence'] as const;

async function truthOf(clean: ScriptedMatch, language: ReadLanguage, seed: number) {
  const match = misbehaved(clean, { kinds: WRONGS, seed });
  const { played: result, writing } = await played(match, { language, seed });
  expect(falsehoods(match, result, language)).toEqual([]);
  expect(airedFaults(match, result, language)).toEqual([]);
  return { spoken: result.spoken.length, did: writing.did };
}

describe('whole matches, told by a feed and a writer who do wrong', () => {
  it.each(SIMULATED)(
    '[CM31] $name: nothing that airs is false',
    async ({ match, language, seed }) => {
      const { spoken, did } = await truthOf(match, language, seed);
      expect([...did.values()].every((times) => times > 3)).toBe(true);
      expect(spoken).toBeGreaterThan(30);
    },
    120_000,
  );

  it.each(['en', 'hi'] as const)(
    '[CM51] matches from files, in %s: decided, tied, drawn, without a result, after rain, by a super over, and nothing that airs is false',
    async (language) => {
      const told: number[] = [];
      const did = new Set<string>();
      for (const [seed, name] of [...CRICKET_FILES, 'football.jsonl'].entries()) {
        const truth = await truthOf(readWhole(matchFile(name)), language, seed + 1);
        told.push(truth.spoken);
        for (const failing of truth.did.keys()) did.add(failing);
      }
      expect(Math.min(...told)).toBeGreaterThan(3);
      expect([...did].toSorted()).toEqual([...FAILINGS].toSorted());
    },
    120_000,
  );
});
