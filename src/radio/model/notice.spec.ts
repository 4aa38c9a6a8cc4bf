import { describe, expect, test } from '@jest/globals';
import { Studio } from '../../../test/support/studio.js';
import { changeOf } from './change.js';

const set = (studio: Studio, notice: string | null): string => studio.does({ type: 'notice', notice });
const told = (studio: Studio): unknown => {
  const step = studio.steps.at(-1);
  return step && changeOf(step, () => ({ text: '', words: [] })).queue?.notice;
};

describe('a notice', () => {
  test('[RA177] stands until another one, or until it is taken back', () => {
    const studio = new Studio();
    expect([set(studio, 'Back soon.'), studio.state.notice, told(studio)]).toEqual([
      'noticeSet',
      'Back soon.',
      'Back soon.',
    ]);
    expect([set(studio, 'Back late.'), studio.state.notice, told(studio)]).toEqual([
      'noticeSet',
      'Back late.',
      'Back late.',
    ]);
    expect([set(studio, null), studio.state.notice, told(studio)]).toEqual(['noticeSet', undefined, null]);
  });

  test('[RA177] said twice, nothing happens', () => {
    const studio = new Studio();
    expect(set(studio, null)).toBe('');
    set(studio, 'Back soon.');
    expect(set(studio, 'Back soon.')).toBe('');
  });

  test('[RA177] changes nothing of what sounds, and stands through a pause and a takeover', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.at(1_000);
    set(studio, 'Back soon.');
    expect(studio.timeline).toEqual(['a0 600-3000']);
    studio.does({ type: 'pause' });
    studio.takeOver(5_000, 4_900);
    studio.does({ type: 'resume' });
    expect(studio.state.notice).toBe('Back soon.');
  });

  test('[RA177] may still come while the channel plays out, goes when it closes, and then no other comes', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.at(1_000).does({ type: 'close' });
    expect([set(studio, 'Good night.'), studio.state.phase.name]).toEqual(['noticeSet', 'closing']);
    studio.at(4_000);
    expect([studio.state.phase.name, studio.state.notice, told(studio)]).toEqual(['closed', undefined, null]);
    expect([set(studio, 'Good night.'), set(studio, null)]).toEqual(['radio.channel-closed', 'radio.channel-closed']);
  });
});
