import { describe, expect, test } from '@jest/globals';
import { aChannel } from '../../../test/support/channel-states.js';
import { Studio } from '../../../test/support/studio.js';
import { becomesFirmAt, earliestStart, firmAt, firstCut, frameFrom, soundingAt, timelineOf } from './timeline.js';

describe('starts', () => {
  test.each([
    [0, 0],
    [1, 24],
    [23.5, 24],
    [24, 24],
    [24.25, 48],
    [600, 600],
    [601, 624],
  ])('[RA8] from %f on, sound starts at %i', (at, expected) => {
    expect(frameFrom(at)).toBe(expected);
  });

  test('[RA8] nothing lies between the chunks of a request, and 408 ms between two requests', () => {
    const studio = new Studio();
    studio.say('a', [100, 50]);
    studio.say('b', [10]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 3000-4200', 'b0 4608-4848']);
  });

  test('[RA8] the gap is the channel’s', () => {
    const studio = new Studio(aChannel({ gapMs: 0 }));
    studio.say('a', [100]);
    studio.say('b', [100]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 3000-5400']);
  });

  test('[RA8] what comes late starts as soon as the lead allows, on a whole frame', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.at(2_415).say('b', [100]);
    // 2,415 + 600 = 3,015 comes before the gap has passed; 3,408 counts.
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 3408-5808']);
    studio.at(5_700).say('c', [100]);
    // 5,700 + 600 = 6,300 comes after 6,216: rounded up to 6,312.
    expect(studio.timeline.at(-1)).toBe('c0 6312-8712');
  });

  test('[RA8] a chunk that comes late leaves silence inside its request', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [100]);
    studio.at(3_001).make('a', [100]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 3624-6024']);
  });

  test('[RA8] the chunks of a request stay together', () => {
    const studio = new Studio();
    studio.begin('a');
    studio.make('a', [100]);
    studio.say('b', [100]);
    expect(studio.timeline).toEqual(['a0 600-3000']);
    studio.at(1_000).make('a', [100], true);
    expect(studio.timeline).toEqual(['a0 600-3000', 'a1 3000-5400', 'b0 5808-8208']);
  });
});

describe('announced ahead', () => {
  test('[RA9] starts are announced up to 30 s ahead, the rest when it comes near', () => {
    const studio = new Studio();
    // Chunks of 7.2 s, from 600 on: 600, 7,800, 15,000, 22,200, 29,400, 36,600.
    studio.say('a', [300, 300, 300, 300, 300, 300]);
    expect(studio.timeline.at(-1)).toBe('a4 29400-36600');
    expect(studio.at(6_599).timeline.at(-1)).toBe('a4 29400-36600');
    expect(studio.at(6_600).timeline.at(-1)).toBe('a5 36600-43800');
  });

  test('[RA9] the next prepared request is announced before the present one has ended', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.at(1_000).say('b', [100]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 3408-5808']);
    expect(studio.status('b')).toBe('ready');
  });

  test('[RA9] what is announced and not firm gives way to whoever comes before it in the order', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100]);
    studio.say('c', [100]);
    studio.does({ type: 'reorder', id: 'c', before: 'b' });
    expect(studio.timeline).toEqual(['a0 600-3000', 'c0 3408-5808', 'b0 6216-8616']);
    expect(studio.events.filter(({ type }) => type === 'withdrawn')).toEqual([
      { type: 'withdrawn', from: 3_408, reason: 'order' },
    ]);
  });

  test('[RA9] only what the order would not say any more is withdrawn, and what comes after it', () => {
    const studio = new Studio();
    for (const id of ['a', 'b', 'c', 'd']) studio.say(id, [100]);
    studio.does({ type: 'reorder', id: 'd', before: 'c' });
    expect(studio.events.filter(({ type }) => type === 'withdrawn')).toEqual([
      { type: 'withdrawn', from: 6_216, reason: 'order' },
    ]);
    expect(studio.timeline).toEqual(['a0 600-3000', 'b0 3408-5808', 'd0 6216-8616', 'c0 9024-11424']);
  });

  test('[RA9] an order that changes nothing announced withdraws nothing', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100]);
    studio.enqueue('c');
    studio.enqueue('d');
    studio.does({ type: 'reorder', id: 'd', before: 'c' });
    expect(studio.events.filter(({ type }) => type === 'withdrawn')).toEqual([]);
  });
});

describe('firm', () => {
  test('[RA10] a start is firm from the lead before it, and not a millisecond earlier', () => {
    // b starts at 3,408. The lead reaches it at 2,808, and whole frames 23 ms before that.
    for (const [moment, outcome] of [
      [2_784, 'withdrawn ended'],
      [2_785, 'radio.on-air'],
      [2_808, 'radio.on-air'],
    ] as const) {
      const studio = new Studio();
      studio.say('a', [100]);
      studio.say('b', [100]);
      expect([moment, studio.at(moment).does({ type: 'cancel', id: 'b' })]).toEqual([moment, outcome]);
    }
  });

  test('[RA10] nothing new starts before the lead has passed', () => {
    const studio = new Studio().at(9_999);
    studio.say('a', [100]);
    // 10,599, rounded up.
    expect(studio.timeline).toEqual(['a0 10608-13008']);
  });

  test('[RA10] the moments', () => {
    const state = aChannel({ leadMs: 600, firmUntil: 2_001, notBefore: 5_000 });
    expect([firmAt(state, 0), firmAt(state, 1_401), firmAt(state, 1_440), firmAt(state, 1_441)]).toEqual([
      2_016, 2_016, 2_040, 2_064,
    ]);
    expect([earliestStart(state, 0), earliestStart(state, 4_400), earliestStart(state, 4_441)]).toEqual([
      5_016, 5_016, 5_064,
    ]);
    expect(becomesFirmAt(state, 3_408)).toBe(2_785);
  });

  test('[RA11] a shorter lead leaves firm what was firm, and lets new sound start earlier', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100]);
    studio.at(2_790).does({ type: 'setLead', leadMs: 400 });
    expect(studio.does({ type: 'cancel', id: 'b' })).toBe('radio.on-air');
    studio.at(10_000).say('c', [100]);
    expect(studio.timeline.at(-1)).toBe('c0 10416-12816');
  });

  test('[RA11] a longer lead makes firm what lies within it', () => {
    const studio = new Studio();
    studio.say('a', [100]);
    studio.say('b', [100]);
    studio.at(2_408).does({ type: 'setLead', leadMs: 1_000 });
    expect(studio.does({ type: 'cancel', id: 'b' })).toBe('radio.on-air');
    studio.at(10_000).say('c', [100]);
    expect(studio.timeline.at(-1)).toBe('c0 11016-13416');
  });

  test('[RA11] the lead it has already is no event', () => {
    expect(new Studio().does({ type: 'setLead', leadMs: 600 })).toBe('');
  });
});

describe('what sounds', () => {
  const studio = new Studio();
  studio.say('a', [120]);
  const entries = timelineOf(studio.state);

  test.each([
    [599, undefined],
    [600, 'a0'],
    [3_479, 'a0'],
    [3_480, undefined],
  ])('[RA8] at %i sounds %s', (at, expected) => {
    expect(soundingAt(entries, at)?.chunk.id).toBe(expected);
  });

  // It may be left after 50, 100 and 120 frames: at 1,800, 3,000 and 3,480.
  test.each([
    [600, 1_800],
    [1_800, 1_800],
    [1_801, 3_000],
    [3_001, 3_480],
    [9_999, 3_480],
  ])('[RA10] from %i on it may be left at %i', (at, expected) => {
    const [entry] = entries;
    expect(entry && firstCut(entry, at)).toBe(expected);
  });
});
