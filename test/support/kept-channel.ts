import type {
  Channel,
  ChunkContent,
  KeptAnswer,
  RequestContent,
  Transition,
} from '../../src/radio/channel-store.port.js';
import type { ChannelState, Chunk, Request } from '../../src/radio/model/state.js';
import type { LogRow, RequestStatus } from '../../src/wire/radio.js';

/** A whole multiple of 24, some time in 2026. */
export const NOON = 1_795_176_000_000;

export function channel(id: string, over: Partial<Channel> = {}): Channel {
  return {
    id,
    title: 'Final, in English',
    language: 'en',
    visibility: 'public',
    archived: false,
    keepDays: null,
    gapMs: 408,
    pronunciations: {},
    createdAt: NOON - 1_000_000.25,
    ...over,
  };
}

export const requestId = (of: string, n: number): string => idOf(of, `1${String(n).padStart(3, '0')}`);
export const chunkId = (of: string, n: number): string => idOf(of, `2${String(n).padStart(3, '0')}`);

// Each channel of a test has ids of its own: `of` is one hexadecimal letter or more.
function idOf(of: string, n: string): string {
  return `01970000-0000-7000-8000-${of.padStart(8, '0')}${n}`;
}

export function request(id: string, over: Partial<Request> = {}): Request {
  return {
    id,
    urgency: 'normal',
    rank: 1_024,
    acceptedAt: NOON - 9_000.125,
    expectedMs: 4_321.5,
    making: { phase: 'waiting' },
    place: { at: 'queue' },
    chunks: [],
    ...over,
  };
}

export function chunk(id: string, over: Partial<Chunk> = {}): Chunk {
  return { id, index: 0, piece: 0, frames: 200, cutPoints: [90, 200], ...over };
}

export function content(text: string, over: Partial<RequestContent> = {}): RequestContent {
  return { text, language: 'en', style: 'calm', host: 'host-1', ...over };
}

export function sound(text: string): ChunkContent {
  return {
    text,
    words: [{ start: 0, end: 4, startMs: 60.5, endMs: 310 }],
    voice: 'espeak:en',
    key: `chunks/${text}.mp3`,
    sha256: 'ab'.repeat(32),
    peaks: new Uint8Array([0, 1, 92, 128, 255]),
  };
}

export function row(of: string, { epoch, seq }: { epoch: number; seq: number }): LogRow {
  const change = { withdrawn: { from: NOON + seq * 24, reason: 'flash' as const } };
  return { channel: of, epoch, seq, at: NOON + seq + 0.5, name: 'audio_stream_withdrawn', change };
}

// Of a note nobody knows how many pieces there will be.
function contentOf({ id, making }: Request): RequestContent {
  const isNote = making.phase !== 'waiting' && making.pieces === null;
  return content(`said by ${id.slice(-4)}`, isNote ? { mode: 'write' } : {});
}

/** A step with contents for all that is new in it. */
export function step(
  before: ChannelState,
  after: ChannelState,
  at: { term: number; seq: number },
  over: Partial<Transition> = {},
): Transition {
  return {
    term: at.term,
    before,
    after,
    row: row(after.id, { epoch: at.term, seq: at.seq }),
    contents: new Map(after.requests.map((one) => [one.id, contentOf(one)])),
    chunks: new Map(after.requests.flatMap(({ chunks }) => chunks.map(({ id }) => [id, sound(id.slice(-4))]))),
    ...over,
  };
}

/** One request in every place, its sound in every state, of a channel whose ids begin with `of`. */
export function everyRequest(of: string): readonly Request[] {
  const [r, c] = [(n: number) => requestId(of, n), (n: number) => chunkId(of, n)];
  return [
    request(r(1), {
      making: { phase: 'done', pieces: 2 },
      place: { at: 'ended', when: NOON - 60_000.75, as: 'completed', reason: 'acknowledged' },
      chunks: [
        chunk(c(1), { start: { at: NOON - 72_000, frames: 200 } }),
        chunk(c(2), { index: 1, piece: 1, frames: 300, cutPoints: [300], start: { at: NOON - 67_200, frames: 300 } }),
      ],
    }),
    request(r(2), {
      making: { phase: 'failed', pieces: 3, code: 'speech.timeout' },
      place: { at: 'ended', when: NOON - 50_000, as: 'failed', reason: 'speech', code: 'speech.timeout' },
      chunks: [chunk(c(3), { start: { at: NOON - 55_200, frames: 200 } })],
    }),
    request(r(3), {
      making: { phase: 'running', pieces: 4 },
      place: { at: 'ended', when: NOON - 40_000, as: 'skipped', reason: 'host' },
      leaving: { how: 'skipped', reason: 'host', at: NOON - 40_008 },
      chunks: [chunk(c(4), { start: { at: NOON - 42_168, frames: 90 } }), chunk(c(5), { index: 1, piece: 1 })],
    }),
    request(r(4), {
      making: { phase: 'done', pieces: 1 },
      place: { at: 'aside', since: NOON - 4_800 },
      chunks: [
        chunk(c(6), { start: { at: NOON - 6_960, frames: 90 } }),
        chunk(c(7), { index: 1, frames: 100, cutPoints: [40, 100] }),
      ],
    }),
    request(r(5), {
      urgency: 'flash',
      rank: -0.5,
      making: { phase: 'done', pieces: 1 },
      place: { at: 'air', since: NOON - 4_800 },
      leaving: { how: 'aside', reason: 'flash', at: NOON + 2_400 },
      chunks: [chunk(c(8), { frames: 320, cutPoints: [100, 320], start: { at: NOON - 4_800, frames: 300 } })],
    }),
    request(r(6), { urgency: 'flash', staleAt: NOON + 21_000.5 }),
    request(r(7), {
      making: { phase: 'running', pieces: 3 },
      chunks: [chunk(c(9), { start: { at: NOON + 3_120, frames: 200 } })],
    }),
    request(r(8), { rank: 1_536.75, making: { phase: 'done', pieces: 1 }, chunks: [chunk(c(10))] }),
    request(r(9), { making: { phase: 'failed', pieces: 2, code: 'audio.wrong-length' } }),
    request(r(10), { urgency: 'filler' }),
    request(r(13), { making: { phase: 'running', pieces: null } }),
    request(r(14), { making: { phase: 'failed', pieces: null, code: 'speech.timeout' } }),
  ];
}

/** Ended, and nobody can hear it any more. */
export function longGone(of: string): readonly Request[] {
  return [
    request(requestId(of, 11), {
      place: { at: 'ended', when: NOON - 1_000, as: 'cancelled', reason: 'stale' },
    }),
    request(requestId(of, 12), {
      making: { phase: 'done', pieces: 1 },
      place: { at: 'ended', when: NOON - 250_000, as: 'completed', reason: 'clock' },
      chunks: [chunk(chunkId(of, 11), { start: { at: NOON - 254_808, frames: 200 } })],
    }),
  ];
}

/** A request that is called so. */
export function inStatus(id: string, status: RequestStatus): Request {
  return request(id, IN_STATUS[status]);
}

const DONE = { phase: 'done', pieces: 1 } as const;
const IN_STATUS: Record<RequestStatus, Partial<Request>> = {
  pending: {},
  generating: { making: { phase: 'running', pieces: 1 } },
  ready: { making: DONE },
  playing: { making: DONE, place: { at: 'air', since: NOON } },
  interrupted: { making: DONE, place: { at: 'aside', since: NOON } },
  completed: { making: DONE, place: { at: 'ended', when: NOON, as: 'completed', reason: 'clock' } },
  failed: { making: DONE, place: { at: 'ended', when: NOON, as: 'failed', reason: 'speech' } },
  cancelled: { making: DONE, place: { at: 'ended', when: NOON, as: 'cancelled', reason: 'host' } },
  skipped: { making: DONE, place: { at: 'ended', when: NOON, as: 'skipped', reason: 'host' } },
};

export function answer(key: string, what: unknown): KeptAnswer {
  return { host: 'host-1', key, bodyHash: 'cd'.repeat(32), answer: what };
}

/** Every moment there is in a state, so much later. */
export function movedBy(state: ChannelState, byMs: number): ChannelState {
  const moments = new Set(['at', 'since', 'when', 'acceptedAt', 'staleAt', 'firmUntil', 'notBefore']);
  return JSON.parse(JSON.stringify(state), (key, value: unknown) =>
    moments.has(key) && typeof value === 'number' ? value + byMs : value,
  ) as ChannelState;
}
