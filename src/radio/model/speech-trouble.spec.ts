import { describe, expect, test } from '@jest/globals';
import { aChannel, aRequest } from '../../../test/support/channel-states.js';
import { Studio } from '../../../test/support/studio.js';
import { isRefusal } from '../../kernel/outcome.js';
import type { Command, RadioEvent } from './commands.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';

/** On air from 600 to 1,800; the rest is still being made. */
function silentFrom1800(): Studio {
  const studio = new Studio();
  studio.begin('a');
  studio.make('a', [50]);
  return studio;
}

// Without what the clock would find before: that is the point.
function decided(studio: Studio, command: Command): readonly RadioEvent[] {
  const events = decide(studio.state, command, studio.now);
  if (isRefusal(events)) throw new Error(events.refused);
  studio.state = events.reduce(evolve, studio.state);
  return events;
}

describe('silence inside a request', () => {
  test('[RA18] it fails so early that the next starts before it has lasted 9 s', () => {
    const studio = silentFrom1800();
    studio.say('b', [50]);
    // 1,800 + 9,000 − 600.
    expect(studio.at(10_199).status('a')).toBe('playing');
    expect(studio.at(10_200).status('a')).toBe('failed dead-air');
    expect(studio.timeline).toEqual(['a0 600-1800', 'b0 10800-12000']);
  });

  test('[RA18] a chunk that comes at the last moment keeps it within 9 s', () => {
    const studio = silentFrom1800().at(10_199);
    studio.make('a', [50], true);
    expect(studio.timeline).toEqual(['a0 600-1800', 'a1 10800-12000']);
    expect(studio.at(20_000).status('a')).toBe('completed clock');
  });

  test('[RA18] a pause is no such silence: it counts from the resume', () => {
    const studio = silentFrom1800().at(5_000);
    studio.does({ type: 'pause' });
    studio.at(60_000).does({ type: 'resume' });
    expect(studio.at(68_399).status('a')).toBe('playing');
    expect(studio.at(68_400).status('a')).toBe('failed dead-air');
  });

  test('[RA18] a close does not begin the count anew', () => {
    const studio = silentFrom1800().at(9_000);
    studio.does({ type: 'close' });
    expect([studio.at(10_199).status('a'), studio.at(10_200).status('a')]).toEqual(['playing', 'failed dead-air']);
  });

  test('[RA18] a time in which nothing could be decided is no such silence: it counts from its end', () => {
    const studio = silentFrom1800();
    studio.now = 40_000;
    expect(decided(studio, { type: 'goOn' })).toEqual([{ type: 'tookOver', notBefore: 40_000 }]);
    expect(studio.status('a')).toBe('playing');
    studio.make('a', [50], true);
    // 40,600, rounded up: no longer than any start.
    expect(studio.timeline).toEqual(['a0 600-1800', 'a1 40608-41808']);
    const silent = silentFrom1800();
    silent.now = 40_000;
    decided(silent, { type: 'goOn' });
    // 40,000 + 9,000 − 600.
    expect([silent.at(48_399).status('a'), silent.at(48_400).status('a')]).toEqual(['playing', 'failed dead-air']);
  });

  test('[RA32] [RA18] going on takes nothing back from a takeover', () => {
    const studio = silentFrom1800().takeOver(4_000, 3_900);
    studio.now = 5_000;
    expect(decided(studio, { type: 'goOn' })).toEqual([]);
    expect(studio.state.notBefore).toBe(6_500);
  });

  test('[RA18] while it is on air nobody else goes, however long their turn has been', () => {
    const studio = silentFrom1800();
    studio.say('b', [50]);
    expect(studio.at(9_000).timeline).toEqual(['a0 600-1800']);
  });
});

describe('speech that cannot be made', () => {
  test('[RA19] with nothing to say it fails at once', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.fail('a');
    expect(studio.status('a')).toBe('failed speech');
    expect(studio.request('a').place).toMatchObject({ code: 'speech.unavailable' });
  });

  test('[RA19] also before anything was begun', () => {
    const studio = new Studio();
    studio.enqueue('a');
    expect(studio.fail('a', 'speech.budget-spent')).toBe('making ended');
    expect(studio.request('a')).toMatchObject({ making: { phase: 'failed', pieces: 0 }, place: { as: 'failed' } });
  });

  test('[RA19] what is ready sounds, then it has failed, and the next starts by the gap', () => {
    const studio = silentFrom1800();
    studio.make('a', [50]);
    studio.say('b', [50]);
    studio.at(1_000).fail('a');
    expect(studio.status('a')).toBe('playing');
    expect(studio.timeline).toEqual(['a0 600-1800', 'a1 1800-3000', 'b0 3408-4608']);
    expect(studio.at(3_300).status('a')).toBe('failed speech');
  });

  test('[RA19] what is ready of one that waits sounds when its turn comes', () => {
    const studio = new Studio();
    studio.say('a', [50]);
    studio.begin('b');
    studio.make('b', [50]);
    studio.fail('b');
    expect(studio.status('b')).toBe('ready');
    expect(studio.at(10_000).timeline).toEqual(['a0 600-1800', 'b0 2208-3408']);
    expect([studio.status('b'), studio.when('ended', 'b')]).toEqual(['failed speech', [3_708]]);
  });

  test('[RA19] heard to the end by a listener, it has failed all the same', () => {
    const studio = silentFrom1800();
    studio.fail('a');
    studio.at(1_550).does({ type: 'acknowledge', chunk: 'a0' });
    expect(studio.status('a')).toBe('failed speech');
  });

  test('[RA19] in the silence after what was ready it fails at once', () => {
    const studio = silentFrom1800().at(5_000);
    studio.fail('a');
    expect(studio.status('a')).toBe('failed speech');
  });

  test('[RA19] interrupted, it fails at once when nothing of it is left', () => {
    const studio = silentFrom1800().at(2_000);
    studio.say('goal', [100], { urgency: 'flash' });
    expect(studio.at(3_000).status('a')).toBe('interrupted');
    studio.fail('a');
    expect(studio.status('a')).toBe('failed speech');
  });

  test('[RA19] interrupted, it goes on with what is left', () => {
    const studio = silentFrom1800().at(2_000);
    studio.say('goal', [100], { urgency: 'flash' });
    studio.at(3_000).make('a', [50]);
    studio.fail('a');
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 2616-5016', 'a1 5424-6624']);
    expect(studio.at(6_924).status('a')).toBe('failed speech');
  });

  test('[RA19] with its going on announced, it says that first', () => {
    const studio = silentFrom1800().at(2_000);
    studio.say('goal', [100], { urgency: 'flash' });
    studio.at(3_000).make('a', [50]);
    expect(studio.fail('a')).toBe('making');
    expect(studio.status('a')).toBe('interrupted');
  });

  test('[RA19] about to be interrupted with nothing left, it fails when the flash has taken over', () => {
    const studio = silentFrom1800().at(2_000);
    studio.say('goal', [100], { urgency: 'flash' });
    studio.fail('a');
    expect(studio.status('a')).toBe('playing');
    expect(studio.at(2_616).status('a')).toBe('failed speech');
  });

  test('[RA19] a second failure, or one after all is made, is no news', () => {
    const studio = silentFrom1800();
    studio.fail('a');
    expect(studio.fail('a')).toBe('');
    studio.say('b', [50]);
    expect(studio.fail('b')).toBe('');
  });
});

describe('pieces', () => {
  const state = aChannel({ requests: [aRequest('a', { making: { phase: 'running', pieces: 2 } })] });
  const chunk = { id: 'a0', piece: 0, frames: 50, cutPoints: [50] };
  const made = (chunks: readonly (typeof chunk)[]) => () =>
    decide(state, { type: 'chunksReady', id: 'a', chunks, last: false }, 0);

  test('[RA5] a request may go on air while the rest of it is still being made', () => {
    const studio = silentFrom1800();
    expect(studio.at(600).status('a')).toBe('playing');
  });

  test('[RA5] how many pieces there are is fixed when the making begins', () => {
    const studio = new Studio();
    studio.begin('a', {}, 3);
    expect(studio.does({ type: 'generationStarted', id: 'a', pieces: 4 })).toBe('');
    expect(studio.request('a').making).toEqual({ phase: 'running', pieces: 3 });
  });

  test('[RA5] a long piece may be several chunks; they are numbered as they come', () => {
    const studio = new Studio();
    studio.begin('a', {}, 2);
    studio.make('a', [50, 50]);
    studio.make('a', [50], true);
    expect(studio.request('a').chunks.map(({ id, index }) => [id, index])).toEqual([
      ['a0', 0],
      ['a1', 1],
      ['a2', 2],
    ]);
  });

  test('[RA5] a chunk has sound, and its piece is one of at most 64', () => {
    expect(made([])).toThrow('RA5');
    expect(made([{ ...chunk, frames: 0 }])).toThrow('RA5');
    expect(made([{ ...chunk, piece: 64 }])).toThrow('RA5');
    expect(made([{ ...chunk, piece: 63 }])).not.toThrow();
  });

  test('[RA1] [RA2] [RA3] [RA4] what must not happen is not recorded', () => {
    const air = { at: 'air', since: 0 } as const;
    const ending = { as: 'completed', reason: 'clock' } as const;
    const ended = aRequest('over', { place: { at: 'ended', when: 0, ...ending } });
    const there = aChannel({
      requests: [
        ended,
        aRequest('a', { place: air, chunks: [{ ...chunk, index: 0, start: { at: 600, frames: 50 } }] }),
        aRequest('b'),
      ],
    });
    expect(() => evolve(there, { type: 'ended', id: 'over', at: 1, ending })).toThrow('RA1');
    expect(() => evolve(there, { type: 'onAir', id: 'b', at: 1 })).toThrow('RA2');
    expect(() => evolve(there, { type: 'announced', id: 'a', chunk: 'a0', at: 1_200 })).toThrow('RA3');
    expect(() => evolve(there, { type: 'ranked', id: 'nobody', rank: 1 })).toThrow('RA4');
  });

  test('[RA3] what an event does not touch stays the same value', () => {
    const unannounced = { ...chunk, index: 0 };
    const said = { ...unannounced, id: 'b0', start: { at: 1_800, frames: 50 } };
    const requests = [aRequest('a', { chunks: [unannounced] }), aRequest('b', { chunks: [said] })];
    const after = evolve(aChannel({ requests }), { type: 'withdrawn', from: 1_800, reason: 'order' }).requests;
    expect([after[0] === requests[0], after[1] === requests[1]]).toEqual([true, false]);
  });
});
