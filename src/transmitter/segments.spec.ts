import { describe, expect, test } from '@jest/globals';
import { readFrames } from '../../test/support/paper.programmes.js';
import { Transmitting } from '../../test/support/transmitting.js';

const url = (segment: number) => `segments/${segment}.mp3`;

function listed(playlist: string): number[] {
  return [...playlist.matchAll(/segments\/(\d+)\.mp3/g)].map(([, number]) => Number(number));
}

describe('segments', () => {
  test('[TX14] are two minutes of what has sounded, for the first who asks, in the frames of their time', async () => {
    const on = new Transmitting();
    const first = on.frame;
    on.programme.announce(0, first - 4_900, { frames: 300 });
    const segments = await on.segments();
    const numbers = listed(segments.playlist(0, url, 'a'));
    const newest = Math.floor(first / 200) - 1;
    expect(numbers).toEqual(Array.from({ length: 25 }, (_, nth) => newest - 24 + nth));
    for (const number of numbers) {
      const bytes = await segments.segment(number);
      const heard = readFrames(bytes?.subarray(73) ?? Buffer.alloc(0));
      expect(heard.length).toBe(200);
      heard.forEach((frame, nth) => {
        const at = number * 200 + nth - (first - 4_900);
        if (at >= 0 && at < 300) expect(frame).toBe(`speech 0 ${at}`);
        else expect(frame).not.toMatch(/^speech/);
      });
    }
  });

  test('[TX14] move on with time, are there for a while after, and never before they are whole', async () => {
    const on = new Transmitting();
    const segments = await on.segments();
    const before = listed(segments.playlist(0, url, 'a'));
    await on.clock.advance(4_800);
    expect(listed(segments.playlist(0, url, 'a'))).toEqual(before.map((number) => number + 1));
    expect(await segments.segment(before[0] ?? 0)).toBeDefined();
    expect(await segments.segment((before[24] ?? 0) + 2)).toBeUndefined();
    expect(await segments.segment((before[0] ?? 0) - 28)).toBeUndefined();
  });

  test('[TX14] of a listener with a delay end so much earlier, with two minutes before them', async () => {
    const on = new Transmitting();
    const newest = Math.floor(on.frame / 200) - 1;
    const segments = await on.segments();
    const near = listed(segments.playlist(60_000, url, 'a'));
    expect([near.at(-1), near.length]).toEqual([newest - 13, 25]);
    const far = listed(segments.playlist(120_000, url, 'a'));
    expect([far.at(-1), far.length]).toEqual([newest - 25, 25]);
    expect(await segments.segment(far[0] ?? 0)).toBeDefined();
  });

  test('[TX11] end with a mark where nothing will come any more', async () => {
    const on = new Transmitting();
    on.programme.announce(0, on.frame - 5);
    on.programme.isOver = true;
    const segments = await on.segments();
    expect(segments.playlist(0, url, 'a')).not.toContain('ENDLIST');
    await on.clock.advance(9_600);
    expect(segments.playlist(0, url, 'a')).toContain('#EXT-X-ENDLIST');
  });

  test('[TX18] [TX8] whoever polls counts as listening; without polls the channel is let go', async () => {
    const on = new Transmitting();
    const segments = await on.segments();
    segments.playlist(0, url, 'a');
    segments.playlist(0, url, 'b');
    expect(on.programme.tuned).toBe(2);
    for (let polls = 0; polls < 5; polls += 1) {
      await on.clock.advance(5_000);
      segments.playlist(0, url, 'a');
    }
    expect([on.programme.tuned, await on.value('listeners')]).toEqual([1, 1]);
    await on.clock.advance(29_000);
    expect([on.programme.tuned, on.programme.followed]).toEqual([0, 1]);
    await on.clock.advance(12_000);
    expect([on.programme.followed, on.clock.waiting]).toEqual([0, 0]);
  });
});
