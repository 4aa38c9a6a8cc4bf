import { describe, expect, test } from '@jest/globals';
import { Studio } from '../../../test/support/studio.js';

/** Chunks of 4.8 s: a0 starts at 600, a1 at 5,400, a2 at 10,200, a3 at 15,000, a4 at 19,800; then b. */
function busy(): Studio {
  const studio = new Studio();
  studio.say('a', [200, 200, 200, 200, 200]);
  studio.say('b', [50]);
  return studio.at(1_000);
}

describe('another process takes the channel over', () => {
  test('[RA32] what is announced stands, and nothing new starts before 2.5 s have passed', () => {
    const studio = busy().takeOver(2_000, 1_000);
    studio.say('c', [50]);
    expect(studio.timeline.slice(-2)).toEqual(['b0 25008-26208', 'c0 26616-27816']);
    const silent = new Studio().takeOver(1_000, 0);
    silent.say('a', [50]);
    // 3,500, rounded up.
    expect(silent.timeline).toEqual(['a0 3504-4704']);
  });

  test.each([
    [5_000, 'a3 15000-19800'],
    [4_999, 'a3 19512-24312'],
  ])('[RA32] alive at %i, a start at 15,000 that has passed: %s', (aliveAt, a3) => {
    // What passed more than 10 s after the last sign of life could be fetched by nobody.
    expect(busy().takeOver(17_000, aliveAt).timeline[3]).toBe(a3);
  });

  test('[RA32] what was withdrawn is planned again, whoever it was', () => {
    const studio = busy().takeOver(40_000, 1_000);
    expect(studio.events.filter(({ type }) => type === 'withdrawn')).toEqual([
      { type: 'withdrawn', from: 15_000, reason: 'takeover' },
    ]);
    expect(studio.timeline).toEqual([
      'a0 600-5400',
      'a1 5400-10200',
      'a2 10200-15000',
      'a3 42504-47304',
      'a4 47304-52104',
      'b0 52512-53712',
    ]);
    expect(studio.at(60_000).status('b')).toBe('completed clock');
    expect(studio.when('onAir', 'a')).toEqual([600]);
  });

  test('[RA32] starts that have not passed stand as long as nothing before them is void', () => {
    const studio = busy().takeOver(10_199, 0);
    expect(studio.timeline.slice(2, 4)).toEqual(['a2 10200-15000', 'a3 15000-19800']);
    studio.takeOver(10_200, 0);
    // a2 passed just now, 10,200 after the last sign of life.
    expect(studio.timeline.slice(2, 4)).toEqual(['a2 12720-17520', 'a3 17520-22320']);
  });

  test('[RA32] what was to step aside for a flash and was lost before it began starts as if nobody had come', () => {
    const studio = new Studio();
    studio.say('a', [50]);
    studio.say('b', [300, 100]);
    studio.at(1_700).say('goal', [20], { urgency: 'flash' });
    studio.takeOver(20_000, -9_000);
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 22512-22992', 'b0 23400-30600', 'b1 30600-33000']);
    studio.at(40_000);
    expect([studio.when('onAir', 'b'), studio.when('setAside', 'b')]).toEqual([[23_400], []]);
  });

  test('[RA32] what is being made goes on; how many pieces there are stays', () => {
    const studio = new Studio();
    studio.begin('a', {}, 3);
    studio.make('a', [50]);
    studio.takeOver(0, 0);
    studio.does({ type: 'generationStarted', id: 'a', pieces: 7 });
    expect(studio.request('a').making).toEqual({ phase: 'running', pieces: 3 });
    studio.make('a', [50, 50], true);
    expect(studio.request('a').making).toEqual({ phase: 'done', pieces: 3 });
  });

  test('[RA32] silence in a request counts from the moment it could go on', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [50]);
    studio.takeOver(8_000, 7_000);
    // 8,000 + 2,500 + 9,000 − 600.
    expect(studio.at(18_899).status('a')).toBe('playing');
    expect(studio.at(18_900).status('a')).toBe('failed dead-air');
  });

  test('[RA32] a channel that was closing closes, also when what was firm was lost', () => {
    const studio = new Studio();
    studio.say('a', [300]);
    studio.say('b', [50]);
    // a sounds until 7,800, b starts at 8,208 and is firm.
    studio.at(7_700).does({ type: 'close' });
    studio.takeOver(30_000, -2_000);
    expect(studio.timeline.at(-1)).toBe('b0 32520-33720');
    expect(studio.at(60_000).status('b')).toBe('completed clock');
    expect(studio.state.phase.name).toBe('closed');
  });

  test('[RA20] [RA32] a flash soon after: only what is firm sounds on before it, nobody leaves in the middle of what is not', () => {
    const studio = new Studio();
    studio.say('a', [100, 200, 200]);
    // a0 sounds until 3,000. a1 would start then: that is not firm, and 4,512 is the first start that may be new.
    studio.takeOver(2_000, 1_900).say('goal', [20], { urgency: 'flash' });
    expect(studio.timeline).toEqual(['a0 600-3000', 'goal0 4512-4992', 'a1 5400-10200', 'a2 10200-15000']);
    studio.at(2_100).say('another', [20], { urgency: 'flash' });
    expect(studio.timeline.slice(1, 4)).toEqual(['goal0 4512-4992', 'another0 4992-5472', 'a1 5880-10680']);
    studio.at(20_000);
    expect([studio.when('setAside', 'a'), studio.when('onAir', 'goal')]).toEqual([[4_512], [4_512]]);
    expect([studio.status('a'), studio.status('another')]).toEqual(['completed clock', 'completed clock']);
  });
});
