import { describe, expect, test } from '@jest/globals';
import { Studio } from '../../../test/support/studio.js';

const GOAL = { urgency: 'flash' } as const;

/** `a` sounds from 600 on; its chunks last 7.2 s and may be left every 1.2 s. */
function withOneOnAir(...frames: readonly number[]): Studio {
  const studio = new Studio();
  studio.say('a', frames);
  return studio;
}

describe('a flash takes over', () => {
  test('[RA20] at the first cut point the lead allows, without a gap', () => {
    const studio = withOneOnAir(300, 300).at(1_000);
    studio.say('goal', [20], GOAL);
    // 1,600 is rounded up to 1,608; the first cut point from there is 600 + 1,200.
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 1800-2280', 'a1 2688-9888']);
    expect(studio.events.filter(({ type }) => type === 'withdrawn')).toEqual([
      { type: 'withdrawn', from: 1_800, reason: 'flash' },
    ]);
  });

  // A chunk of 200 frames, 600 to 5,400, that may be left once, so many frames before its end.
  test.each([
    [62, 5_400],
    [63, 3_888],
  ])('[RA20] %i frames before the end of a chunk it waits for the end if that is at most 1.5 s later', (left, at) => {
    const studio = new Studio();
    studio.begin('a', {}, 1);
    const chunk = { id: 'a0', piece: 0, frames: 200, cutPoints: [200 - left, 200] };
    studio.does({ type: 'chunksReady', id: 'a', chunks: [chunk], last: true });
    studio.at(1_000).say('goal', [20], GOAL);
    expect(studio.timeline.at(-1)).toBe(`goal0 ${at}-${at + 480}`);
  });

  test.each([
    [1_200, 1_800],
    [1_201, 3_000],
  ])('[RA20] a cut point that is reached by the lead at %i counts, one before it does not', (moment, start) => {
    const studio = withOneOnAir(300).at(moment);
    studio.say('goal', [20], GOAL);
    expect(studio.timeline).toEqual([`a0 600-${start}`, `goal0 ${start}-${start + 480}`]);
  });

  test('[RA20] only when its first chunk is ready', () => {
    const studio = withOneOnAir(300);
    studio.begin('goal', GOAL);
    expect(studio.at(3_000).timeline).toEqual(['a0 600-7800']);
    studio.make('goal', [20]);
    expect(studio.timeline).toEqual(['a0 600-4200', 'goal0 4200-4680']);
  });

  test('[RA20] at once where nothing sounds', () => {
    const studio = new Studio().at(1_000);
    studio.say('goal', [20], GOAL);
    expect(studio.timeline).toEqual(['goal0 1608-2088']);
  });

  test('[RA20] in the gap between two requests: the next begins after it', () => {
    const studio = withOneOnAir(50);
    studio.say('b', [100]);
    // a ends at 1,800, b was to start at 2,208; from 1,296 on a flash may start at 1,896.
    studio.at(1_296).say('goal', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 1896-2376', 'b0 2784-5184']);
    expect(studio.status('b')).toBe('ready');
  });

  test('[RA20] in the silence of one whose next chunk is not made yet', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [50]);
    studio.at(3_000).say('goal', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 3600-4080']);
    studio.make('a', [50], true);
    expect(studio.timeline.at(-1)).toBe('a1 4488-5688');
    expect(studio.at(20_000).when('onAir', 'a')).toEqual([600, 4_488]);
    expect(studio.when('setAside', 'a')).toEqual([3_600]);
  });

  test('[RA20] in that silence also while a longer lead is still honoured', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [50]);
    studio.does({ type: 'setLead', leadMs: 1_000 });
    studio.at(3_000).does({ type: 'setLead', leadMs: 400 });
    studio.say('goal', [20], GOAL);
    // 3,400, rounded up: nothing sounds there that was firm under the longer lead.
    expect(studio.timeline.at(-1)).toBe('goal0 3408-3888');
    expect(studio.at(20_000).when('setAside', 'a')).toEqual([3_408]);
  });

  test('[RA20] one that would come too late interrupts nothing; the next may be in time', () => {
    const studio = withOneOnAir(300, 300).at(1_000);
    studio.say('late', [20], { ...GOAL, staleAfterMs: 799 });
    expect([studio.status('late'), studio.timeline]).toEqual(['cancelled stale', ['a0 600-7800', 'a1 7800-15000']]);
    studio.say('intime', [20], { ...GOAL, staleAfterMs: 800 });
    expect(studio.timeline[1]).toBe('intime0 1800-2280');
  });

  test('[RA20] not where a longer lead made the sound firm', () => {
    const studio = new Studio();
    studio.does({ type: 'setLead', leadMs: 1_000 });
    studio.say('a', [300]);
    // a sounds from 1,008 on; until 2,400 it is firm.
    studio.at(1_400).does({ type: 'setLead', leadMs: 400 });
    studio.say('goal', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 1008-3408', 'goal0 3408-3888']);
  });

  test('[RA20] what is firm but not on air yet is cut like what is', () => {
    const studio = withOneOnAir(50);
    studio.say('b', [300, 100]);
    // At 1,700 b, which starts at 2,208, is firm, and a still sounds.
    studio.at(1_700).say('goal', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800', 'b0 2208-3408', 'goal0 3408-3888', 'b1 4296-6696']);
    studio.at(30_000);
    expect(studio.when('onAir', 'b')).toEqual([2_208, 4_296]);
    expect(studio.status('b')).toBe('completed clock');
  });
});

describe('several flashes', () => {
  test('[RA21] come first, are served first, and do not interrupt each other', () => {
    const studio = withOneOnAir(300, 300).at(1_000);
    studio.say('one', [100, 100], GOAL);
    studio.at(2_000).say('two', [50], GOAL);
    studio.at(2_100).say('three', [50], GOAL);
    expect(studio.timeline).toEqual([
      'a0 600-1800',
      'one0 1800-4200',
      'one1 4200-6600',
      'two0 6600-7800',
      'three0 7800-9000',
      'a1 9408-16608',
    ]);
  });

  test('[RA21] one whose next chunk is late keeps its turn', () => {
    const studio = new Studio();
    studio.begin('one', GOAL);
    studio.make('one', [50]);
    studio.at(2_000).say('two', [50], GOAL);
    expect(studio.timeline).toEqual(['one0 600-1800']);
    studio.make('one', [50], true);
    expect(studio.timeline).toEqual(['one0 600-1800', 'one1 2616-3816', 'two0 3816-5016']);
  });

  test('[RA21] one that is ready does not wait for an earlier one that is not', () => {
    const studio = withOneOnAir(300, 300).at(1_000);
    studio.begin('one', GOAL);
    studio.say('two', [50], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800', 'two0 1800-3000', 'a1 3408-10608']);
  });

  test('[RA21] what goes on after one is firm, and is cut by the next while the first still sounds', () => {
    const studio = withOneOnAir(300, 300).at(1_000);
    studio.say('one', [20], GOAL);
    // one sounds until 2,280, a goes on at 2,688: firm from 2,065 on.
    studio.at(2_100).say('two', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800', 'one0 1800-2280', 'a1 2688-3888', 'two0 3888-4368']);
  });
});

describe('what was interrupted', () => {
  test('[RA22] goes on with its next chunk, before anything else of its class', () => {
    const studio = withOneOnAir(300, 50).at(1_000);
    studio.say('b', [50]);
    studio.does({ type: 'prepend', request: { id: 'c', urgency: 'normal', expectedMs: 1_000 } });
    studio.say('goal', [20], GOAL);
    expect(studio.timeline.slice(0, 3)).toEqual(['a0 600-1800', 'goal0 1800-2280', 'a1 2688-3888']);
    expect(studio.at(1_800).status('a')).toBe('interrupted');
    expect(studio.status('goal')).toBe('playing');
    studio.at(20_000);
    expect([studio.when('onAir', 'a'), studio.when('setAside', 'a')]).toEqual([[600, 2_688], [1_800]]);
    expect(studio.status('a')).toBe('completed clock');
  });

  test('[RA22] is skipped when nothing of it is left', () => {
    const studio = withOneOnAir(300).at(1_000);
    studio.say('goal', [20], GOAL);
    expect(studio.at(1_800).status('a')).toBe('skipped flash');
  });

  test('[RA22] is completed when it has said its last chunk to the end, however often it was cut before', () => {
    const studio = withOneOnAir(300, 50).at(1_000);
    studio.say('one', [20], GOAL);
    // a1 sounds from 2,688 to 3,888; at 2,700 its end is the first place to leave it.
    studio.at(2_700).say('two', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800', 'one0 1800-2280', 'a1 2688-3888', 'two0 3888-4368']);
    expect(studio.at(3_888).status('a')).toBe('completed clock');
  });

  test('[RA22] is skipped as stale when it would go on too late, on air or not', () => {
    const onAir = new Studio();
    onAir.say('a', [300, 50], { staleAfterMs: 2_700 });
    onAir.say('b', [50]);
    onAir.at(1_000).say('goal', [20], GOAL);
    // It would go on at 2,688: in time. A longer flash takes it past 2,700.
    expect(onAir.timeline.slice(-2)).toEqual(['a1 2688-3888', 'b0 4296-5496']);
    const late = new Studio();
    late.say('a', [300, 50], { staleAfterMs: 2_700 });
    late.say('b', [50]);
    late.at(1_000).say('goal', [21], GOAL);
    expect(late.timeline).toEqual(['a0 600-1800', 'goal0 1800-2304', 'b0 2712-3912']);
    expect(late.status('a')).toBe('playing');
    expect(late.at(1_800).status('a')).toBe('skipped stale');
  });

  test('[RA22] is not ended as stale before what is firm of it has sounded', () => {
    const studio = withOneOnAir(50);
    studio.say('b', [300, 100], { staleAfterMs: 3_000 });
    // b is firm at 2,208, is cut at 3,408 and would go on at 4,296.
    studio.at(1_700).say('goal', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800', 'b0 2208-3408', 'goal0 3408-3888']);
    expect(studio.status('b')).toBe('ready');
    expect(studio.at(3_000).status('b')).toBe('playing');
    expect(studio.at(3_408).status('b')).toBe('skipped stale');
  });

  test('[RA22] may be interrupted again', () => {
    const studio = withOneOnAir(300, 300, 300).at(1_000);
    studio.say('one', [20], GOAL);
    studio.at(3_000).say('two', [20], GOAL);
    expect(studio.timeline).toEqual([
      'a0 600-1800',
      'one0 1800-2280',
      'a1 2688-3888',
      'two0 3888-4368',
      'a2 4776-11976',
    ]);
    expect(studio.at(20_000).when('setAside', 'a')).toEqual([1_800, 3_888]);
  });

  test('[RA22] goes on all the same when the flash is taken back', () => {
    const studio = withOneOnAir(300, 300).at(700);
    studio.say('goal', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 1800-2280', 'a1 2688-9888']);
    studio.does({ type: 'cancel', id: 'goal' });
    expect(studio.timeline).toEqual(['a0 600-1800', 'a1 2208-9408']);
    expect(studio.at(20_000).status('a')).toBe('completed clock');
  });

  test('[RA12] what was cut is not said again, however often; no chunk is lost, none said twice', () => {
    const studio = withOneOnAir(300, 50, 300, 50).at(1_000);
    studio.say('one', [20], GOAL);
    studio.at(4_000).say('two', [20], GOAL);
    // a0 and a2 are cut: a2, from 3,888 on, at 5,088. Then another process goes on, and a3 has not sounded.
    studio.takeOver(30_000, -5_000);
    expect(studio.timeline).toEqual([
      'a0 600-1800',
      'one0 1800-2280',
      'a1 2688-3888',
      'a2 3888-5088',
      'two0 32520-33000',
      'a3 33408-34608',
    ]);
    expect(studio.at(60_000).status('a')).toBe('completed clock');
  });

  test('[RA23] filler is not resumed', () => {
    const studio = new Studio();
    studio.say('a', [300, 300], { urgency: 'filler' });
    studio.at(1_000).say('goal', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 1800-2280']);
    expect(studio.at(1_800).status('a')).toBe('skipped flash');
  });

  test('[RA24] while the channel is paused a flash waits, and then it goes first', () => {
    const studio = withOneOnAir(50, 50, 50).at(700);
    studio.does({ type: 'pause' });
    studio.at(5_000).say('goal', [20], GOAL);
    expect(studio.timeline).toEqual(['a0 600-1800']);
    studio.does({ type: 'resume' });
    expect(studio.timeline).toEqual(['a0 600-1800', 'goal0 5616-6096', 'a1 6504-7704', 'a2 7704-8904']);
  });
});
