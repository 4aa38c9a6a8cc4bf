import { describe, expect, test } from '@jest/globals';
import { matchFile, readWhole, refusalOf } from '../../../../test/support/match-files.js';

interface Sized {
  innings: { team: string; overs?: { over: number; deliveries: unknown[] }[] }[];
}

const BALL = { batter: 'A Alder', bowler: 'L Larch', runs: { batter: 0, extras: 0, total: 0 } };

/** A file of so many innings of so many overs of so many balls. */
function sized(innings: number, overs: number, balls: number): string {
  const file = JSON.parse(matchFile('tie.json')) as Sized;
  const deliveries = Array.from({ length: balls }, () => BALL);
  file.innings = Array.from({ length: innings }, (_, nth) => ({
    team: nth % 2 === 0 ? 'Rivermouth' : 'Harbour Vale',
    overs: Array.from({ length: overs }, (_over, over) => ({ over, deliveries })),
  }));
  return JSON.stringify(file);
}

function linesOf(count: number): string {
  const header = '{"longwave":"match","version":1,"sport":"football","home":{"name":"Reds"},"away":{"name":"Blues"}}';
  const lines = Array.from({ length: count }, (_, nth) => `{"at":${nth},"key":"k${nth}","type":"foul"}`);
  return [header, ...lines].join('\n\n');
}

describe('the size of a file', () => {
  test('[MA76] is 20,000 lines at most', () => {
    expect(readWhole(linesOf(20_000)).lines.length).toBe(20_000);
    expect(refusalOf(linesOf(20_001))).toBe('line 40003: there are more than 20000 lines.');
    // 19,995 balls, the start, the toss, an innings and the end; then 19,994 balls and two innings.
    expect(readWhole(sized(1, 215, 93)).lines.length).toBe(20_000);
    expect(refusalOf(sized(2, 769, 13))).toBe('innings: they come to more than 20000 lines.');
  });

  test('[MA76] is 20 innings of 1,000 overs of 100 balls at most', () => {
    expect(readWhole(sized(20, 1, 1)).lines.length).toBe(63);
    expect(refusalOf(sized(21, 1, 1))).toBe('innings: Too big: expected array to have <=20 items.');
    expect(readWhole(sized(1, 1_000, 1)).lines.length).toBe(1_005);
    expect(refusalOf(sized(1, 1_001, 1))).toContain('innings[0].overs: Too big: expected array to have <=1000 items');
    expect(readWhole(sized(1, 1, 100)).lines.length).toBe(105);
    expect(refusalOf(sized(1, 1, 101))).toBe(
      'innings[0].overs[0].deliveries: Too big: expected array to have <=100 items.',
    );
  });
});
