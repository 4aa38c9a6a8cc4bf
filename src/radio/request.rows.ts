import { assert } from '../kernel/assert.js';
import type { Style } from '../speech/speech.port.js';
import type { Code } from '../wire/codes.js';
import type { Mode } from '../wire/host.js';
import type { RequestStatus } from '../wire/radio.js';
import type { HeardAgain, RequestContent } from './channel-store.port.js';
import type { Chunk, EndReason, Ending, Leaving, Making, Place, Request, Urgency } from './model/state.js';
import { statusOf } from './model/status.js';

/** What changes of a request while it is live. */
interface MovingColumns {
  readonly id: string;
  readonly rank: number;
  readonly stale_at: number | null;
  readonly expected_ms: number;
  readonly status: RequestStatus;
  readonly making: Making['phase'];
  readonly pieces: number | null;
  readonly making_code: Code | null;
  readonly place_since: number | null;
  readonly leaving_how: Leaving['how'] | null;
  readonly leaving_reason: EndReason | null;
  readonly leaving_at: number | null;
  readonly ended_at: number | null;
  readonly end_reason: EndReason | null;
  readonly end_code: Code | null;
}

export interface RequestRow extends MovingColumns {
  readonly urgency: Urgency;
  readonly accepted_at: number;
  readonly text: string;
  readonly mode: Mode;
  readonly language: string;
  readonly voice: string | null;
  readonly style: Style;
  readonly clip: string | null;
  readonly replay: HeardAgain | null;
  readonly host: string;
  readonly silenced_at: Date | null;
}

export function movingColumns(request: Request): MovingColumns {
  const { making, place, leaving } = request;
  const ended = place.at === 'ended' ? place : undefined;
  return {
    id: request.id,
    rank: request.rank,
    stale_at: request.staleAt ?? null,
    expected_ms: request.expectedMs,
    status: statusOf(request),
    making: making.phase,
    pieces: making.phase === 'waiting' ? null : making.pieces,
    making_code: making.phase === 'failed' ? making.code : null,
    place_since: place.at === 'air' || place.at === 'aside' ? place.since : null,
    leaving_how: leaving?.how ?? null,
    leaving_reason: leaving?.reason ?? null,
    leaving_at: leaving?.at ?? null,
    ended_at: ended?.when ?? null,
    end_reason: ended?.reason ?? null,
    end_code: ended?.code ?? null,
  };
}

export function requestRow(request: Request, content: RequestContent): Omit<RequestRow, 'silenced_at'> {
  return {
    ...movingColumns(request),
    urgency: request.urgency,
    accepted_at: request.acceptedAt,
    text: content.text,
    mode: content.mode ?? 'say',
    language: content.language,
    voice: content.voice ?? null,
    style: content.style,
    clip: content.clip ?? null,
    replay: content.replay ?? null,
    host: content.host,
  };
}

export function requestOf(row: RequestRow, chunks: readonly Chunk[]): Request {
  return {
    id: row.id,
    urgency: row.urgency,
    rank: row.rank,
    acceptedAt: row.accepted_at,
    ...(row.stale_at === null ? {} : { staleAt: row.stale_at }),
    expectedMs: row.expected_ms,
    making: makingOf(row),
    place: placeOf(row),
    ...leavingOf(row),
    ...(row.silenced_at === null ? {} : { silenced: true }),
    chunks,
  };
}

export function requestContentOf(row: RequestRow): RequestContent {
  return {
    text: row.text,
    ...(row.mode === 'write' ? { mode: row.mode } : {}),
    language: row.language,
    ...(row.voice === null ? {} : { voice: row.voice }),
    style: row.style,
    ...(row.clip === null ? {} : { clip: row.clip }),
    ...(row.replay === null ? {} : { replay: row.replay }),
    host: row.host,
  };
}

function makingOf({ making, pieces, making_code: code }: RequestRow): Making {
  if (making === 'waiting') return { phase: making };
  if (making === 'running') return { phase: making, pieces };
  if (making === 'done') return { phase: making, pieces: given(pieces) };
  assert(code !== null, 'RA40 what could not be made has a code');
  return { phase: making, pieces, code };
}

function placeOf(row: RequestRow): Place {
  const { status } = row;
  if (status === 'pending' || status === 'generating' || status === 'ready') return { at: 'queue' };
  if (status === 'playing') return { at: 'air', since: given(row.place_since) };
  if (status === 'interrupted') return { at: 'aside', since: given(row.place_since) };
  return { at: 'ended', when: given(row.ended_at), ...endingOf(row, status) };
}

function leavingOf({ leaving_how: how, leaving_reason: reason, leaving_at: at }: RequestRow): { leaving?: Leaving } {
  return how === null ? {} : { leaving: { how, reason: given(reason), at: given(at) } };
}

function endingOf({ end_reason: reason, end_code: code }: RequestRow, as: Ending['as']): Ending {
  return { as, reason: given(reason), ...(code === null ? {} : { code }) };
}

function given<T>(value: T | null): T {
  assert(value !== null, 'RA40 a kept request has all that its status needs');
  return value;
}
