import { z } from 'zod';
import { type Done, type HostCommandInput, IdempotencyKey, Say } from '../../../src/wire/host.js';
import { STALE_MS_MAX } from '../../../src/wire/limits.js';
import type { SocketRefusal } from '../../../src/wire/radio.js';
import { type Answer, isPassing } from '../connection/asking.js';
import { backoffMs } from '../connection/backoff.js';

/** So many lines wait at most; then no more is taken, which is told. */
export const LINES_MAX = 100;
/** A line that is older is sent only when its host says so: nobody remembers that it waits. */
export const ASK_AFTER_MS = 3_600_000;
/** One that makes the server fail so often is not worth another try by itself. */
const FAULTS_MAX = 5;
/** A line that opens and shuts at once is not asked without a pause. */
const AWAY_MS = 250;

const pace = { notBefore: z.number(), tries: z.number() };

/**
 * Where a line is. It is `waiting` until the server is known to have taken it, then it is not here any more. `takingBack`:
 * its host took it back, but the server has it already.
 */
const LineState = z.discriminatedUnion('at', [
  z.object({ at: z.literal('waiting'), ...pace, why: z.string().optional(), isUnwanted: z.boolean() }),
  z.object({ at: z.literal('takingBack'), ...pace, request: z.string() }),
  z.object({ at: z.literal('refused'), code: z.string() }),
  z.object({ at: z.literal('stale'), mayBeSaid: z.boolean() }),
]);

/** Something its host wants said. */
export const Line = z.object({
  key: IdempotencyKey,
  say: Say,
  /** Who wrote it: another host's keys are others to the server. */
  by: z.string(),
  /** By the device's clock, which outlives a reload. */
  writtenAt: z.number(),
  clipMs: z.number().optional(),
  /** How often it was sent. Once, and it may have reached the server, even later than the answer to another try. */
  attempts: z.int(),
  state: LineState,
});
export type Line = z.infer<typeof Line>;
export type Lines = readonly Line[];

const ON_ITS_WAY = { at: 'waiting', notBefore: 0, tries: 0, isUnwanted: false } as const;

export function newLine(line: Pick<Line, 'key' | 'say' | 'by' | 'writtenAt' | 'clipMs'>): Line {
  return { ...line, attempts: 0, state: ON_ITS_WAY };
}

/** What was kept, as somebody else finds it: of another's lines nobody can tell any more whether the server has them. */
export function found(line: Line, by: string): Line {
  if (line.by === by) return line;
  if (line.state.at === 'refused') return { ...line, by };
  return { ...line, by, state: { at: 'stale', mayBeSaid: line.attempts > 0 } };
}

/** What is to be sent now: of flashes, and of all others, the first. So they come in the order they were written. */
export function dueLines(lines: Lines, now: number, inFlight: ReadonlySet<string>): Lines {
  return heads(lines).filter((line) => !inFlight.has(line.key) && notBefore(line) <= now);
}

/** When to look again. */
export function nextLookAt(lines: Lines, now: number, inFlight: ReadonlySet<string>): number | undefined {
  const sends = heads(lines).filter(({ key }) => !inFlight.has(key));
  const ages = lines.filter((line) => line.state.at === 'waiting' && !inFlight.has(line.key));
  const times = [...sends.map(notBefore), ...ages.map(asksAt)].filter((at) => at > now);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** What waited too long asks its host. What the server may have is asked of the server first, for as long as it knows. */
export function aged(lines: Lines, now: number, inFlight: ReadonlySet<string>): Lines {
  const isOver = (line: Line): boolean => line.state.at === 'waiting' && !inFlight.has(line.key) && asksAt(line) <= now;
  if (!lines.some(isOver)) return lines;
  return lines.map((line) =>
    isOver(line) ? { ...line, state: { at: 'stale', mayBeSaid: line.attempts > 0 } as const } : line,
  );
}

/** What the server is asked. */
export function commandOf({ key, say, state, writtenAt }: Line, channel: string, now: number): HostCommandInput {
  if (state.at === 'takingBack') {
    return { channel, key: `${key}-back`, command: { name: 'cancel', request: state.request } };
  }
  // What is not wanted any more is as old as can be: the server takes it only if it cannot be stale.
  const isUnwanted = state.at === 'waiting' && state.isUnwanted;
  const spokenForMs = isUnwanted ? STALE_MS_MAX : Math.min(STALE_MS_MAX, Math.max(0, Math.round(now - writtenAt)));
  return { channel, key, command: { name: 'enqueue', say: { ...say, spokenForMs } } };
}

export function attempted(line: Line): Line {
  return { ...line, attempts: line.attempts + 1 };
}

/** A line after an answer; nothing where it is done with. */
export function settled(
  line: Line,
  answer: Answer<Done>,
  { now, random }: { readonly now: number; readonly random: () => number },
): Line | undefined {
  if ('ok' in answer) return taken(line, answer.ok);
  if ('lost' in answer) {
    return later(line, answer.lost === 'away' ? { at: now + AWAY_MS, tries: 0 } : nextTry(line, now, random));
  }
  const { refused } = answer;
  if (isWorthAnotherTry(line, refused)) {
    const next = nextTry(line, now, random);
    const at = Math.max(next.at, now + (refused.retryAfterS ?? 0) * 1_000);
    return later(line, { ...next, at, why: refused.code });
  }
  const { state } = line;
  if (state.at === 'takingBack' || (state.at === 'waiting' && state.isUnwanted)) return undefined;
  if (refused.code === 'radio.stale') return { ...line, state: { at: 'stale', mayBeSaid: line.attempts > 1 } };
  return { ...line, state: { at: 'refused', code: refused.code } };
}

/** The server did not take it: the same line may be asked again. */
export function again(line: Line): Line {
  return line.state.at === 'refused' ? { ...line, state: ON_ITS_WAY } : line;
}

/** Said although it is old: a line of now. */
export function anyway(line: Line, key: string, now: number): Line {
  if (line.state.at !== 'stale') return line;
  return { ...line, key, writtenAt: now, attempts: 0, state: ON_ITS_WAY };
}

/** Taken back; nothing is left of what the server cannot have. */
export function takenBack(line: Line): Line | undefined {
  if (line.state.at !== 'waiting' || line.attempts === 0) return undefined;
  return { ...line, state: { ...line.state, isUnwanted: true } };
}

export function staleAt({ say, writtenAt }: Line): number {
  return writtenAt + (say.staleAfterMs ?? ASK_AFTER_MS);
}

/** Whether its words may be changed, or it may go without a word to the server. */
export function isInHand(line: Line): boolean {
  return line.state.at === 'refused' || line.state.at === 'stale' || line.attempts === 0;
}

function asksAt(line: Line): number {
  return line.attempts > 0 ? line.writtenAt + ASK_AFTER_MS : staleAt(line);
}

function heads(lines: Lines): Lines {
  const waiting = lines.filter(({ state }) => state.at === 'waiting');
  const first = (isFlash: boolean): Line | undefined =>
    waiting.find(({ say }) => (say.urgency === 'flash') === isFlash);
  const back = lines.filter(({ state }) => state.at === 'takingBack');
  return [first(true), first(false), ...back].filter((line) => line !== undefined);
}

function notBefore({ state }: Line): number {
  return 'notBefore' in state ? state.notBefore : 0;
}

function taken(line: Line, { request }: Done): Line | undefined {
  const isUnwanted = line.state.at === 'waiting' && line.state.isUnwanted;
  if (!isUnwanted || request === undefined) return undefined;
  return { ...line, state: { at: 'takingBack', request, notBefore: 0, tries: 0 } };
}

function isWorthAnotherTry({ state }: Line, refused: SocketRefusal): boolean {
  // Who signs in again goes on.
  if (refused.code === 'people.not-signed-in') return true;
  const tries = 'tries' in state ? state.tries : 0;
  return isPassing(refused) && (refused.code !== 'server.fault' || tries + 1 < FAULTS_MAX);
}

interface Next {
  readonly at: number;
  readonly tries: number;
  readonly why?: string;
}

function nextTry({ state }: Line, now: number, random: () => number): Next {
  const tries = 'tries' in state ? state.tries : 0;
  return { at: now + backoffMs(tries, random), tries: tries + 1 };
}

function later(line: Line, { at, tries, why }: Next): Line {
  const { state } = line;
  if (state.at === 'takingBack') return { ...line, state: { ...state, notBefore: at, tries } };
  if (state.at !== 'waiting') return line;
  const { isUnwanted } = state;
  const reason = why === undefined ? {} : { why };
  return { ...line, state: { at: 'waiting', notBefore: at, tries, isUnwanted, ...reason } };
}
