import { describe, expect, test } from '@jest/globals';
import { again, type Due, heard, NOTHING_OWED, type Owed, sent } from './owed.js';

const chunk = (name: string, last = false): { chunk: string; last: boolean } => ({ chunk: name, last });

function hear(names: string, at = 0, waitMs = 0, from: Owed = NOTHING_OWED): Owed {
  // A capital letter is the last chunk of its request.
  return names
    .split('')
    .reduce((owed, name) => heard(owed, chunk(name, name !== name.toLowerCase()), at, waitMs), from);
}

function take(owed: Owed, now: number): { owed: Owed; played: Due } {
  const { owed: rest, played } = sent(owed, now);
  if (played === undefined) throw new Error('nothing is due');
  return { owed: rest, played };
}

describe('owed', () => {
  test('[RA75] the last chunk of a request is acknowledged, with how many were heard since the one before', () => {
    expect(sent(hear('abc'), 1_000).played).toBeUndefined();
    const first = take(hear('abC'), 0);
    expect(first.played).toMatchObject({ chunk: 'C', heard: 3 });
    expect(take(hear('dE', 0, 0, first.owed), 0).played).toMatchObject({ chunk: 'E', heard: 2 });
    expect(sent(first.owed, 1_000_000).played).toBeUndefined();
  });

  test('[RA75] it waits its turn, and what is heard meanwhile goes with it or with the next', () => {
    const waiting = hear('aB', 5_000, 700);
    expect(sent(waiting, 5_699).played).toBeUndefined();
    const { owed, played } = take(hear('c', 5_300, 0, waiting), 5_700);
    expect(played).toMatchObject({ chunk: 'B', heard: 2 });
    expect(take(hear('D', 5_800, 0, owed), 5_800).played).toMatchObject({ chunk: 'D', heard: 2 });
  });

  test('[RA75] another last chunk takes the place of the one that waits, and keeps its turn', () => {
    const waiting = hear('cD', 5_500, 9_000, hear('aB', 5_000, 700));
    expect(take(waiting, 5_700).played).toMatchObject({ chunk: 'D', heard: 4 });
  });

  test('[RA75] what did not get there is told again, once', () => {
    const { owed, played } = take(hear('aB'), 0);
    const back = again(owed, played, 1_000);
    expect(sent(back, 999).played).toBeUndefined();
    expect(take(back, 1_000).played).toMatchObject({ chunk: 'B', heard: 2 });
  });

  test('[RA75] what became due meanwhile takes the count of what was lost', () => {
    const { owed, played } = take(hear('aB'), 0);
    const back = again(hear('C', 100, 50, owed), played, 1_000);
    expect(take(back, 150).played).toMatchObject({ chunk: 'C', heard: 3 });
  });

  test('[RA75] after ten tries it is named no more, and its count is kept', () => {
    let owed = hear('aB');
    for (let tries = 1; tries <= 10; tries += 1) {
      const { owed: rest, played } = take(owed, tries);
      owed = again(rest, played, tries + 1);
    }
    expect(sent(owed, 1_000).played).toBeUndefined();
    expect(take(hear('C', 0, 0, owed), 1_000).played).toMatchObject({ chunk: 'C', heard: 3 });
  });

  test('[RA75] no more than a thousand are counted', () => {
    const many = take(hear(`${'a'.repeat(1_500)}B`), 0);
    expect(many.played.heard).toBe(1_000);
    expect(take(again(hear('cD', 0, 0, many.owed), many.played, 0), 0).played.heard).toBe(1_000);
  });
});
