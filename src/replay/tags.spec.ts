import { describe, expect, test } from '@jest/globals';
import { readTag } from '../../test/support/id3-reader.js';
import { channel } from '../../test/support/kept-channel.js';
import { eventOf } from '../../test/support/match-events.js';
import type { MatchEvent } from '../wire/matches.js';
import type { Laid } from './layouts.js';
import { Tags } from './tags.js';

const GOAL = { type: 'goal', side: 'home', segment: 'H1' } as const;
const CORNER = { type: 'corner', side: 'home', segment: 'H1' } as const;
const [EARLY, UNTIL, LATE] = [1_000, 2_000, 3_000];

/** One chunk, heard after all that was told early. */
const laid = (): Laid => ({
  parts: [
    {
      of: { chunk: 'c', request: 'r', startsAt: EARLY, frames: 40, key: 'k', silenced: false },
      from: 0,
      frames: 40,
    },
  ],
  silent: new Set(),
  version: 'v',
});

async function tagOf(events: readonly MatchEvent[], until: number | undefined, match = true) {
  const tags = new Tags({ on: async () => ({ events, lines: [] }) });
  const { bytes } = await tags.of(channel('one', match ? { match: 'one' } : {}), laid(), until);
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

  test('[RP49] is there for the channels of matches alone', async () => {
    expect(await tagOf(goals, UNTIL, false)).toEqual([0, undefined]);
  });
});
