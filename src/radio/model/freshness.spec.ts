import { describe, expect, test } from '@jest/globals';
import { Studio } from '../../../test/support/studio.js';

describe('freshness', () => {
  test.each([
    // b would start at 3,408.
    [3_407, 'cancelled stale'],
    [3_408, 'ready'],
  ])('[RA25] not worth saying after %i: %s', (staleAfterMs, status) => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100], { staleAfterMs });
    expect(studio.status('b')).toBe(status);
  });

  test('[RA25] its age counts from when it was spoken', () => {
    const studio = new Studio().at(1_000);
    studio.enqueue('a', { spokenForMs: 400, staleAfterMs: 5_000 });
    expect(studio.request('a').staleAt).toBe(5_600);
  });

  test('[RA25] a flash is worth saying for 30 s unless told otherwise, others for ever', () => {
    const studio = new Studio().at(1_000);
    studio.enqueue('goal', { urgency: 'flash', spokenForMs: 2_000 });
    studio.enqueue('late', { urgency: 'flash', staleAfterMs: 60_000 });
    studio.enqueue('a');
    studio.enqueue('filler', { urgency: 'filler' });
    expect(studio.state.requests.map(({ staleAt }) => staleAt)).toEqual([29_000, 61_000, undefined, undefined]);
  });

  test.each([
    [2_599, 'radio.stale'],
    [2_600, 'accepted'],
  ])('[RA25] what would be too old if it started at once is refused: %i → %s', (spokenForMs, outcome) => {
    const studio = new Studio().at(1_000);
    expect(studio.enqueue('a', { spokenForMs: 2_000, staleAfterMs: spokenForMs })).toBe(outcome);
  });

  test('[RA25] what is not made in time ends when it could not start in time any more', () => {
    const studio = new Studio();
    studio.begin('a', { staleAfterMs: 5_000 });
    expect(studio.at(4_400).status('a')).toBe('generating');
    expect(studio.at(4_401).status('a')).toBe('cancelled stale');
  });

  test('[RA25] also while the channel is paused', () => {
    const studio = new Studio();
    studio.does({ type: 'pause' });
    studio.say('a', [50], { staleAfterMs: 5_000 });
    expect(studio.at(4_401).status('a')).toBe('cancelled stale');
  });

  test('[RA25] what is on air is not judged again, nor what is announced', () => {
    const studio = new Studio();
    studio.say('a', [50], { staleAfterMs: 600 });
    studio.say('b', [50], { staleAfterMs: 2_208 });
    expect(studio.timeline).toEqual(['a0 600-1800', 'b0 2208-3408']);
    studio.at(700).does({ type: 'pause' });
    studio.at(1_600).does({ type: 'resume' });
    // b would start at 2,208 or later: 1,600 + 600 = 2,200, and the gap asks for 2,208.
    expect(studio.timeline).toEqual(['a0 600-1800', 'b0 2208-3408']);
    expect(studio.at(10_000).status('b')).toBe('completed clock');
  });

  test('[RA25] a request on air goes on after a pause, however old it is by then', () => {
    const studio = new Studio();
    studio.say('a', [50, 50], { staleAfterMs: 1_000 });
    studio.does({ type: 'pause' });
    studio.at(60_000).does({ type: 'resume' });
    expect(studio.timeline.at(-1)).toBe('a1 60600-61800');
  });

  test('[RA25] the chunks that follow the first are not judged: it was in time', () => {
    const studio = new Studio();
    studio.say('z', [50]);
    studio.begin('a', { staleAfterMs: 2_208 });
    studio.make('a', [50]);
    studio.make('a', [50], true);
    expect(studio.timeline).toEqual(['z0 600-1800', 'a0 2208-3408', 'a1 3408-4608']);
  });

  test('[RA25] the next takes the place of one that would be too late', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100], { staleAfterMs: 3_000 });
    studio.say('c', [100]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'c0 3408-5808']);
  });

  test('[RA25] what is pushed back past its time ends', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100], { staleAfterMs: 3_408 });
    studio.at(700).say('goal', [20], { urgency: 'flash' });
    expect(studio.status('b')).toBe('cancelled stale');
    expect(studio.timeline).toEqual(['a0 600-3000', 'goal0 3000-3480']);
  });
});
