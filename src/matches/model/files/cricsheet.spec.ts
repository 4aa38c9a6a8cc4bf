import { describe, expect, test } from '@jest/globals';
import { countOf, type CountedFile } from '../../../../test/support/cricsheet-count.js';
import { contentOf, CRICKET_FILES, matchFile, readWhole, toldOf } from '../../../../test/support/match-files.js';

const win = readWhole(matchFile('win-by-runs.json'));
const rain = readWhole(matchFile('rain.json'));

/** Counted by hand: runs/wickets, overs, extras. */
const SCORES: Record<(typeof CRICKET_FILES)[number], readonly string[]> = {
  'win-by-runs.json': ['home 29/3 2.0 (10)', 'away 23/3 2.0 (6)'],
  'rain.json': ['away 18/2 1.4 (0)', 'home 14/0 1.1 (1)'],
  'super-over.json': ['home 7/0 1.0 (0)', 'away 7/0 1.0 (0)', 'away 5/2 0.4 (0)', 'home 6/0 0.0 (6)'],
  'miscounted.json': ['home 12/0 2.3 (1)', 'away 13/0 0.3 (0)'],
  'draw.json': ['home 14/1 1.0 (5)', 'away 11/1 0.2 (10)', 'home 0/0 0.0 (0)', 'away 2/1 0.3 (0)'],
  'no-result.json': ['away 3/0 0.2 (0)'],
  'tie.json': ['home 12/0 1.0 (0)', 'away 12/0 1.0 (0)'],
};

describe('a file of Cricsheet', () => {
  test('[MA60] becomes a match of the two teams it names', () => {
    const { lines: _, home, away, ...match } = win;
    expect(match).toEqual({
      sport: 'cricket',
      title: 'Rivermouth v Harbour Vale',
      competition: 'Coast Cup',
      info: { venue: 'Mill Lane, Rivermouth', ballsPerOver: 6, overs: 2 },
      startsAt: '2031-05-04T00:00:00Z',
    });
    expect([home.name, home.players.length, home.players[0]]).toEqual(['Rivermouth', 11, { name: 'A Alder' }]);
    expect([away.name, away.players.length, away.players[10]]).toEqual(['Harbour Vale', 11, { name: 'V Vetch' }]);
  });

  test('[MA60] may leave out what it does not know', () => {
    const file = JSON.parse(matchFile('tie.json')) as { info: Record<string, unknown> };
    for (const name of ['city', 'dates', 'event', 'overs', 'players', 'toss', 'venue', 'balls_per_over']) {
      delete file.info[name];
    }
    const { lines: _, ...match } = readWhole(JSON.stringify(file));
    expect(match).toEqual({
      sport: 'cricket',
      title: 'Rivermouth v Harbour Vale',
      home: { name: 'Rivermouth', players: [] },
      away: { name: 'Harbour Vale', players: [] },
      info: {},
    });
  });

  test('[MA60] has nobody twice in a line-up', () => {
    const { home } = readWhole(matchFile('tie.json').replace('"B Birch"', '"A Alder"'));
    expect(home.players.slice(0, 2)).toEqual([{ name: 'A Alder' }, { name: 'C Cedar' }]);
  });

  test('[MA60] with very long names has a title all the same', () => {
    const long = 'Long '.repeat(20);
    const text = matchFile('tie.json')
      .replaceAll('Rivermouth', long)
      .replaceAll('Harbour Vale', `x${long.slice(1)}`);
    expect(readWhole(text).title).toBe(`${long.slice(0, 98)} v x${long.slice(1, 98)}`);
  });

  test('[MA61] names balls by innings, over and place, extras among them', () => {
    const keys = win.lines.map(({ key }) => key).filter((key) => key.startsWith('ball:'));
    expect(keys).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6].map((ball) => `ball:1.0.${ball}`),
      ...[0, 1, 2, 3, 4, 5, 6, 7].map((ball) => `ball:1.1.${ball}`),
      ...[0, 1, 2, 3, 4, 5, 6].map((ball) => `ball:2.0.${ball}`),
      ...[0, 1, 2, 3, 4, 5].map((ball) => `ball:2.1.${ball}`),
    ]);
    expect(contentOf(win, 'ball:1.1.4')?.delivery).toMatchObject({ innings: 1, over: 1, ball: 4 });
  });

  test('[MA61] goes on to the next over after five balls and after seven', () => {
    const keys = readWhole(matchFile('miscounted.json')).lines.map(({ key }) => key);
    expect(keys.filter((key) => /^ball:1\.[01]\./.test(key)).map((key) => key.slice(7))).toEqual([
      '0.0',
      '0.1',
      '0.2',
      '0.3',
      '0.4',
      '1.0',
      '1.1',
      '1.2',
      '1.3',
      '1.4',
      '1.5',
      '1.6',
    ]);
  });

  test('[MA62] tells each ball as it was', () => {
    const balls: readonly (readonly [key: string, delivery: unknown])[] = [
      ['ball:1.0.1', { runs: { batter: 4, extras: 0 }, boundary: 4 }],
      ['ball:1.0.2', { runs: { batter: 0, extras: 2 }, extras: { wides: 2 } }],
      ['ball:1.0.5', { runs: { batter: 0, extras: 0 }, wickets: [{ kind: 'caught', out: 'A Alder' }] }],
      [
        'ball:1.1.3',
        {
          runs: { batter: 1, extras: 0 },
          wickets: [{ kind: 'run_out', out: 'B Birch', fielders: ['N Nettle', 'O Oak'] }],
        },
      ],
      ['ball:1.1.4', { runs: { batter: 0, extras: 2 }, extras: { noballs: 1, legbyes: 1 } }],
      [
        'ball:1.1.5',
        {
          runs: { batter: 0, extras: 0 },
          wickets: [{ kind: 'caught_and_bowled', out: 'C Cedar', fielders: ['M Maple'] }],
        },
      ],
      ['ball:2.1.4', { runs: { batter: 0, extras: 5 }, extras: { penalty: 5 } }],
    ];
    for (const [key, delivery] of balls) {
      const { innings: _innings, over: _over, ball: _ball, ...told } = contentOf(win, key)?.delivery ?? {};
      expect([key, told]).toEqual([key, delivery]);
    }
    expect(contentOf(rain, 'ball:1.0.0')?.delivery?.boundary).toBeUndefined();
    expect(contentOf(rain, 'ball:1.0.1')?.delivery?.boundary).toBe(4);
  });

  test('[MA62] says who played, and of whom it does not know the name', () => {
    expect(contentOf(win, 'ball:1.0.5')).toMatchObject({
      type: 'delivery',
      side: 'home',
      segment: 'INN1',
      participants: [
        { role: 'batter', name: 'A Alder' },
        { role: 'non_striker', name: 'B Birch' },
        { role: 'bowler', name: 'L Larch', side: 'away' },
        { role: 'substitute', side: 'away' },
      ],
    });
  });

  test.each(CRICKET_FILES)('[MA63] %s adds up to what a plain count gives', (name) => {
    const text = matchFile(name);
    const { score } = toldOf(readWhole(text));
    const counted = score.innings.map(({ side, runs, wickets, balls, extras }) => ({
      side,
      runs,
      wickets,
      balls,
      extras,
    }));
    const { innings, home, away } = countOf(JSON.parse(text) as CountedFile);
    expect(counted).toEqual(innings);
    expect([score.home, score.away]).toEqual([home, away]);
    const written = score.innings.map((one) => `${one.side} ${one.runs}/${one.wickets} ${one.overs} (${one.extras})`);
    expect(written).toEqual(SCORES[name]);
  });

  test('[MA64] counts penalty runs for the innings they belong to', () => {
    const draw = readWhole(matchFile('draw.json'));
    const keys = draw.lines.map(({ key }) => key);
    expect(keys.indexOf('penalty:1.pre')).toBe(keys.indexOf('ball:1.0.0') - 1);
    expect(keys.indexOf('penalty:2.post')).toBeGreaterThan(keys.indexOf('ball:2.0.1'));
    expect(keys).not.toContain('penalty:1.post');
    const { score } = toldOf(draw);
    expect([score.home, score.away]).toEqual([14, 13]);
  });

  test('[MA64] [MA65] keeps super overs out of the score', () => {
    const script = readWhole(matchFile('super-over.json'));
    const { score, finish } = toldOf(script);
    expect([score.home, score.away]).toEqual([7, 7]);
    expect(score.byPart).toEqual({ INN1: { home: 7, away: 0 }, INN2: { home: 0, away: 7 } });
    expect(score.innings.map(({ innings, side, isSuper, target }) => [innings, side, isSuper, target])).toEqual([
      [1, 'home', false, null],
      [2, 'away', false, { runs: 8, overs: 1 }],
      [3, 'away', true, null],
      [4, 'home', true, { runs: 6, overs: 1 }],
    ]);
    expect(finish).toEqual({ method: 'super_over', result: 'win', winner: 'home' });
    expect([contentOf(script, 'ball:3.0.0')?.segment, contentOf(script, 'ball:4.0.0')?.segment]).toEqual([
      'SUPER1',
      'SUPER1',
    ]);
  });

  test('[MA65] counts super overs by twos', () => {
    const file = JSON.parse(matchFile('super-over.json')) as { innings: unknown[] };
    const script = readWhole(JSON.stringify({ ...file, innings: [...file.innings, ...file.innings.slice(2)] }));
    const parts = [1, 2, 3, 4, 5, 6].map((innings) => contentOf(script, `innings:${innings}:start`)?.segment);
    expect(parts).toEqual(['INN1', 'INN2', 'SUPER1', 'SUPER1', 'SUPER2', 'SUPER2']);
  });
});
