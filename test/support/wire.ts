import type { Change, Entry, Joined, Message, Snapshot } from '../../src/wire/radio.js';

/** A made-up id that reads like its number. */
export function idOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export const CHANNEL = 'derby';
export const REQUEST = idOf(1);

/** Chunk `number`, of 10 frames unless told otherwise. */
export function entryOf(number: number, startsAt: number, more: Partial<Entry> = {}): Entry {
  return {
    request: REQUEST,
    chunk: idOf(1_000 + number),
    index: number,
    url: `/v1/audio/chunks/${number}.mp3`,
    startsAt,
    frames: 10,
    last: false,
    ...more,
  };
}

/** The message of a place in the log, written as `epoch.seq`. */
export function messageOf(place: string, change: Change, more: Partial<Message> = {}): Message {
  const [epoch = 0, seq = 0] = place.split('.').map(Number);
  return {
    channel: CHANNEL,
    epoch,
    seq,
    at: 0,
    name: 'playback_queue_updated',
    change,
    serverNow: 0,
    clockId: 'clock-a',
    ...more,
  };
}

export const EMPTY: Snapshot = {
  phase: 'open',
  leadMs: 600,
  waiting: 0,
  onAir: null,
  notice: null,
  entries: [],
  captions: [],
};

export function joinedOf(place: string, answer: Partial<Joined> = {}): Joined {
  const [epoch = 0, seq = 0] = place.split('.').map(Number);
  return {
    channel: CHANNEL,
    token: 'token',
    epoch,
    seq,
    serverNow: 0,
    clockId: 'clock-a',
    rates: { probeMs: 1_000, reportMs: 10_000, acknowledgeWithinMs: 0, rejoinWithinMs: 0 },
    recovered: answer.missed !== undefined,
    ...(answer.missed === undefined ? { snapshot: EMPTY } : {}),
    ...answer,
  };
}
