import { describe, expect, test } from '@jest/globals';
import { readTag } from '../../test/support/id3-reader.js';
import { channel } from '../../test/support/kept-channel.js';
import { eventOf } from '../../test/support/match-events.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { MatchEvent } from '../wire/matches.js';
import type { Sheet } from './sheets.js';
import { Tags } from './tags.js';

const GOAL = { type: 'goal', side: 'home', segment: 'H1' } as const;
const CORNER = { type: 'corner', side: 'home', segment: 'H1' } as const;
const [EARLY, UNTIL, LATE] = [1_000, 2_000, 3_000];

/** One chunk, heard after all that was told early. */
const sheet: Sheet = {
  parts: [
    {
      of: { chunk: 'c', request: 'r', startsAt: EARLY, frames: 40, key: 'k', silenced: false },
      from: 0,
      frames: 40,
    },
  ],
  silent: new Set(),
  version: 'v',
  readUntil: Infinity,
};

async function tagOf(events: readonly MatchEvent[], until: number | undefined, match = true) {
  const tags = new Tags({ told: { on: async () => ({ events, lines: [] }) }, time: new VirtualClock() });
  const { bytes } = await tags.of(channel('one', match ? { match: 'one' } : {}), sheet, until);
  const tag = readTag(Buffer.from(bytes));
  return [bytes.length, tag?.chapters.length];
}

describe('the tag of an archive', () => {
  // As many chapters as there is room for, and a corner that is a goal by now.
  const goals = Array.from({ length: 64 }, (_, nth) => eventOf(nth + 1, GOAL, { recordedAt: EARLY }));
  const corner = eventOf(65, CORNER, { recordedAt: EARLY });
  const revised = { ...eventOf(66, GOAL, { recordedAt: LATE }), fact: corner.fact };

  test('[RP50] has the room that was needed by the moment that is asked for', async () => {
    const before = await tagOf([...goals, corner], UNTIL);
    expect(before).toEqual([20_224, 64]);
    expect(await tagOf([...goals, corner, revised], UNTIL)).toEqual(before);
    expect(await tagOf([...goals, corner, revised], LATE)).toEqual([39_424, 65]);
    expect(await tagOf([...goals, corner, revised], undefined)).toEqual([39_424, 65]);
  });

  test('[RP61] [RP49] is made once a second, and says then what was told since, of a sheet that is the same', async () => {
    const clock = new VirtualClock();
    const record = [...goals];
    let made = 0;
    const on = async () => {
      made += 1;
      if (made === 3) throw new Error('away');
      return { events: [...record], lines: [] };
    };
    const tags = new Tags({ told: { on }, time: clock });
    const ask = () => tags.of(channel('one', { match: 'one' }), sheet, undefined);
    const [before] = await Promise.all([ask(), ask(), ask()]);
    record.push(eventOf(65, GOAL, { recordedAt: EARLY }));
    expect([await ask(), made]).toEqual([before, 1]);
    await clock.advance(1_000);
    expect([(await ask()).bytes.length, made]).toEqual([39_424, 2]);
    await clock.advance(1_000);
    await expect(ask()).rejects.toThrow('away');
    expect((await ask()).bytes).toHaveLength(39_424);
  });

  test('[RP49] is there for the channels of matches alone', async () => {
    expect(await tagOf(goals, UNTIL, false)).toEqual([0, undefined]);
  });
});
