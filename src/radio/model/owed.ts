import type { Entry, Played } from '../../wire/radio.js';

/** More than this is not counted: a request has at most 64 chunks. */
const HEARD_MAX = 1_000;
/** One that is still not taken then is not named any more; its count goes with the next. */
const TRIES_MAX = 10;

/** What a listener has heard and not yet acknowledged. Moments are in the listener's own time. */
export interface Owed {
  /** Chunks heard since the last that is to be acknowledged. */
  readonly since: number;
  readonly due: Due | undefined;
}

export interface Due extends Pick<Played, 'chunk' | 'heard'> {
  readonly at: number;
  readonly tries: number;
}

export const NOTHING_OWED: Owed = { since: 0, due: undefined };

/** A chunk was heard to its end. `waitMs` is drawn within what the server asks for; one that waits already keeps its turn. */
export function heard(owed: Owed, { chunk, last }: Pick<Entry, 'chunk' | 'last'>, at: number, waitMs: number): Owed {
  const since = Math.min(owed.since + 1, HEARD_MAX);
  if (!last) return { ...owed, since };
  const counted = Math.min((owed.due?.heard ?? 0) + since, HEARD_MAX);
  return { since: 0, due: { chunk, heard: counted, at: owed.due?.at ?? at + waitMs, tries: 0 } };
}

/** What is to be sent now. It is out of what is owed; what cannot be told is put back. */
export function sent(owed: Owed, now: number): { readonly owed: Owed; readonly played: Due | undefined } {
  if (owed.due === undefined || owed.due.at > now) return { owed, played: undefined };
  return { owed: { ...owed, due: undefined }, played: owed.due };
}

/** It did not get there, or came too early: it is told again, with what became due meanwhile if something did. */
export function again(owed: Owed, played: Due, at: number): Owed {
  const { due } = owed;
  if (due !== undefined) {
    return { ...owed, due: { ...due, heard: Math.min(due.heard + played.heard, HEARD_MAX) } };
  }
  const tries = played.tries + 1;
  if (tries < TRIES_MAX) return { ...owed, due: { ...played, at, tries } };
  return { since: Math.min(owed.since + played.heard, HEARD_MAX), due: undefined };
}
