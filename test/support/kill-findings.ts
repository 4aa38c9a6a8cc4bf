import type { Following } from '../../src/radio/model/following.js';
import type { LogRow } from '../../src/wire/radio.js';
import { Aired, endOf, type Sounded } from './aired.js';
import type { KillableProgram } from './killable-program.js';
import type { OpenAiServer } from './openai-server.js';
import type { PersistentHost } from './persistent-host.js';
import type { TappedListener } from './tapped-listener.js';
import { until } from './until.js';

export interface Survivors {
  readonly program: KillableProgram;
  readonly provider: OpenAiServer;
  /** How often the voice had been asked when the program died. */
  readonly asked: number;
  /** When it died, in server time; never, where it did not. */
  readonly diedAt: number;
  /** The chunks that the listener had been told of by then. */
  readonly held: ReadonlySet<string>;
  /** By how much the last takeover moved all kept times to another clock. */
  readonly shiftMs?: number;
  readonly host: PersistentHost;
  /** Was there before, and came back. */
  readonly listener: TappedListener;
  /** Came after. */
  readonly late: TappedListener;
}

interface RequestRow {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly pieces: number | null;
  readonly text: string;
}

interface ChunkRow {
  readonly id: string;
  readonly request: string;
  readonly piece: number;
  readonly frames: number;
  readonly text: string;
}

export interface FirstNew {
  /** Since the program was ready, or what was announced had ended, whichever was later. */
  readonly afterMs: number;
  /** Its sound was made before the death. */
  readonly isStored: boolean;
}

interface Kept {
  readonly rows: readonly LogRow[];
  readonly aired: Aired;
  readonly requests: readonly RequestRow[];
  readonly chunks: readonly ChunkRow[];
}

const FRAME_BYTES = 192;
const GAP_MS = 408;
const FRAME_MS = 24;
const LEAD_MS = 600;
const TAKEOVER_MS = 2_500;
/** Starts that pass up to 10 s after the last sign of life stand. That is at most a second old, on a busy machine two. */
const FETCHED_MS = 8_000;
const LIVE = ['pending', 'generating', 'ready', 'playing', 'interrupted'];

/** What is not as promised after a death, in words, and what was heard. */
export async function findings(survivors: Survivors): Promise<{ wrong: readonly string[]; aired: Aired }> {
  const kept = await allThatIsKept(survivors);
  const last = kept.rows.length;
  const isTold = () => survivors.listener.followed.following.last?.seq === last;
  await until('the listener was told of the last', isTold).catch(() => undefined);
  const wrong = [
    ...kept.aired.breaches,
    ...ledger(survivors, kept),
    ...silences(survivors, kept),
    ...agreements(survivors, kept),
    ...(await holes(survivors, kept)),
    ...purchases(survivors, kept),
    ...(await sounds(survivors, kept)),
  ];
  return { wrong, aired: kept.aired };
}

// Once everything has ended, or long after it should have.
async function allThatIsKept({ program, host: { channel }, listener, shiftMs = 0 }: Survivors): Promise<Kept> {
  const readRequests = () =>
    program.rows<RequestRow>(
      'SELECT id, status, end_reason AS reason, pieces, text FROM audio_playback_requests WHERE channel = $1',
      [channel],
    );
  // The listener knows it at once; the tables, which cost more, are asked then.
  const isQuiet = () => listener.followed.following.onAir === undefined && listener.followed.following.waiting === 0;
  const areOver = async () => isQuiet() && (await readRequests()).every(({ status }) => !LIVE.includes(status));
  await until('everything has ended', areOver, 90_000).catch(() => undefined);
  const rows = await program.rows<LogRow>(
    'SELECT channel, epoch, seq, at, name, change FROM channel_log WHERE channel = $1 ORDER BY seq',
    [channel],
  );
  const chunks = await program.rows<ChunkRow>(
    `SELECT audio_chunks.id, request, piece, frames, audio_chunks.text FROM audio_chunks
     JOIN audio_playback_requests ON audio_playback_requests.id = request WHERE channel = $1
     ORDER BY audio_chunks.index`,
    [channel],
  );
  return { rows, aired: new Aired(inOneClock(rows, shiftMs)), requests: await readRequests(), chunks };
}

// What the log held before has the times of the clock of then.
function inOneClock(rows: readonly LogRow[], byMs: number): readonly LogRow[] {
  const last = rows.at(-1)?.epoch;
  return rows.map((row) => (row.epoch === last ? row : movedBy(row, byMs)));
}

function movedBy(row: LogRow, byMs: number): LogRow {
  const moments = new Set(['at', 'startsAt', 'from']);
  return JSON.parse(JSON.stringify(row), (key, value: unknown) =>
    moments.has(key) && typeof value === 'number' ? value + byMs : value,
  ) as LogRow;
}

function ledger({ host }: Survivors, { requests, chunks, aired }: Kept): string[] {
  const known = new Set(requests.map(({ id }) => id));
  const wrong = host.accepted.filter((id) => !known.has(id)).map((id) => `${id} was accepted and is lost`);
  if (requests.length !== host.accepted.length) wrong.push(`${requests.length} for ${host.accepted.length} accepted`);
  for (const { id, status, reason, pieces, text } of requests) {
    if (LIVE.includes(status)) wrong.push(`${id} is still ${status}`);
    if (status === 'failed') wrong.push(`${id} has failed: ${reason}`);
    const its = chunks.filter(({ request }) => request === id);
    if (new Set(its.map(({ piece }) => piece)).size !== its.length) wrong.push(`${id} has a piece twice`);
    if (status !== 'completed') continue;
    const heard = aired.sounded.filter(({ request }) => request === id).map(({ chunk }) => chunk);
    const said = its.map((chunk) => chunk.text).join(' ');
    if (said !== text) wrong.push(`${id} says “${said}” for “${text}”`);
    if (its.length !== pieces) wrong.push(`${id} has ${its.length} of ${pieces} pieces`);
    if (new Set(heard).size !== its.length) wrong.push(`${heard.length} of ${its.length} chunks of ${id} were heard`);
  }
  return wrong;
}

function silences({ diedAt }: Survivors, { rows, aired }: Kept): string[] {
  const wrong = rows
    .filter(({ change: { withdrawn } }) => withdrawn?.reason === 'takeover' && withdrawn.from < diedAt + FETCHED_MS)
    .map(({ seq }) => `${seq} withdraws what was announced`);
  const { sounded, terms } = aired;
  if (sounded.length === 0) wrong.push('nothing was heard');
  for (const [at, next] of sounded.entries()) {
    const before: Sounded | undefined = sounded[at - 1];
    const after = before === undefined ? 0 : endOf(before) + GAP_MS;
    const due = Math.max(after, next.announcedAt + LEAD_MS, (terms.get(next.epoch) ?? 0) + TAKEOVER_MS);
    if (next.at > due + FRAME_MS) wrong.push(`${next.chunk} starts ${next.at - due} ms later than it could`);
  }
  return wrong;
}

/** The first that was heard after the restart and not announced before it; nothing where all was. */
export function firstNew({ sounded, terms }: Aired, readyAt: number): FirstNew | undefined {
  const [epoch, takenOverAt] = [...terms].at(-1) ?? [0, 0];
  const at = sounded.findIndex((found) => found.epoch === epoch);
  const first = sounded[at];
  const before = sounded[at - 1];
  if (first === undefined) return undefined;
  const silentSince = Math.max(readyAt, before === undefined ? 0 : endOf(before));
  return { afterMs: first.at - silentSince, isStored: namedAt(first.chunk) < takenOverAt };
}

// What it held it heard, also while nobody was there. What was in the log and not yet told when the program died, nobody holds.
async function holes({ listener, held }: Survivors, { aired }: Kept): Promise<string[]> {
  const due = aired.sounded.filter(({ chunk }) => held.has(chunk)).map(({ chunk }) => chunk);
  const isHeard = (chunk: string) => listener.heardOut.some((entry) => entry.chunk === chunk);
  await until('it has heard what it held', () => due.every(isHeard)).catch(() => undefined);
  return due.filter((chunk) => !isHeard(chunk)).map((chunk) => `${chunk} was announced and not heard`);
}

function agreements({ listener, late }: Survivors, { rows }: Kept): string[] {
  const wrong: string[] = [];
  const logged = new Map(rows.map((row) => [row.seq, row]));
  for (const { told, joins } of [listener, late]) {
    for (const { serverNow: _, clockId: __, requests: ___, ...row } of told)
      if (inOrder(row) !== inOrder(logged.get(row.seq))) wrong.push(`${row.seq} is not in the log as told`);
    const first = joins[0]?.seq ?? 0;
    const seqs = new Set(told.map(({ seq }) => seq));
    const missing = rows.filter(({ seq }) => seq > first && !seqs.has(seq));
    if (missing.length > 0) wrong.push(`${missing.map(({ seq }) => seq).join()} was not told`);
  }
  if (listener.joins.slice(1).some(({ recovered }) => !recovered)) wrong.push('the listener had to begin anew');
  if (!holdTheSame(listener.followed.following, late.followed.following))
    wrong.push('the listeners hold different things');
  return wrong;
}

// What has sounded is forgotten in the end, by each in its own moment.
function holdTheSame(one: Following, other: Following): boolean {
  const known = new Map(other.entries.map((entry) => [entry.chunk, entry]));
  const areSame = one.entries.every(({ chunk, startsAt, frames }) => {
    const its = known.get(chunk);
    return its === undefined || (its.startsAt === startsAt && its.frames === frames);
  });
  return areSame && restOf(one) === restOf(other);
}

function restOf({ phase, onAir, last, waiting }: Following): string {
  return JSON.stringify([phase, onAir, last, waiting]);
}

// Tables keep the names in an object in an order of their own.
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  );
}

function purchases({ provider, asked }: Survivors, { chunks, aired }: Kept): string[] {
  const restartedAt = Math.max(...aired.terms.values());
  // A chunk has its name before it is kept: one that was named before the restart was kept before the death.
  const stored = chunks.filter(({ id }) => namedAt(id) < restartedAt).map(({ text }) => text);
  const texts = provider.calls.map(({ body }) => String(body['input']));
  const again = texts.slice(asked).filter((text) => stored.includes(text));
  return again.map((text) => `“${text}” was bought again`);
}

function namedAt(id: string): number {
  return parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

async function sounds({ program }: Survivors, { chunks, aired }: Kept): Promise<string[]> {
  const heard = new Set(aired.sounded.map(({ chunk }) => chunk));
  const wrong: string[] = [];
  for (const { id, frames } of chunks) {
    if (!heard.has(id)) continue;
    const answer = await fetch(`${program.origin}/v1/audio/chunks/${id}.mp3`);
    const bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200 || bytes !== frames * FRAME_BYTES)
      wrong.push(`${id} is ${answer.status}, ${bytes} bytes`);
  }
  return wrong;
}
