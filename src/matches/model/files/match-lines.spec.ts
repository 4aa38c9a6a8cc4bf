import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { matchFile, readWhole, refusalOf, toldOf } from '../../../../test/support/match-files.js';
import { ToldMatch } from '../../../../test/support/told-match.js';
import { projectRoot } from '../../../kernel/program.js';

const FOOTBALL = matchFile('football.jsonl');
const HEADER = '{"longwave":"match","version":1,"sport":"football","home":{"name":"Reds"},"away":{"name":"Blues"}}';

function fileOf(...lines: readonly string[]): string {
  return [HEADER, ...lines].join('\n');
}

describe('a Longwave match file', () => {
  test('[MA69] tells a match with a goal that was disallowed', () => {
    const script = readWhole(FOOTBALL);
    const { lines, home, away, ...match } = script;
    expect(match).toEqual({
      sport: 'football',
      title: 'Rivermouth – Harbour Vale',
      competition: 'Coast League',
      info: { venue: 'Mill Lane' },
      startsAt: '2031-05-04T14:00:00Z',
    });
    expect([home.short, home.players[8], away.players.length]).toEqual(['RIV', { name: 'I Ivy', number: 9 }, 11]);
    expect(lines[3]).toEqual({
      op: 'add',
      afterMs: 1_340_500,
      key: 'goal:home:1',
      version: 1_000,
      provisional: false,
      content: {
        type: 'goal',
        subtype: 'header',
        side: 'home',
        clock: { sec: 1_340 },
        participants: [
          { role: 'scorer', name: 'I Ivy', number: 9 },
          { role: 'assist', name: 'G Gorse', number: 7 },
        ],
      },
    });
    expect(lines[10]).toEqual({ op: 'retract', afterMs: 4_270_000, key: 'goal:away:1', version: 1_001 });
    expect(toldOf(script)).toMatchObject({
      lifecycle: 'finished',
      score: { home: 2, away: 1, byPart: { H1: { home: 1, away: 0 }, H2: { home: 1, away: 1 } } },
      finish: { method: 'regulation', result: 'win', winner: 'home' },
    });
  });

  test('[MA69] tells the score as it was known at each moment', () => {
    const { lines, ...match } = readWhole(FOOTBALL);
    const told = new ToldMatch({ ...match });
    const scores = lines.map((line) => {
      const { score } = told.tell([line]).state();
      return `${score.home}:${score.away}`;
    });
    expect(scores.join(' ')).toBe('0:0 0:0 0:0 1:0 1:0 1:0 1:0 1:1 1:1 1:1 1:0 1:1 1:1 1:1 2:1 2:1 2:1');
  });

  test('[MA69] may be of any sport and say very little', () => {
    const script = readWhole(
      '{"longwave":"match","version":1,"sport":"hockey","title":"Cup final","home":{"name":"Reds"},"away":{"name":"Blues"}}',
    );
    expect(script).toEqual({
      sport: 'hockey',
      title: 'Cup final',
      home: { name: 'Reds', players: [] },
      away: { name: 'Blues', players: [] },
      info: {},
      lines: [],
    });
  });

  test('[MA69] may tell what its sport does not know, which is kept as a note', () => {
    const told = new ToldMatch({ sport: 'football', info: {} });
    told.tell(readWhole(fileOf('{"at":1,"key":"a","type":"streaker"}')).lines);
    expect(told.facts.get('a')).toMatchObject({ content: { type: 'note' }, rawType: 'streaker' });
  });

  test('[MA70] reads the same with other line ends, blank lines and a byte order mark', () => {
    const plain = readWhole(FOOTBALL);
    expect(readWhole(`\uFEFF${FOOTBALL.replaceAll('\n', '\r\n')}`)).toEqual(plain);
    expect(readWhole(`\n\n${FOOTBALL.replaceAll('\n', '\n  \n\t\n')}\n\n`)).toEqual(plain);
    expect(readWhole(FOOTBALL.trimEnd())).toEqual(plain);
  });

  test.each([
    [
      ['{"at":5,"key":"a","type":"foul"}', '', '{"at":4.9,"key":"b","type":"foul"}'],
      'line 4, at: it is earlier than the line before.',
    ],
    [['{"at":5,"key":"a","type":"foul"}', '{"at":5,"key":"a","type":"corner"}'], 'line 3, key: line 2 has the same.'],
    [['{"at":5,"key":"a","op":"retract"}'], 'line 2, key: no line before has it, so there is nothing to retract.'],
    [
      ['{"at":5,"key":"a","op":"revise","type":"foul"}'],
      'line 2, key: no line before has it, so there is nothing to revise.',
    ],
    [['{"at":5,"key":"a","type":"goal"}'], 'line 2: An event of type goal needs `side`.'],
    [['{"at":5,"key":"a","type":"corner","segment":"Q1"}'], 'line 2: A match of football has no part Q1.'],
    [
      ['{"at":5,"key":"a","type":"lifecycle","lifecycle":"cancelled"}', '{"at":6,"key":"b","type":"match_start"}'],
      'line 3: The match is cancelled and cannot become live.',
    ],
    [['{"at":5,"key":"a","type":"corner","at2":1}'], 'line 2, the whole: Unrecognized key: "at2".'],
    [['{"at":5,"key":"a","op":"confirm","type":"goal"}'], 'line 2, the whole: Unrecognized key: "type".'],
    [['{"at":-1,"key":"a","type":"foul"}'], 'line 2, at: Too small: expected number to be >=0.'],
    [['{"at":1,"key":"a b","type":"foul"}'], 'line 2, key: up to 100 visible ASCII characters.'],
    [['{"at":1,"key":"a","type":"foul"'], 'line 2, column 32: it ends in the middle.'],
    [['', "{'at':1}"], 'line 3, column 2: this is not JSON.'],
    [['[1]'], 'line 2, the whole: Invalid input: expected object, received array.'],
  ])('[MA70] [MA72] %j is a mistake', (lines, detail) => {
    expect(refusalOf(fileOf(...lines))).toBe(detail);
  });

  test.each([
    ['{"longwave":"match","version":2}', 'line 1, version: Invalid input: expected 1; '],
    ['{\n"longwave":"match"}', 'line 1, column 2: it ends in the middle.'],
    ['{"longwave":"match","version":1,"sport":"chess"}', 'line 1, sport: '],
    ['{"longwave":"match", version', 'line 1, column 22: this is not JSON.'],
  ])('[MA72] %j is a mistake in the header', (text, detail) => {
    expect(refusalOf(text)).toContain(detail);
  });

  test('[MA73] has as many lines as it says', () => {
    const lines = FOOTBALL.trimEnd().split('\n');
    expect(refusalOf(lines.slice(0, -2).join('\n'))).toBe('line 1, lines: it says 17, and 15 follow.');
    expect(refusalOf([...lines, '{"at":9000,"key":"x","type":"note"}'].join('\n'))).toContain(
      'it says 17, and 18 follow',
    );
  });

  test('[MA78] is what the description shows as one', () => {
    const text = readFileSync(join(projectRoot, 'docs/match-files.md'), 'utf8');
    const [, example = ''] = /```jsonl\n(.*?)```/s.exec(text) ?? [];
    const script = readWhole(example);
    expect(script.lines.length).toBeGreaterThan(8);
    expect(toldOf(script)).toMatchObject({ lifecycle: 'finished', score: { home: 1, away: 0 } });
    expect(new Set(script.lines.map(({ op }) => op))).toEqual(new Set(['add', 'confirm', 'retract']));
  });
});
