import { describe, expect, test } from '@jest/globals';
import { readFrames } from '../../test/support/paper.programmes.js';
import { Transmitting, withoutTitles } from '../../test/support/transmitting.js';

/** As it is told from a moment on: in its place, without sound and words. */
function silence(on: Transmitting, number: number): void {
  on.programme.entries = on.programme.entries.map((entry, nth) =>
    nth === number ? { ...entry, text: '', words: [], silenced: true } : entry,
  );
  on.programme.changed();
}

describe('what is withdrawn', () => {
  test('[RP26] is silent for everybody who was not sent it yet, for as long, and nothing moves', async () => {
    const on = new Transmitting();
    const first = on.frame;
    on.programme.announce(0, first - 300, { frames: 100 });
    on.programme.announce(1, first - 180, { frames: 100 });
    const late = await on.tuneIn({ delayMs: 18_000 });
    await on.clock.advance(5_000);
    silence(on, 0);
    const comes = await on.tuneIn({ behindMs: 20_000 });
    await on.clock.advance(30_000);
    for (const { sink, startsAt } of [late, comes]) {
      const from = startsAt / 24;
      const heard = readFrames(sink.bytes);
      const at = (frame: number): string => heard[frame - from] ?? 'not sent';
      const place = [first - 300, first - 299, first - 250, first - 201].filter((frame) => frame >= from);
      expect(place.map(at)).toEqual(place.map(() => 'silence'));
      // By hand: the second begins 120 frames after the first.
      expect([at(first - 180), at(first - 81)]).toEqual(['speech 1 0', 'speech 1 99']);
    }
    // Both hear of it, or it proves nothing.
    expect([late.startsAt / 24, comes.startsAt / 24].every((from) => from <= first - 300)).toBe(true);
  });

  test('[RP26] falls silent in the middle, where it still sounds', async () => {
    const on = new Transmitting();
    const first = on.frame;
    on.programme.announce(0, first + 20, { frames: 400 });
    const { sink, startsAt } = await on.tuneIn();
    await on.clock.advance(4_800);
    const sent = sink.bytes.length / 192;
    silence(on, 0);
    await on.clock.advance(12_000);
    const heard = readFrames(sink.bytes).map((frame) => frame.split(' ')[0]);
    const begin = first + 20 - startsAt / 24;
    expect(new Set(heard.slice(begin, sent))).toEqual(new Set(['speech']));
    expect(new Set(heard.slice(sent, begin + 400))).toEqual(new Set(['silence']));
    expect(heard.length).toBeGreaterThan(begin + 400);
    // Nobody is told that the storage did not give it in time.
    expect(await on.value('missing')).toBe(0);
  });

  test('[RP26] is silent in the segments that can still be had, and in no title', async () => {
    const on = new Transmitting();
    const number = Math.floor(on.frame / 200) - 3;
    on.programme.announce(0, number * 200 + 20, { frames: 100 });
    const segments = await on.segments();
    const frames = async (): Promise<string[]> =>
      readFrames((await segments.segment(number))?.subarray(73) ?? Buffer.alloc(0));
    const before = await frames();
    expect(before[20]).toBe('speech 0 0');
    const titled = await on.tuneIn({ delayMs: 25_000, titles: true });
    silence(on, 0);
    const after = await frames();
    expect(after.length).toBe(200);
    expect(new Set(after.slice(20, 120))).toEqual(new Set(['silence']));
    expect([after.slice(0, 20), after.slice(120)]).toEqual([before.slice(0, 20), before.slice(120)]);
    await on.clock.advance(25_000);
    const { titles } = withoutTitles(titled.sink.bytes);
    expect(titles.map(({ title }) => title)).toEqual(['Final']);
  });

  test('[RP26] is not fetched any more', async () => {
    const on = new Transmitting();
    on.programme.announce(0, on.frame + 2_000);
    await on.tuneIn();
    silence(on, 0);
    await on.clock.advance(60_000);
    expect(on.programme.read).toEqual([]);
  });
});
