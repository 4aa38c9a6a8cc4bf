import { describe, expect, test } from '@jest/globals';
import { eventOf } from '../../../test/support/match-events.js';
import type { MatchEvent } from '../../wire/matches.js';
import { dueAt, isPassed, PAUSE_MS_MAX, placeAt, placeOf, standAfter, START, type Stand } from './pacing.js';

type Told = Partial<Pick<MatchEvent, 'recordedAt' | 'occurredAt' | 'source' | 'corrects'>>;

const S = 1_000;
const MIN = 60 * S;
const NOON = Date.UTC(2026, 10, 21, 12);
const host = (afterMs: number, more: Told = {}): Told => ({ recordedAt: NOON + afterMs, ...more });
/** Told at noon, of what a script has happen long before. */
const imported = (occurredAt: number, more: Told = {}): Told => ({
  recordedAt: NOON,
  occurredAt,
  source: 'file',
  ...more,
});

function standsOf(told: readonly Told[]): Stand[] {
  const stands: Stand[] = [];
  for (const [at, one] of told.entries()) {
    const event = eventOf(at + 1, { type: 'corner' }, { occurredAt: NOON, ...one });
    stands.push(standAfter(stands.at(-1) ?? START, event));
  }
  return stands;
}

describe('where the events of a match stand', () => {
  test.each<[string, readonly Told[], readonly number[]]>([
    ['as they were recorded', [host(0), host(3 * S), host(3 * S + 1), host(10 * S)], [0, 3 * S, 3 * S + 1, 10 * S]],
    [
      'what is told late when it was told',
      [host(0), host(60 * S, { occurredAt: NOON - 5 * MIN }), host(70 * S)],
      [0, 60 * S, 70 * S],
    ],
    [
      'two that were told at once, and came in the other order',
      [host(0), host(10 * S), host(10 * S - 5), host(20 * S)],
      [0, 10 * S, 10 * S, 20 * S],
    ],
    [
      'after a day no later than after an hour',
      [host(0), host(86_400 * S), host(86_403 * S)],
      [0, 3_600 * S, 3_603 * S],
    ],
    [
      'a script that was told all at once as it has it happen',
      [imported(NOON - 90 * MIN), imported(NOON - 89 * MIN), imported(NOON - 45 * MIN)],
      [0, MIN, 45 * MIN],
    ],
    [
      'what a script tells of one moment in that moment',
      [imported(NOON - 9 * S), imported(NOON - 5 * S), imported(NOON - 5 * S), imported(NOON - 4 * S)],
      [0, 4 * S, 4 * S, 5 * S],
    ],
    [
      'a script that goes on live after it was told in part',
      [
        imported(NOON - 90 * S),
        imported(NOON - 45 * S),
        imported(NOON),
        { ...imported(NOON + 45 * S), recordedAt: NOON + 45 * S + 7 },
      ],
      [0, 45 * S, 90 * S, 135 * S],
    ],
    [
      'a host’s word among a script’s lines when it was told',
      [imported(NOON), host(5 * S), { ...imported(NOON + 10 * S), recordedAt: NOON + 10 * S + 3 }],
      [0, 5 * S, 10 * S],
    ],
  ])('[RP30] %s', (_, told, expected) => {
    expect(standsOf(told).map(({ offsetMs }) => offsetMs)).toEqual(expected);
  });

  test.each<[string, readonly Told[], readonly number[]]>([
    [
      'by a host',
      [host(0, { occurredAt: NOON }), host(8 * S), host(20 * S, { corrects: 1, occurredAt: NOON })],
      [0, 8 * S, 20 * S],
    ],
    [
      'by a script that is told live',
      [
        imported(NOON),
        { ...imported(NOON, { corrects: 1 }), recordedAt: NOON + 20 * S },
        { ...imported(NOON + 30 * S), recordedAt: NOON + 30 * S },
      ],
      [0, 20 * S, 30 * S],
    ],
    [
      'among what a script told all at once, and what follows stays where it was',
      [imported(NOON - 60 * S), imported(NOON - 60 * S, { corrects: 1 }), imported(NOON - 15 * S)],
      [0, 0, 45 * S],
    ],
    [
      'after the match by an older script: nothing waits for what was told together',
      [
        imported(NOON - 60 * S),
        imported(NOON),
        { ...imported(NOON - 60 * S, { corrects: 1 }), recordedAt: NOON + 5 * MIN },
        { ...imported(NOON - 30 * S), recordedAt: NOON + 5 * MIN },
        { ...imported(NOON - 20 * S), recordedAt: NOON + 5 * MIN },
      ],
      [0, 60 * S, 60 * S + 5 * MIN, 60 * S + 5 * MIN, 60 * S + 5 * MIN],
    ],
  ])('[RP34] a correction comes when it was made: %s', (_, told, expected) => {
    expect(standsOf(told).map(({ offsetMs }) => offsetMs)).toEqual(expected);
  });

  test('[RP30] a pause is an hour at most', () => {
    expect(PAUSE_MS_MAX).toBe(3_600_000);
  });
});

describe('when they are told again', () => {
  const run = { startedAt: NOON, fromMs: 30 * S, speed: 4 };

  test.each([
    [30 * S, NOON],
    [34 * S, NOON + S],
    [10 * MIN, NOON + 142_500],
    [30 * S + 1, NOON + 0.25],
    [10 * S, NOON],
  ])('[RP31] what stands at %d ms is due at the start and its place by the speed', (offsetMs, expected) => {
    expect(dueAt(offsetMs, run)).toBe(expected);
  });

  test('[RP33] the place in the match goes on with the speed', () => {
    expect([NOON, NOON + S, NOON + 15 * S].map((now) => placeAt(now, run))).toEqual([30 * S, 34 * S, 90 * S]);
  });

  const stand = (seq: number, offsetMs: number): Stand => ({ seq, offsetMs, recordedAt: NOON, scripted: undefined });

  test.each([
    [{ kind: 'at', offsetMs: 5 * S }, 4_999, true],
    [{ kind: 'at', offsetMs: 5 * S }, 5_000, false],
    [{ kind: 'after', seq: 7, offsetMs: 0 }, 9_999, true],
    [{ kind: 'after', seq: 6, offsetMs: 99 * S }, 9_999, false],
  ] as const)('[RP32] [RP33] from %j the seventh event at %d ms is passed: %p', (beginning, offsetMs, expected) => {
    expect(isPassed(stand(7, offsetMs), beginning)).toBe(expected);
  });

  test.each([
    ['in the pause', 25 * S, stand(8, 60 * S), 25 * S],
    ['before it', 3 * S, stand(8, 60 * S), 20 * S],
    ['past it', 9_999 * S, stand(8, 60 * S), 60 * S],
    ['at the end', 25 * S, undefined, 20 * S],
  ])('[RP33] who comes back %s waits for the rest of it', (_, offsetMs, next, expected) => {
    expect(placeOf({ kind: 'after', seq: 7, offsetMs }, stand(7, 20 * S), next)).toBe(expected);
  });

  test('[RP32] who begins at a place begins there, whatever is before and after it', () => {
    expect(placeOf({ kind: 'at', offsetMs: 25 * S }, stand(7, 20 * S), stand(8, 60 * S))).toBe(25 * S);
  });
});
