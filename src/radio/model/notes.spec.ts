import { describe, expect, test } from '@jest/globals';
import { Studio } from '../../../test/support/studio.js';

/** A note of which one chunk is made: it sounds from 600 to 1,800. */
function oneSaid(): Studio {
  const studio = new Studio();
  studio.enqueue('a');
  studio.does({ type: 'generationStarted', id: 'a', pieces: null });
  studio.make('a', [50]);
  return studio;
}

const isAll = { type: 'chunksReady', id: 'a', chunks: [], last: true } as const;

describe('a note', () => {
  test('[RA191] goes on air with its first sentence, and nobody knows how many there will be', () => {
    const studio = oneSaid();
    expect(studio.at(600).status('a')).toBe('playing');
    expect(studio.request('a').making).toEqual({ phase: 'running', pieces: null });
    studio.make('a', [50, 50], true);
    expect(studio.request('a').making).toEqual({ phase: 'done', pieces: 3 });
    expect(studio.at(10_000).status('a')).toBe('completed clock');
  });

  test('[RA191] is not completed while more may come, whoever has heard what there was', () => {
    const studio = oneSaid().at(1_800);
    studio.does({ type: 'acknowledge', chunk: 'a0' });
    expect(studio.at(5_000).status('a')).toBe('playing');
  });

  test('[RA191] is complete at once when it is known that what was said was all', () => {
    const studio = oneSaid().at(5_000);
    studio.does(isAll);
    expect(studio.request('a').making).toEqual({ phase: 'done', pieces: 1 });
    expect(studio.status('a')).toBe('completed clock');
    studio.say('b', [50]);
    expect(studio.at(6_000).status('b')).toBe('playing');
  });

  test('[RA191] where that is known before its end, a listener completes it as any other', () => {
    const studio = oneSaid().at(1_000);
    studio.does(isAll);
    expect(studio.status('a')).toBe('playing');
    expect(studio.at(1_750).does({ type: 'acknowledge', chunk: 'a0' })).toBe('ended');
    expect(studio.status('a')).toBe('completed acknowledged');
  });

  test('[RA191] a flash that came after its last words does not let it come back with nothing to say', () => {
    const studio = oneSaid().at(1_300);
    studio.say('goal', [100], { urgency: 'flash' });
    expect(studio.at(2_500).status('a')).toBe('interrupted');
    studio.does(isAll);
    expect(studio.status('a')).toBe('completed clock');
    expect(studio.status('goal')).toBe('playing');
  });

  test('[RA191] that fails before its first sentence has failed, and after it too, when that has sounded', () => {
    const studio = oneSaid().at(1_000);
    studio.fail('a');
    expect(studio.request('a').making).toMatchObject({ phase: 'failed', pieces: null });
    expect(studio.at(5_000).status('a')).toBe('failed speech');
  });

  test('[RA191] is silent for no longer than any other', () => {
    expect(oneSaid().at(10_200).status('a')).toBe('failed dead-air');
  });

  test('[RA191] only a note may turn out to be over, and only after something was said of it', () => {
    const others = new Studio();
    others.begin('a');
    others.make('a', [50]);
    expect(() => others.does(isAll)).toThrow('RA5');
    const silent = new Studio();
    silent.enqueue('a');
    silent.does({ type: 'generationStarted', id: 'a', pieces: null });
    expect(() => silent.does(isAll)).toThrow('RA5');
  });
});
