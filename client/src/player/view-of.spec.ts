import { expect, test } from '@jest/globals';
import { CHANNEL, entryOf } from '../../../test/support/wire.js';
import { withBurst } from '../../../src/radio/model/clock-filter.js';
import { notJoined } from '../../../src/radio/model/following.js';
import { lineOf, playingOf, truthOf } from './view-of.js';

test.each([
  [true, true, 0, 'open'],
  [false, false, 0, 'connecting'],
  [false, true, 0, 'reconnecting'],
  [false, true, 2, 'reconnecting'],
  [false, true, 3, 'away'],
  [false, false, 3, 'away'],
] as const)(
  '[PL13] open %p, before %p, tries that failed %d: the line is %s',
  (isOpen, hasBeenOpen, failedTries, line) => {
    expect(lineOf({ isOpen, hasBeenOpen, failedTries })).toBe(line);
  },
);

test('[PL13] one’s sound is off by no more than the clock, the loudspeaker and its place may be together', () => {
  // One probe of the fastest round trip: a standard deviation of 0.15 ms.
  const clock = withBurst(undefined, [{ clockId: 'a', sentAt: 0, answeredAt: 2, serverNow: 1_001 }]);
  const now = { now: 1, clock, mapping: { anchorMs: 0, withinMs: 0.5 }, roundTripMs: 2, bufferMs: 0, underruns: 0 };
  expect(truthOf({ ...now, errorMs: -3 })).toMatchObject({ withinMs: expect.closeTo(3.794, 3), offsetMs: 1_000 });
  expect(truthOf({ ...now, errorMs: 0, mapping: undefined }).withinMs).toBeUndefined();
});

test.each([
  [100, 'speech'],
  [2_400, 'breath'],
  [4_415, 'breath'],
  [4_416, 'bed'],
  [11_759, 'bed'],
  [11_760, 'breath'],
  [12_000, 'speech'],
] as const)('[PL9] at %d ms there is %s', (heardAt, playing) => {
  const entries = [entryOf(0, 0, { frames: 100 }), entryOf(1, 12_000, { frames: 100 })];
  const following = { ...notJoined(CHANNEL), entries };
  expect(playingOf({ following, heardAt, hasBed: true, isBuffering: false })).toBe(playing);
});

test('[PL9] a channel that is closed has no bed, and one can do without', () => {
  const following = notJoined(CHANNEL);
  const now = { following, heardAt: 0, hasBed: true, isBuffering: false };
  expect(playingOf(now)).toBe('bed');
  expect(playingOf({ ...now, hasBed: false })).toBe('silence');
  expect(playingOf({ ...now, following: { ...following, phase: 'closed' } })).toBe('silence');
});
