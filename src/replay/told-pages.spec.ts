import { beforeEach, describe, expect, test } from '@jest/globals';
import { eventOf } from '../../test/support/match-events.js';
import type { MatchEvent } from '../wire/matches.js';
import { PAGE, ToldPages } from './told-pages.js';

type Read = [match: string, after: number, limit: number];

const recordOf = (length: number): MatchEvent[] =>
  Array.from({ length }, (_, nth) => eventOf(nth + 1, { type: 'corner' }));

let records: Map<string, MatchEvent[]>;
let reads: Read[];
let pages: ToldPages;
beforeEach(() => {
  records = new Map([['final', recordOf(250)]]);
  reads = [];
  pages = new ToldPages({
    events: async (match, { after, limit }) => {
      reads.push([match, after, limit]);
      await Promise.resolve();
      return (records.get(match) ?? []).slice(after, after + limit);
    },
  });
});

const seqsAfter = async (seq: number, limit: number): Promise<number[]> =>
  (await pages.after('final', seq, limit)).map((event) => event.seq);
const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

describe('the pages of a record that is replayed', () => {
  test.each([
    [0, 50, upTo(1, 50)],
    [99, 1, [100]],
    [100, 100, upTo(101, 200)],
    [130, 100, upTo(131, 230)],
    [199, 50, upTo(200, 249)],
    [240, 50, upTo(241, 250)],
    [250, 50, []],
    [900, 50, []],
  ])('[RP60] hold what comes after %d, %d at most', async (seq, limit, expected) => {
    expect(await seqsAfter(seq, limit)).toEqual(expected);
  });

  test('[RP60] are read once, however many replay the match and wherever they are', async () => {
    pages.follow('final');
    const all = await Promise.all(Array.from({ length: 100 }, (_, nth) => pages.after('final', nth, 50)));
    expect(all.map(([first]) => first?.seq)).toEqual(upTo(1, 100));
    expect(reads).toEqual([
      ['final', 0, PAGE],
      ['final', 100, PAGE],
    ]);
    // The very same events, so that each is put into words once.
    expect(all[10]?.[20]).toBe(all[0]?.[30]);
  });

  test('[RP60] [RP35] have what was recorded since, and of the last nothing else is read again', async () => {
    pages.follow('final');
    expect(await seqsAfter(245, 50)).toEqual(upTo(246, 250));
    records.get('final')?.push(eventOf(251, { type: 'corner' }));
    expect(await seqsAfter(250, 50)).toEqual([251]);
    expect(await seqsAfter(251, 50)).toEqual([]);
    expect(reads).toEqual([
      ['final', 200, PAGE],
      ['final', 250, PAGE - 50],
      ['final', 251, PAGE - 51],
    ]);
  });

  test('[RP60] are forgotten with the last who replays the match, also what is being read then', async () => {
    const [first, second] = [pages.follow('final'), pages.follow('final')];
    await seqsAfter(0, 50);
    first();
    await seqsAfter(0, 50);
    expect(reads).toHaveLength(1);
    const reading = seqsAfter(100, 50);
    second();
    await reading;
    pages.follow('final');
    await seqsAfter(0, 50);
    await seqsAfter(100, 50);
    expect(reads.map(([, after]) => after)).toEqual([0, 100, 0, 100]);
  });

  test('[RP60] are so many at most: the one longest unasked for is read again', async () => {
    const matches = upTo(1, 201).map((nth) => `match ${nth}`);
    for (const match of matches) {
      records.set(match, recordOf(PAGE));
      pages.follow(match);
    }
    for (const match of matches.slice(0, 200)) await pages.after(match, 0, 50);
    await pages.after('match 1', 0, 50);
    await pages.after('match 201', 0, 50);
    reads.splice(0);
    await pages.after('match 1', 0, 50);
    await pages.after('match 2', 0, 50);
    expect(reads.map(([match]) => match)).toEqual(['match 2']);
  });
});
