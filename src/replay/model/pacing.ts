import type { MatchEvent } from '../../wire/matches.js';

/** A pause is that long at most, as in archives whose dead air is kept: nobody waits a night for a correction. */
export const PAUSE_MS_MAX = 3_600_000;

/** A place in a record: after an event, or in the pause that follows it. */
export interface Spot {
  readonly seq: number;
  /** From the first event, as the match was told. */
  readonly offsetMs: number;
}

/** How far a record was read. */
export interface Stand extends Spot {
  readonly recordedAt: number;
  /** The last that a script told for the first time. */
  readonly scripted: { readonly offsetMs: number; readonly occurredAt: number } | undefined;
}

export const START: Stand = { seq: 0, offsetMs: 0, recordedAt: -Infinity, scripted: undefined };

/**
 * Where the next event stands. It comes as long after the one before as it was recorded after it, corrections when they were
 * made. A script may have been told all at once: what it tells for the first time is as far apart as it has it happen.
 */
export function standAfter(before: Stand, event: MatchEvent): Stand {
  const { seq, recordedAt, occurredAt } = event;
  const offsetMs = before.seq === 0 ? 0 : before.offsetMs + pauseMs(before, event);
  const isNewest = isFirstTelling(event) && occurredAt >= (before.scripted?.occurredAt ?? -Infinity);
  return {
    seq,
    offsetMs,
    // Of two that told at once the second may have looked at the clock before the first.
    recordedAt: Math.max(recordedAt, before.recordedAt),
    scripted: isNewest ? { offsetMs, occurredAt } : before.scripted,
  };
}

function pauseMs({ offsetMs, recordedAt, scripted }: Stand, event: MatchEvent): number {
  const passedMs =
    isFirstTelling(event) && scripted !== undefined
      ? scripted.offsetMs + event.occurredAt - scripted.occurredAt - offsetMs
      : event.recordedAt - recordedAt;
  return Math.min(Math.max(0, passedMs), PAUSE_MS_MAX);
}

function isFirstTelling({ source, corrects }: MatchEvent): boolean {
  return corrects === null && (source === 'file' || source === 'simulator');
}

/** A replay as it goes. */
export interface Run {
  readonly startedAt: number;
  /** The place in the match that was told as it started. */
  readonly fromMs: number;
  readonly speed: number;
}

export function dueAt(offsetMs: number, { startedAt, fromMs, speed }: Run): number {
  return startedAt + Math.max(0, offsetMs - fromMs) / speed;
}

/** The place in the match at a moment. */
export function placeAt(now: number, { startedAt, fromMs, speed }: Run): number {
  return fromMs + (now - startedAt) * speed;
}

/** Where a replay begins: a place in the match, or after an event with the pace going on. */
export type Beginning =
  | { readonly kind: 'at'; readonly offsetMs: number }
  | { readonly kind: 'after'; readonly seq: number; readonly offsetMs: number };

/** Whether an event is told no more. */
export function isPassed({ seq, offsetMs }: Stand, beginning: Beginning): boolean {
  return beginning.kind === 'at' ? offsetMs < beginning.offsetMs : seq <= beginning.seq;
}

/**
 * The place where it begins, between the last event that was passed and the next: who comes back waits no longer than the
 * pause, and nothing is due long since, whatever place they name.
 */
export function placeOf(beginning: Beginning, passed: Stand, next: Stand | undefined): number {
  if (beginning.kind === 'at') return beginning.offsetMs;
  return Math.min(Math.max(beginning.offsetMs, passed.offsetMs), next?.offsetMs ?? passed.offsetMs);
}
