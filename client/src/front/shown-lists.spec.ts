import { describe, expect, it } from '@jest/globals';
import { eventOf, stateWith } from '../../../test/support/match-events.js';
import type { MatchCard } from '../../../src/wire/match-doors.js';
import type { MatchState } from '../../../src/wire/matches.js';
import { seenCount, shownLists, type KnownCard } from './shown-lists.js';

const START = Date.parse('2026-03-14T15:00:00Z');
const delayMs = 30_000;

function cardOf(id: string, state: Partial<MatchState>, more: Partial<MatchCard> = {}): MatchCard {
  return {
    id,
    sport: 'football',
    title: id,
    competition: null,
    home: { name: 'Alders', short: 'ALD' },
    away: { name: 'Birches', short: 'BIR' },
    startsAt: '2026-03-14T15:00:00Z',
    language: 'en',
    visibility: 'public',
    isDemo: false,
    info: {},
    channels: [],
    state: stateWith(state),
    toldAt: null,
    ...more,
  };
}

const at = (ms: number) => ({ occurredAt: START + ms, recordedAt: START + ms });
// Begun after 1 s, a goal after 60 s, over after 100 s: all of it was told when it happened.
const RECORD = [
  eventOf(1, { type: 'segment_start', segment: 'H1' }, at(1_000)),
  eventOf(2, { type: 'goal', side: 'home', segment: 'H1' }, at(60_000)),
  eventOf(3, { type: 'match_end' }, at(100_000)),
];
const OVER = cardOf('over', { seq: 3, lifecycle: 'finished' }, { toldAt: START + 100_000 });

function idsAt(known: readonly KnownCard[], now: number) {
  const { live, upcoming, finished } = shownLists(known, now);
  const [a, b, c] = [live, upcoming, finished].map((list) => list.map(({ card }) => card.id));
  return { live: a, upcoming: b, finished: c };
}

function due(id: string, lifecycle: MatchState['lifecycle'], startsAt: string): KnownCard {
  return { card: cardOf(id, { lifecycle }, { startsAt }), delayMs: 0, record: 'due' };
}

describe('the lists of the front page', () => {
  // Each of it is seen 30 s after it was told.
  it.each([
    [30_999, 'upcoming', 'scheduled', 0, 0],
    [31_000, 'live', 'live', 0, 1],
    [89_999, 'live', 'live', 0, 1],
    [90_000, 'live', 'live', 1, 2],
    [129_999, 'live', 'live', 1, 2],
    // All of it is seen: its card holds.
    [130_000, 'finished', 'finished', 0, 4],
  ] as const)(
    '[PG46] %d ms after the start, 30 s late, it is %s: %s, %d goals',
    (ms, status, lifecycle, home, seen) => {
      const known: readonly KnownCard[] = [{ card: OVER, delayMs, record: RECORD }];
      const lists = shownLists(known, START + ms);
      expect({ ...lists, [status]: [] }).toEqual({ live: [], upcoming: [], finished: [] });
      expect(lists[status]).toMatchObject([{ delayMs, state: { lifecycle, score: { home } } }]);
      expect(seenCount(known, START + ms)).toBe(seen);
    },
  );

  it('[PG46] a match that nobody tuned stands as the server says, at whatever time this device takes it to be', () => {
    const known: readonly KnownCard[] = [{ card: OVER, delayMs: 0, record: 'due' }];
    expect(shownLists(known, START).finished).toEqual([{ card: OVER, delayMs: 0, state: OVER.state }]);
  });

  it.each([
    [START - 1, 'upcoming'],
    [START, 'live'],
    [START + 129_999, 'live'],
  ] as const)('[PG49] at %d one that cannot be read has no score, and is %s', (now, status) => {
    const known: readonly KnownCard[] = [{ card: OVER, delayMs, record: 'unread' }];
    expect(shownLists(known, now)[status]).toEqual([{ card: OVER, delayMs, state: undefined }]);
  });

  it('[PG49] one that could not be read is told when all of it is due', () => {
    const known: readonly KnownCard[] = [{ card: OVER, delayMs, record: 'unread' }];
    expect(shownLists(known, START + 130_000).finished).toEqual([{ card: OVER, delayMs, state: OVER.state }]);
  });

  it('[PG46] one that is held back stands where its start puts it: upcoming ones soonest first, others newest first', () => {
    const known: readonly KnownCard[] = [
      due('live-new', 'live', '2026-03-14T15:10:00Z'),
      due('live-old', 'break', '2026-03-14T14:00:00Z'),
      due('soon', 'scheduled', '2026-03-14T16:00:00Z'),
      due('later', 'postponed', '2026-03-14T17:00:00Z'),
      due('done', 'awarded', '2026-03-14T12:00:00Z'),
      { card: OVER, delayMs, record: RECORD },
    ];
    const others = { upcoming: ['soon', 'later'], finished: ['done'] };
    expect(idsAt(known, START + 99_000)).toEqual({ ...others, live: ['live-new', 'over', 'live-old'] });
    expect(idsAt(known, START + 130_000)).toEqual({
      live: ['live-new', 'live-old'],
      upcoming: ['soon', 'later'],
      finished: ['over', 'done'],
    });
  });
});
