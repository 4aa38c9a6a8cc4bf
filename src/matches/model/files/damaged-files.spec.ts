import { describe, expect, test } from '@jest/globals';
import { contentOf, matchFile, readWhole, refusalOf, toldOf } from '../../../../test/support/match-files.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A file with one thing in it changed, by its path. */
function changed(name: string, path: readonly (string | number)[], value: Json | undefined): string {
  const file = JSON.parse(matchFile(name)) as Json;
  let at: Record<string | number, Json> = file as Record<string, Json>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string, Json>;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
  return JSON.stringify(file);
}

const FIRST_BALL = ['innings', 0, 'overs', 0, 'deliveries', 0];

describe('which kind of file it is', () => {
  test.each([
    ['', 'line 1, column 1: it ends in the middle.'],
    ['\uFEFF', 'line 1, column 1: it ends in the middle.'],
    ['PK\u0003\u0004', 'line 1, column 1: this is not JSON.'],
    ['meta:\n  data_version: 0.92\n', 'line 1, column 1: this is not JSON.'],
    ['{"hello":1}', 'the whole: this is neither a Longwave match file nor a file of Cricsheet.'],
    ['[]', 'the whole: this is neither a Longwave match file nor a file of Cricsheet.'],
    ['null', 'the whole: this is neither a Longwave match file nor a file of Cricsheet.'],
  ])('[MA71] %j is neither', (text, detail) => {
    expect(refusalOf(text)).toBe(detail);
  });

  test('[MA71] does not depend on how it is laid out', () => {
    const text = matchFile('tie.json');
    expect(readWhole(JSON.stringify(JSON.parse(text)))).toEqual(readWhole(text));
    const football = matchFile('football.jsonl').replace('"longwave": "match", ', '');
    expect(readWhole(football.replace('"sport":', '"longwave" : "match", "sport":'))).toEqual(
      readWhole(matchFile('football.jsonl')),
    );
  });
});

describe('a mistake', () => {
  test.each<[path: (string | number)[], value: Json | undefined, detail: string]>([
    [
      [...FIRST_BALL, 'runs', 'total'],
      2,
      'innings[0].overs[0].deliveries[0].runs.total: 2 is not 1 of the batter and 0 extras.',
    ],
    [
      [...FIRST_BALL, 'runs', 'batter'],
      100,
      'innings[0].overs[0].deliveries[0].runs.batter: Too big: expected number to be <=99; innings[0].overs[0].deliveries[0].runs.total: 1 is not 100 of the batter and 0 extras.',
    ],
    [
      [...FIRST_BALL, 'runs', 'batter'],
      1.5,
      'innings[0].overs[0].deliveries[0].runs.batter: Invalid input: expected int, received number.',
    ],
    [
      [...FIRST_BALL, 'runs'],
      undefined,
      'innings[0].overs[0].deliveries[0].runs: Invalid input: expected object, received undefined.',
    ],
    [
      [...FIRST_BALL, 'extras'],
      { wides: 1 },
      'innings[0].overs[0].deliveries[0].extras: they come to 1, and runs.extras is 0.',
    ],
    [
      [...FIRST_BALL, 'batter'],
      '',
      'innings[0].overs[0].deliveries[0].batter: Too small: expected string to have >=1 characters.',
    ],
    [['innings', 0, 'team'], 'Elsewhere', 'innings[0].team: this team does not play.'],
    [['info', 'outcome', 'winner'], 'Elsewhere', 'info.outcome.winner: this team does not play.'],
    [['info', 'toss', 'winner'], 'Elsewhere', 'info.toss.winner: this team does not play.'],
    [['info', 'outcome'], {}, 'info.outcome: neither a winner nor a result.'],
    [['info', 'teams'], ['Rivermouth', 'Rivermouth'], 'info.teams: both are the same.'],
    [['info', 'teams'], ['Rivermouth'], 'info.teams: Too small: expected array to have exactly 2 items.'],
    [['info', 'dates'], ['yesterday'], 'info.dates[0]: Invalid ISO date.'],
    [['meta', 'data_version'], '2.0.0', 'meta.data_version: a version of the format from 1.0.0 on, before 2.'],
    [['meta', 'revision'], -1, 'meta.revision: Too small: expected number to be >=0.'],
    [['innings', 1, 'overs', 1, 'over'], 0, 'innings[1].overs[1].over: 0 does not come after 0.'],
    [
      ['innings', 0, 'overs', 1, 'deliveries', 3, 'wickets', 0, 'player_out'],
      'A Alder',
      'innings[0].overs[1].deliveries[3].wickets[0].player_out: this player was out before.',
    ],
    [
      ['innings', 0, 'overs', 1, 'deliveries', 3, 'wickets', 0, 'player_out'],
      'L Larch',
      'innings[0].overs[1].deliveries[3].wickets[0].player_out: this player is not in the team that bats.',
    ],
    [
      ['info', 'players', 'the second eleven'],
      [7],
      'info.players["the second eleven"][0]: Invalid input: expected string, received number.',
    ],
  ])('[MA72] [MA75] at %j as %j is named', (path, value, detail) => {
    expect(refusalOf(changed('win-by-runs.json', path, value))).toBe(detail);
  });

  test('[MA72] is one of five at most that are named', () => {
    const text = matchFile('win-by-runs.json')
      .replaceAll('"batter": 1,', '"batter": "one",')
      .replaceAll('"batter": 4,', '"batter": 5,');
    const detail = refusalOf(text);
    expect(detail.split('; ').length).toBe(6);
    expect(detail).toMatch(/; and more\.$/);
    const lines = matchFile('football.jsonl').replaceAll('"at": ', '"at": -1');
    expect(refusalOf(lines)).toMatch(
      /^line 2, at: .*; line 3, at: .*; line 4, at: .*; line 5, at: .*; line 6, at: .*; and more\.$/,
    );
  });

  test('[MA72] is told shortly, whatever the file says', () => {
    const long = '𝄞'.repeat(100_000);
    const texts = [
      `{"longwave":"match","version":1,"${long}":1}`,
      matchFile('tie.json').replace('"balls_per_over"', `"balls_per_over":"${long}","x"`),
      changed('tie.json', ['info', 'players', long], [1, 2, 3, 4, 5, 6, 7]),
    ];
    for (const text of texts) {
      const detail = refusalOf(text);
      expect(detail.length).toBeLessThan(1_100);
      expect(detail).not.toMatch(/\p{Cs}/u);
    }
  });

  test('[MA72] of more than eleven out is named once', () => {
    const file = JSON.parse(matchFile('tie.json')) as {
      info: { players?: unknown };
      innings: { overs: { deliveries: object[] }[] }[];
    };
    delete file.info.players;
    const wickets = Array.from({ length: 6 }, (_, nth) => ({ kind: 'bowled', player_out: `Player ${nth}` }));
    const others = wickets.map(({ kind }, nth) => ({ kind, player_out: `Other ${nth}` }));
    Object.assign(file.innings[0]?.overs[0]?.deliveries[0] ?? {}, { wickets });
    Object.assign(file.innings[0]?.overs[0]?.deliveries[1] ?? {}, { wickets: others });
    expect(refusalOf(JSON.stringify(file))).toBe('innings[0]: 12 players are out.');
    others.pop();
    expect(toldOf(readWhole(JSON.stringify(file))).score.innings[0]?.wickets).toBe(11);
  });
});

describe('what is no mistake', () => {
  test.each<[what: string, path: (string | number)[], value: Json | undefined]>([
    ['a field nobody knows', [...FIRST_BALL, 'speed'], { kmh: 140 }],
    ['extras without a kind', ['innings', 0, 'overs', 0, 'deliveries', 3, 'extras'], undefined],
    ['an innings without overs', ['innings', 1, 'overs'], undefined],
    ['an over that is missing', ['innings', 0, 'overs', 1, 'over'], 4],
    ['an over without a ball', ['innings', 0, 'overs', 1, 'deliveries'], []],
    ['a ball of somebody in no line-up', [...FIRST_BALL, 'bowler'], 'X Xylia'],
    ['no line-up', ['info', 'players'], {}],
    [
      'a whole side that retires at once',
      [...FIRST_BALL, 'wickets'],
      ['A Alder', 'B Birch', 'C Cedar'].map((out) => ({ kind: 'retired out', player_out: out })),
    ],
    [
      'a kind of being out that begins with a number',
      [...FIRST_BALL, 'wickets'],
      [{ kind: '3rd man ran off', player_out: 'F Fir' }],
    ],
    ['a kind of being out in signs', [...FIRST_BALL, 'wickets'], [{ kind: '???', player_out: 'F Fir' }]],
    ['a review by somebody else', ['innings', 0, 'overs', 0, 'deliveries', 6, 'review', 'by'], 'the umpires'],
    ['a version that came later', ['meta', 'data_version'], '1.2.0'],
  ])('[MA75] %s', (_what, path, value) => {
    expect(toldOf(readWhole(changed('win-by-runs.json', path, value))).lifecycle).toBe('finished');
  });

  test('[MA75] is a way to be out that nobody knows', () => {
    const kinds = [
      'caught and bowled',
      'hit the ball twice',
      'Spirited away!',
      '3rd man ran off',
      '???',
      'x'.repeat(60),
    ];
    const wickets = kinds.map((kind, nth) => ({ kind, player_out: `${'ABCDEF'[nth] ?? ''} Alder` }));
    const file = JSON.parse(changed('tie.json', [...FIRST_BALL, 'wickets'], wickets)) as {
      info: { players?: unknown };
    };
    delete file.info.players;
    expect(
      contentOf(readWhole(JSON.stringify(file)), 'ball:1.0.0')?.delivery?.wickets?.map(({ kind }) => kind),
    ).toEqual(['caught_and_bowled', 'hit_the_ball_twice', 'spirited_away', 'rd_man_ran_off', 'other', 'x'.repeat(40)]);
  });

  test('[MA75] is somebody who is out after coming in for another', () => {
    const wickets = ['innings', 0, 'overs', 0, 'deliveries', 1, 'wickets'];
    const file = JSON.parse(changed('tie.json', wickets, [{ kind: 'bowled', player_out: 'W Willow' }])) as Json;
    expect(refusalOf(JSON.stringify(file))).toContain('not in the team that bats');
    const willow = { in: 'W Willow', out: 'A Alder', team: 'Rivermouth', reason: 'impact_player' };
    const text = JSON.stringify(file).replace(
      '"batter":"A Alder"',
      `"replacements":{"match":[${JSON.stringify(willow)}]},$&`,
    );
    expect(toldOf(readWhole(text)).score.innings[0]?.wickets).toBe(1);
    expect(refusalOf(text.replace('"team":"Rivermouth","reason"', '"team":"Harbour Vale","reason"'))).toContain(
      'not in the team that bats',
    );
  });
});
