import { z } from 'zod';
import { IdempotencyKey } from '../../../src/wire/host.js';
import { EventContent, type Correction, type NewEvent, type Recorded } from '../../../src/wire/matches.js';
import { backoffMs } from '../connection/backoff.js';
import type { HttpAnswer } from '../people/asking-http.js';

/** So many wait at most: then no more is taken, which is told. */
export const TELLINGS_MAX = 500;
/** What makes the server fail so often is set aside: others wait behind it. */
const FAULTS_MAX = 5;
/** The server takes nothing for older. */
const AGE_MS_MAX = 7 * 24 * 3_600_000;

const What = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), key: z.string(), content: EventContent }),
  z.object({ op: z.literal('revise'), content: EventContent }),
  z.object({ op: z.literal('retract') }),
]);

const TellingState = z.discriminatedUnion('at', [
  z.object({ at: z.literal('waiting'), notBefore: z.number(), tries: z.int() }),
  z.object({ at: z.literal('refused'), says: z.string() }),
]);

/** Something its host said happened, or did not, until the server is known to have it. */
export const Telling = z.object({
  key: IdempotencyKey,
  fact: z.uuid(),
  /** They are sent in this order. */
  place: z.number(),
  /** By the device's clock, which outlives a reload. */
  happenedAt: z.number(),
  what: What,
  /** How often it was sent: once, and the server may have it. */
  attempts: z.int(),
  state: TellingState,
});
export type Telling = z.infer<typeof Telling>;
export type Tellings = readonly Telling[];

/** A telling that nobody else has heard of. */
export type Fresh = Pick<Telling, 'key' | 'fact' | 'place' | 'happenedAt'>;

const WAITING = { at: 'waiting', notBefore: 0, tries: 0 } as const;

export function newTelling(fresh: Fresh, what: Telling['what']): Telling {
  return { ...fresh, what, attempts: 0, state: WAITING };
}

/** The one to be sent next, and from when on: one after the other, whatever it is about. */
export function nextTelling(tellings: Tellings): { readonly telling: Telling; readonly at: number } | undefined {
  const telling = tellings.find((one) => one.state.at === 'waiting' && !isHeldUp(one, tellings));
  if (telling?.state.at !== 'waiting') return undefined;
  return { telling, at: telling.state.notBefore };
}

// What the server did not take it cannot mend.
function isHeldUp({ fact, place }: Telling, tellings: Tellings): boolean {
  return tellings.some(
    (other) => other.fact === fact && other.place < place && other.what.op === 'add' && other.state.at === 'refused',
  );
}

export interface TellingRequest {
  readonly path: string;
  readonly key: string;
  readonly body: z.input<typeof NewEvent> | z.input<typeof Correction>;
}

/** What the server is asked. */
export function requestOf({ key, fact, happenedAt, what }: Telling, match: string, now: number): TellingRequest {
  const path = `/v1/matches/${match}/events`;
  const ageMs = Math.min(AGE_MS_MAX, Math.max(0, Math.round(now - happenedAt)));
  if (what.op === 'add') return { path, key, body: { ...what.content, key: what.key, ageMs } };
  return { path: `${path}/${fact}/corrections`, key, body: { ...what, ageMs } };
}

export function attempted(telling: Telling): Telling {
  return { ...telling, attempts: telling.attempts + 1 };
}

/** A telling after an answer; nothing where it is done with. */
export function settled(
  telling: Telling,
  answer: HttpAnswer<Recorded>,
  { now, random }: { readonly now: number; readonly random: () => number },
): Telling | undefined {
  if ('ok' in answer) return undefined;
  const tries = telling.state.at === 'waiting' ? telling.state.tries : 0;
  if ('lost' in answer || isPassing(answer.problem, tries)) {
    return { ...telling, state: { at: 'waiting', notBefore: now + backoffMs(tries, random), tries: tries + 1 } };
  }
  const { title, detail } = answer.problem;
  return { ...telling, state: { at: 'refused', says: detail ?? title } };
}

// Who signs in again goes on.
function isPassing({ code, status }: { readonly code: string; readonly status: number }, tries: number): boolean {
  if (code === 'server.fault') return tries + 1 < FAULTS_MAX;
  return status >= 500 || status === 429 || code === 'people.not-signed-in';
}

/** Whether the server cannot have it: it was never sent, or not taken. */
export function isInHand({ attempts, state }: Telling): boolean {
  return attempts === 0 || state.at === 'refused';
}

/** Told otherwise: what is still in hand is changed, and what may be known is corrected. */
export function revised(tellings: Tellings, fresh: Fresh, content: EventContent): Tellings {
  const own = tellings.filter(({ fact, what }) => fact === fresh.fact && what.op !== 'retract');
  const first = own.find(({ what }) => what.op === 'add');
  const kept = first !== undefined && isInHand(first) ? first : own.findLast(isInHand);
  if (kept === undefined) return [...tellings, newTelling(fresh, { op: 'revise', content })];
  // What follows the first telling of a fact said less than is known now.
  const later = kept === first ? own.filter((one) => one !== first).map(({ key }) => key) : [];
  const what = { ...kept.what, content } as Telling['what'];
  // Under a key that the server has seen it would not take other words.
  const changed: Telling = {
    ...kept,
    key: kept.attempts === 0 ? kept.key : fresh.key,
    what,
    attempts: 0,
    state: WAITING,
  };
  return tellings.flatMap((one) => (one === kept ? changed : later.includes(one.key) ? [] : one));
}

/** Taken back: of what is still in hand nothing is left, and what may be known is corrected. */
export function retracted(tellings: Tellings, fresh: Fresh): Tellings {
  const own = tellings.filter(({ fact }) => fact === fresh.fact);
  const first = own.find(({ what }) => what.op === 'add');
  if (first !== undefined && isInHand(first)) return tellings.filter(({ fact }) => fact !== fresh.fact);
  if (own.some(({ what }) => what.op === 'retract')) return tellings;
  const others = tellings.filter((one) => one.fact !== fresh.fact || !isInHand(one));
  return [...others, newTelling(fresh, { op: 'retract' })];
}

/** The server did not take it: it may be asked again as it is. */
export function again(tellings: Tellings, key: string): Tellings {
  return tellings.map((one) => (one.key === key && one.state.at === 'refused' ? { ...one, state: WAITING } : one));
}

/** What was not taken is forgotten, and what would have mended it. */
export function dropped(tellings: Tellings, key: string): Tellings {
  const gone = tellings.find((one) => one.key === key && one.state.at === 'refused');
  if (gone === undefined) return tellings;
  return tellings.filter((one) => one !== gone && (gone.what.op !== 'add' || one.fact !== gone.fact));
}
