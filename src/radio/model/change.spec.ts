import { describe, expect, test } from '@jest/globals';
import { aChannel } from '../../../test/support/channel-states.js';
import { Studio } from '../../../test/support/studio.js';
import type { Change } from '../../wire/radio.js';
import { changeOf, nameOf } from './change.js';

const wordsOf = (chunk: string) => ({ text: `the words of ${chunk}`, words: [] });

/** What listeners are told of the last commit. */
function told(studio: Studio): Change {
  const step = studio.steps.at(-1);
  if (step === undefined) throw new Error('nothing happened');
  return changeOf(step, wordsOf);
}

function entry(chunk: string, startsAt: number, last: boolean) {
  const request = chunk.slice(0, 1);
  const index = chunk.slice(1);
  const url = `/v1/audio/chunks/${chunk}.mp3`;
  return { request, chunk, index: Number(index), url, startsAt, frames: 100, last };
}

function withText(chunk: string, startsAt: number, last: boolean) {
  return { ...entry(chunk, startsAt, last), text: `the words of ${chunk}`, words: [], cutPoints: [50, 100] };
}

const open = (waiting: number) => ({ waiting, phase: 'open', leadMs: 600, notice: null });

describe('the message of a commit', () => {
  const parts = {
    started: { request: 'a', urgency: 'normal', streamUrl: '/', entries: [] },
    withdrawn: { from: 0, reason: 'host' },
    ended: [],
    cued: { entries: [] },
    chunks: [],
    queue: open(0),
  } as const;
  const named = [
    ['started', 'audio_stream_started'],
    ['withdrawn', 'audio_stream_withdrawn'],
    ['ended', 'audio_stream_ended'],
    ['cued', 'audio_stream_cued'],
    ['chunks', 'audio_chunk_ready'],
    ['queue', 'playback_queue_updated'],
  ] as const;

  test.each(named)('[RA33] %s comes before all that follow it: %s', (part, name) => {
    const from = named.findIndex(([other]) => other === part);
    const change = Object.fromEntries(named.slice(from).map(([other]) => [other, parts[other]])) as unknown as Change;
    expect(nameOf(change)).toBe(name);
    expect(nameOf({ [part]: parts[part] })).toBe(name);
  });

  test('[RA33] what waits is told when it changes, or when there is nothing else to tell', () => {
    const studio = new Studio();
    studio.enqueue('a');
    expect(told(studio)).toEqual({ queue: open(1) });
    studio.does({ type: 'generationStarted', id: 'a', pieces: 2 });
    expect(told(studio)).toEqual({ queue: open(1) });
    studio.does({ type: 'setLead', leadMs: 800 });
    expect(told(studio)).toEqual({ queue: { ...open(1), leadMs: 800 } });
  });

  test('[RA34] what goes on air is told with all that is announced of it, then chunk by chunk', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [100, 100]);
    expect(told(studio)).toEqual({
      started: {
        request: 'a',
        urgency: 'normal',
        streamUrl: '/v1/audio/stream/a',
        entries: [withText('a0', 600, false), withText('a1', 3_000, false)],
      },
      queue: open(0),
    });
    studio.make('a', [100], true);
    expect(told(studio)).toEqual({ chunks: [withText('a2', 5_400, true)] });
  });

  test('[RA35] what is only cued comes without words', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100]);
    expect(told(studio)).toEqual({ cued: { entries: [entry('b0', 3_408, true)] } });
    // b is on air: now it may be read.
    studio.at(3_300);
    expect(told(studio)).toEqual({
      started: {
        request: 'b',
        urgency: 'normal',
        streamUrl: '/v1/audio/stream/b',
        entries: [withText('b0', 3_408, true)],
      },
      ended: [{ request: 'a', as: 'completed', reason: 'clock' }],
      queue: open(0),
    });
  });

  test('[RA35] what goes on after a flash is only cued until it is on air again', () => {
    const studio = new Studio();
    studio.say('a', [100, 100]);
    studio.at(1_000).say('g', [100], { urgency: 'flash' });
    expect(told(studio)).toEqual({
      withdrawn: { from: 3_000, reason: 'flash' },
      cued: { entries: [entry('g0', 3_000, true), entry('a1', 5_808, true)] },
    });
    studio.at(3_000);
    expect(told(studio)).toEqual({
      ended: [{ request: 'a', as: 'interrupted', reason: 'flash' }],
      started: {
        request: 'g',
        urgency: 'flash',
        streamUrl: '/v1/audio/stream/g',
        entries: [withText('g0', 3_000, true)],
      },
    });
    studio.at(5_700);
    expect(told(studio).started).toEqual({
      request: 'a',
      urgency: 'normal',
      streamUrl: '/v1/audio/stream/a',
      entries: [withText('a1', 5_808, true)],
    });
  });

  test('[RA34] what is announced again after a withdrawal is told in the same message', () => {
    const studio = new Studio();
    for (const id of ['a', 'b', 'c']) studio.say(id, [100]);
    studio.does({ type: 'cancel', id: 'b' });
    // That b was cancelled is the hosts' business: nobody has heard of it.
    expect(told(studio)).toEqual({
      withdrawn: { from: 3_408, reason: 'host' },
      cued: { entries: [entry('c0', 3_408, true)] },
      queue: open(1),
    });
  });

  test('[RA34] several withdrawals of one commit are one, from the first start that is void', () => {
    const studio = new Studio();
    for (const id of ['a', 'b', 'c', 'd']) studio.say(id, [100]);
    studio.does({ type: 'close' });
    expect(told(studio)).toEqual({
      withdrawn: { from: 3_408, reason: 'closed' },
      queue: { ...open(0), phase: 'closing' },
    });
  });

  test('[RA34] who was interrupted and does not come back has ended', () => {
    const studio = new Studio();
    studio.say('a', [100, 100]);
    studio.at(1_000).say('g', [100], { urgency: 'flash' });
    studio.at(3_000).does({ type: 'cancel', id: 'a' });
    expect(told(studio)).toEqual({
      withdrawn: { from: 5_808, reason: 'host' },
      ended: [{ request: 'a', as: 'skipped', reason: 'host' }],
      queue: open(0),
    });
  });

  test('[RA35] also where no gap lies before it', () => {
    const studio = new Studio(aChannel({ gapMs: 0 }));
    studio.say('a', [100, 100]);
    studio.at(1_000).say('g', [100], { urgency: 'flash' });
    studio.does({ type: 'cancel', id: 'g' });
    expect(told(studio).cued?.entries).toEqual([entry('a1', 3_000, true)]);
  });

  test('[RA34] how much of a chunk sounds is told as it is cut', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.begin('b');
    studio.make('b', [300]);
    // b is firm at 3,408, and cut at 5,808 before it is on air.
    studio.at(2_900).say('g', [100], { urgency: 'flash' });
    expect(told(studio).withdrawn).toEqual({ from: 4_608, reason: 'flash' });
    studio.at(3_300);
    expect(told(studio).started?.entries.map(({ chunk, frames, last }) => [chunk, frames, last])).toEqual([
      ['b0', 50, false],
    ]);
  });
});
