import { describe, expect, test } from '@jest/globals';
import type { Conductor } from './conductor.js';
import { Contents } from './contents.js';
import type { ChannelState, Chunk, Place, Request } from './model/state.js';
import { snapshotOf } from './snapshot.js';

const NOW = 2_400_000;

// Ten seconds before now are 2,390,000; a chunk here lasts 100 frames, 2.4 s.
function chunk(id: string, at?: number): Chunk {
  const start = at === undefined ? {} : { start: { at, frames: 100 } };
  return { id, index: 0, piece: 0, frames: 100, cutPoints: [100], ...start };
}

function request(id: string, place: Place, chunks: readonly Chunk[]): Request {
  const making = { phase: 'done', pieces: 1 } as const;
  return { id, urgency: 'normal', rank: 1, acceptedAt: 0, expectedMs: 2_400, making, place, chunks };
}

const past = (id: string, at: number): Request =>
  request(id, { at: 'ended', when: at + 2_400, as: 'completed', reason: 'clock' }, [chunk(`${id}-0`, at)]);

const STATE: ChannelState = {
  id: 'final',
  phase: { name: 'open', since: 0 },
  gapMs: 408,
  leadMs: 600,
  firmUntil: 0,
  notBefore: 0,
  requests: [
    past('long-ago', NOW - 74_400),
    past('a-minute-ago', NOW - 71_976),
    past('before', NOW - 12_408),
    past('just', NOW - 12_384),
    request('now', { at: 'air', since: NOW - 1_200 }, [chunk('now-0', NOW - 1_200), chunk('now-1', NOW + 1_200)]),
    request('next', { at: 'queue' }, [chunk('next-0', NOW + 4_800)]),
    request('later', { at: 'queue' }, [chunk('later-0')]),
  ],
};

const words = new Map(
  STATE.requests.flatMap(({ chunks }) => chunks.map(({ id }) => [id, { text: `Words of ${id}.`, words: [] }] as const)),
);
const contents = { wordsOf: (id: string) => words.get(id) ?? { text: '', words: [] } } as unknown as Contents;
const conductor = { state: STATE, contents, queue: () => [] } as unknown as Conductor;

describe('the snapshot', () => {
  test('[RA91] holds what may still sound: from ten seconds before, and without the words of what is not on air', () => {
    const snapshot = snapshotOf(conductor, { now: NOW, delayMs: 0, isHost: false });
    expect(snapshot.entries.map(({ chunk: id, text }) => [id, text])).toEqual([
      ['just-0', 'Words of just-0.'],
      ['now-0', 'Words of now-0.'],
      ['now-1', 'Words of now-1.'],
      ['next-0', undefined],
    ]);
    expect(snapshot).toMatchObject({ phase: 'open', leadMs: 600, waiting: 2, onAir: 'now' });
    expect(snapshot.requests).toBeUndefined();
  });

  test('[RA91] has the captions of a minute before that', () => {
    const { captions } = snapshotOf(conductor, { now: NOW, delayMs: 0, isHost: false });
    expect(captions.map(({ chunk: id }) => id)).toEqual(['a-minute-ago-0', 'before-0', 'just-0', 'now-0']);
  });

  test('[RA91] goes so much further back as the listener is behind', () => {
    const { entries, captions } = snapshotOf(conductor, { now: NOW, delayMs: 60_000, isHost: false });
    expect(entries.map(({ chunk: id }) => id).slice(0, 2)).toEqual(['a-minute-ago-0', 'before-0']);
    expect(captions.map(({ chunk: id }) => id).slice(0, 2)).toEqual(['long-ago-0', 'a-minute-ago-0']);
  });
});
