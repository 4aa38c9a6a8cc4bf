import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { countOf, type CountedFile } from '../../../../test/support/cricsheet-count.js';
import { CRICKET_FILES, matchFile, readWhole } from '../../../../test/support/match-files.js';
import { ToldMatch } from '../../../../test/support/told-match.js';
import { corrections } from './corrections.js';

const fileOf = (name: string): CountedFile => JSON.parse(matchFile(name)) as CountedFile;

describe('a corrected file', () => {
  test.each([...CRICKET_FILES, 'football.jsonl'])('[MA77] %s reads the same twice, and tells nothing new', (name) => {
    const script = readWhole(matchFile(name));
    expect(readWhole(matchFile(name))).toEqual(script);
    const told = new ToldMatch(script).tell(script.lines);
    const before = told.entries.length;
    expect(told.tell(corrections(script.lines, script)).entries.length).toBe(before);
  });

  test('[MA77] revises a ball that was told otherwise, and takes back one that is gone', () => {
    const file = fileOf('win-by-runs.json');
    const before = readWhole(JSON.stringify(file));
    file.meta.revision = 2;
    const [first, second] = file.innings[0]?.overs ?? [];
    Object.assign(first?.deliveries[1] ?? {}, { runs: { batter: 3, extras: 0, total: 3 } });
    second?.deliveries.pop();
    const after = readWhole(JSON.stringify(file));
    const corrected = corrections(before.lines, after);
    expect(corrected.at(-1)).toEqual({
      op: 'retract',
      key: 'ball:1.1.7',
      afterMs: after.lines.at(-1)?.afterMs,
      version: 2,
    });
    const told = new ToldMatch(before).tell(before.lines);
    expect(told.state().score).toMatchObject({ home: 29, away: 23 });
    const known = told.entries.length;
    told.tell(corrected);
    expect(told.entries.slice(known).map(({ op, fact }) => `${op} ${fact.id}`)).toEqual([
      'revise ball:1.0.1',
      'retract ball:1.1.7',
    ]);
    expect(told.state().score).toMatchObject({ home: 24, away: 23 });
  });

  test('[MA77] changes nothing when it is older', () => {
    const file = fileOf('rain.json');
    const newer = readWhole(JSON.stringify(file));
    file.meta.revision = 1;
    file.innings[0]?.overs?.[0]?.deliveries.splice(0, 2);
    const older = readWhole(JSON.stringify(file));
    const told = new ToldMatch(newer).tell(newer.lines);
    const known = told.entries.length;
    expect(told.tell(corrections([], older)).entries.length).toBe(known);
  });

  test('[MA77] does not tell again what it takes back itself', () => {
    const text = matchFile('football.jsonl');
    const before = readWhole(text);
    const told = new ToldMatch(before).tell(before.lines);
    const known = told.entries.length;
    const after = readWhole(
      text
        .replace('"revision": 1', '"revision": 2')
        .replace('"scorer", "name": "U Umbel"', '"scorer", "name": "V Vetch"'),
    );
    told.tell(corrections(before.lines, after));
    expect(told.entries.slice(known).map(({ op, fact }) => [op, fact.id, fact.status])).toEqual([
      ['revise', 'goal:away:2', 'confirmed'],
    ]);
    const fresh = new ToldMatch(after).tell(corrections([], after));
    expect(fresh.state().score).toEqual(told.state().score);
    expect(fresh.entries.map(({ fact }) => fact.content.type).filter((type) => type === 'goal').length).toBe(3);
  });

  test('[MA77] leaves everything as if it alone had been read, whatever was corrected', () => {
    const edit = fc.record({
      innings: fc.nat(3),
      over: fc.nat(2),
      ball: fc.nat(7),
      does: fc.constantFrom('drop', 'double', 'runs', 'wicket', 'cut'),
      runs: fc.nat(6),
    });
    const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...CRICKET_FILES), edits, (name, all) => {
        const before = readWhole(matchFile(name));
        const file = fileOf(name);
        file.meta.revision += 1;
        for (const one of all) apply(file, one);
        const after = readWhole(JSON.stringify(file));
        const told = new ToldMatch(before).tell(before.lines).tell(corrections(before.lines, after));
        const { score } = told.state();
        const { innings, home, away } = countOf(file);
        expect([score.home, score.away]).toEqual([home, away]);
        expect(
          score.innings.map(({ side, runs, wickets, balls, extras }) => ({ side, runs, wickets, balls, extras })),
        ).toEqual(innings);
      }),
    );
  });
});

interface Edit {
  innings: number;
  over: number;
  ball: number;
  does: 'drop' | 'double' | 'runs' | 'wicket' | 'cut';
  runs: number;
}

function apply(file: CountedFile, { innings, over, ball, does, runs }: Edit): void {
  const overs = file.innings[innings]?.overs ?? [];
  const deliveries = overs[over]?.deliveries ?? [];
  const delivery = deliveries[ball];
  if (does === 'cut') overs.splice(over + 1);
  if (delivery === undefined) return;
  if (does === 'drop') deliveries.splice(ball, 1);
  if (does === 'double') deliveries.splice(ball, 0, { ...structuredClone(delivery), wickets: [] });
  if (does === 'wicket') delivery.wickets = [];
  if (does === 'runs') {
    const { extras } = delivery.runs;
    delivery.runs = { batter: runs, extras, total: runs + extras };
  }
}
