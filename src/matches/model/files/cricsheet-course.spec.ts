import { describe, expect, test } from '@jest/globals';
import { contentOf, CRICKET_FILES, matchFile, readWhole, toldOf } from '../../../../test/support/match-files.js';
import type { ScriptedMatch } from '../script.js';

interface EditedFile {
  info: { outcome: unknown; toss?: unknown };
  innings: Record<string, unknown>[];
}

function edited(name: string, edit: (file: EditedFile) => void): ScriptedMatch {
  const file = JSON.parse(matchFile(name)) as EditedFile;
  edit(file);
  return readWhole(JSON.stringify(file));
}

/** What a file says of the end, and what is told of it. */
const ENDINGS: readonly (readonly [outcome: unknown, lifecycle: string, finish: unknown, text: string | undefined])[] =
  [
    [
      { winner: 'Rivermouth', by: { runs: 6 } },
      'finished',
      { method: 'regulation', result: 'win', winner: 'home' },
      'Won by 6 runs',
    ],
    [
      { winner: 'Harbour Vale', by: { wickets: 1 } },
      'finished',
      { method: 'regulation', result: 'win', winner: 'away' },
      'Won by 1 wicket',
    ],
    [
      { winner: 'Harbour Vale', by: { innings: 1, runs: 40 } },
      'finished',
      { method: 'regulation', result: 'win', winner: 'away' },
      'Won by an innings and 40 runs',
    ],
    [
      { winner: 'Rivermouth', by: { wickets: 4 }, method: 'D/L' },
      'finished',
      { method: 'dls', result: 'win', winner: 'home' },
      'Won by 4 wickets (D/L)',
    ],
    [
      { winner: 'Rivermouth', by: { runs: 2 }, method: 'VJD' },
      'finished',
      { method: 'regulation', result: 'win', winner: 'home' },
      'Won by 2 runs (VJD)',
    ],
    [
      { winner: 'Harbour Vale', method: 'Awarded' },
      'awarded',
      { method: 'forfeit', result: 'win', winner: 'away' },
      '(Awarded)',
    ],
    [
      { result: 'tie', eliminator: 'Harbour Vale' },
      'finished',
      { method: 'super_over', result: 'win', winner: 'away' },
      undefined,
    ],
    [
      { result: 'tie', bowl_out: 'Rivermouth' },
      'finished',
      { method: 'shootout', result: 'win', winner: 'home' },
      undefined,
    ],
    [{ result: 'tie' }, 'finished', { method: 'regulation', result: 'tie' }, undefined],
    [{ result: 'tie', method: 'D/L' }, 'finished', { method: 'dls', result: 'tie' }, '(D/L)'],
    [{ result: 'draw' }, 'finished', { method: 'regulation', result: 'draw' }, undefined],
    [{ result: 'no result' }, 'no_result', { method: 'regulation', result: 'none' }, undefined],
  ];

describe('the course of a match of Cricsheet', () => {
  test.each(ENDINGS)('[MA66] %j ends as it says', (outcome, lifecycle, finish, text) => {
    const script = edited('tie.json', ({ info }) => (info.outcome = outcome));
    const state = toldOf(script);
    expect([state.lifecycle, state.finish, contentOf(script, 'end')?.text]).toEqual([lifecycle, finish, text]);
  });

  test('[MA66] may be none at all', () => {
    const script = edited('no-result.json', (file) => (file.innings = []));
    expect(script.lines.map(({ key }) => key)).toEqual(['toss', 'end']);
    expect(toldOf(script)).toMatchObject({ lifecycle: 'no_result', segment: null, finish: { result: 'none' } });
  });

  test('[MA67] begins with the toss and the first innings', () => {
    const { lines } = readWhole(matchFile('win-by-runs.json'));
    expect(lines.slice(0, 5).map(({ key }) => key)).toEqual([
      'start',
      'toss',
      'innings:1:start',
      'powerplay:1.0',
      'ball:1.0.0',
    ]);
    const rain = readWhole(matchFile('rain.json'));
    expect(contentOf(rain, 'toss')).toEqual({ type: 'toss', side: 'home', subtype: 'field' });
    expect(contentOf(rain, 'innings:2:start')).toMatchObject({ side: 'home', target: { runs: 14, overs: 1.3 } });
  });

  test('[MA67] has powerplays where they begin, if they do', () => {
    const { lines } = readWhole(matchFile('win-by-runs.json'));
    const keys = lines.map(({ key }) => key);
    // The first ball of that over is a no-ball, so its second legal one is the third of all.
    expect(keys[keys.indexOf('powerplay:1.1') + 1]).toBe('ball:1.1.2');
    const late = edited('win-by-runs.json', ({ innings }) => {
      Object.assign(innings[1] ?? {}, { powerplays: [{ from: 5.1, to: 6.6, type: 'batting' }] });
    });
    expect(late.lines.filter(({ key }) => key.startsWith('powerplay:2'))).toEqual([]);
  });

  test('[MA67] has reviews after their ball, for the side that gained', () => {
    const script = readWhole(matchFile('win-by-runs.json'));
    const keys = script.lines.map(({ key }) => key);
    expect(keys.indexOf('review:1.0.6')).toBe(keys.indexOf('ball:1.0.6') + 1);
    expect(contentOf(script, 'review:1.0.6')).toEqual({
      type: 'review_end',
      subtype: 'struck_down',
      segment: 'INN1',
      side: 'home',
      participants: [
        { role: 'reviewer', name: 'Harbour Vale', side: 'away' },
        { role: 'batter', name: 'C Cedar' },
        { role: 'umpire', name: 'Y Yarrow' },
      ],
      text: 'Umpire’s call.',
    });
  });

  test('[MA67] has replacements before the ball they were there for', () => {
    const script = readWhole(matchFile('rain.json'));
    const keys = script.lines.map(({ key }) => key);
    expect(keys.indexOf('replacement:2.0.0.0')).toBe(keys.indexOf('ball:2.0.0') - 1);
    expect(contentOf(script, 'replacement:2.0.0.0')).toEqual({
      type: 'note',
      subtype: 'replacement',
      segment: 'INN2',
      side: 'away',
      participants: [
        { role: 'in', name: 'W Willow' },
        { role: 'out', name: 'P Pine' },
      ],
      text: 'W Willow in for P Pine (concussion substitute).',
    });
    expect(contentOf(script, 'replacement:2.0.4.0')?.text).toBe('W Willow in for L Larch as bowler (injury).');
  });

  test('[MA67] tells how innings ended and who could not bat', () => {
    const draw = readWhole(matchFile('draw.json'));
    expect([1, 2, 3, 4].map((innings) => contentOf(draw, `innings:${innings}:end`)?.subtype)).toEqual([
      'declared',
      undefined,
      'forfeited',
      undefined,
    ]);
    expect(contentOf(draw, 'absent:2.0')).toEqual({
      type: 'note',
      subtype: 'absent_hurt',
      segment: 'INN2',
      side: 'away',
      participants: [{ role: 'absent', name: 'V Vetch' }],
    });
  });

  test('[MA68] takes 45 seconds a ball and 20 minutes between innings', () => {
    const { lines } = readWhole(matchFile('tie.json'));
    const times = lines.map(({ key, afterMs }) => [key, afterMs / 1_000]);
    expect(times).toEqual([
      ['start', 0],
      ['toss', 0],
      ['innings:1:start', 0],
      ['ball:1.0.0', 45],
      ['ball:1.0.1', 90],
      ['ball:1.0.2', 135],
      ['ball:1.0.3', 180],
      ['ball:1.0.4', 225],
      ['ball:1.0.5', 270],
      ['innings:1:end', 270],
      ['innings:2:start', 1_470],
      ['ball:2.0.0', 1_515],
      ['ball:2.0.1', 1_560],
      ['ball:2.0.2', 1_605],
      ['ball:2.0.3', 1_650],
      ['ball:2.0.4', 1_695],
      ['ball:2.0.5', 1_740],
      ['innings:2:end', 1_740],
      ['end', 1_740],
    ]);
  });

  test.each(CRICKET_FILES)('[MA68] %s has its revision in every line, and goes forward', (name) => {
    const { lines } = readWhole(matchFile(name));
    expect(new Set(lines.map(({ version }) => version))).toEqual(new Set([name === 'rain.json' ? 2 : 1]));
    expect(lines.map(({ afterMs }) => afterMs)).toEqual(
      lines.map(({ afterMs }) => afterMs).toSorted((one, other) => one - other),
    );
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
  });
});
