import { describe, expect, it } from '@jest/globals';
import type { ClockView } from '../../../src/wire/matches.js';
import { clockAt, minuteAt, momentOf } from './clock-words.js';

const FIRST_HALF: ClockView = { sec: 0, addedSec: 0, running: true, direction: 'up', asOf: 1_000_000, untilSec: 2_700 };
const QUARTER: ClockView = { ...FIRST_HALF, sec: 720, direction: 'down', untilSec: 0 };

describe('the clock of a match', () => {
  // Seconds since the start, the minute that is played, what a scoreboard shows. By hand.
  it.each([
    [0, '1′', '0:00'],
    [59, '1′', '0:59'],
    [60, '2′', '1:00'],
    [2_699, '45′', '44:59'],
    [2_701, '45+1′', '45:00 +0:01'],
    [2_790, '45+2′', '45:00 +1:30'],
  ])('[PG34] %d s after the start of football it is %s, and %s', (sec, minute, shown) => {
    const now = FIRST_HALF.asOf + sec * 1_000;
    expect([minuteAt(FIRST_HALF, now), clockAt(FIRST_HALF, now)]).toEqual([minute, shown]);
  });

  it('[PG34] one that was told beyond the end goes on from there, and one that stands stays', () => {
    const told: ClockView = { ...FIRST_HALF, sec: 2_700, addedSec: 90 };
    expect(minuteAt(told, told.asOf + 60_000)).toBe('45+3′');
    expect(minuteAt({ ...told, running: false }, told.asOf + 60_000)).toBe('45+2′');
  });

  it('[PG34] one that counts down ends at nothing', () => {
    expect([0, 30_500, 900_000].map((ms) => clockAt(QUARTER, QUARTER.asOf + ms))).toEqual(['12:00', '11:30', '0:00']);
  });

  it('[PG34] an event has its minute in football, and elsewhere its clock', () => {
    expect(momentOf('football', { sec: 1_620 })).toBe('28′');
    expect(momentOf('football', { sec: 2_700, addedSec: 61 })).toBe('45+2′');
    expect(momentOf('basketball', { sec: 75 })).toBe('1:15');
  });
});
