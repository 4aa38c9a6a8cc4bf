import { secondsAt } from '../../../src/matches/model/play-clock.js';
import type { ClockView, PlayClock } from '../../../src/wire/matches.js';
import type { Sport } from '../../../src/wire/sports.js';

const MINUTE_S = 60;

interface Reading {
  /** Up to the regular end of the part. */
  readonly sec: number;
  readonly addedSec: number;
}

/** What a clock shows; play beyond the regular end is told apart, as football does. */
function readingAt(clock: ClockView, now: number): Reading {
  const { untilSec, direction } = clock;
  const sec = secondsAt(clock, now);
  if (direction === 'down' || untilSec === null) return { sec, addedSec: 0 };
  const endless = secondsAt({ ...clock, untilSec: null }, now);
  return { sec, addedSec: Math.max(0, endless - untilSec) + clock.addedSec };
}

/** The minute that is being played: 63′, or 45+2′. */
export function minuteAt(clock: ClockView, now: number): string {
  const { sec, addedSec } = readingAt(clock, now);
  return minuteOf({ sec, ...(addedSec > 0 ? { addedSec } : {}) });
}

/** The minute in which something happened. */
export function minuteOf({ sec, addedSec }: PlayClock): string {
  if (addedSec === undefined) return `${Math.floor(sec / MINUTE_S) + 1}′`;
  return `${Math.floor(sec / MINUTE_S)}+${Math.max(1, Math.ceil(addedSec / MINUTE_S))}′`;
}

/** As a scoreboard writes it: 62:15, and 45:00 +1:30. */
export function clockAt(clock: ClockView, now: number): string {
  const { sec, addedSec } = readingAt(clock, now);
  const added = addedSec > 0 ? ` +${minutesAndSeconds(addedSec)}` : '';
  return `${minutesAndSeconds(clock.direction === 'down' ? Math.ceil(sec) : sec)}${added}`;
}

function minutesAndSeconds(sec: number): string {
  const whole = Math.floor(sec);
  return `${Math.floor(whole / MINUTE_S)}:${String(whole % MINUTE_S).padStart(2, '0')}`;
}

/** Beside an event: football names minutes, others the clock. */
export function momentOf(sport: Sport, clock: PlayClock): string {
  return sport === 'football' ? minuteOf(clock) : minutesAndSeconds(clock.sec);
}
