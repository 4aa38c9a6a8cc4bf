import { describe, expect, test } from '@jest/globals';
import { BlobFault } from '../blobs/blob-store.port.js';
import { readFrames } from '../../test/support/paper.programmes.js';
import { BED_FRAMES, Transmitting, withoutTitles } from '../../test/support/transmitting.js';

/** By hand, frame by frame: ten frames of speech each from these on, and the bed from 84 after one until 10 before the next. */
function expectedAt(frame: number, starts: readonly number[]): string {
  const number = starts.findLastIndex((start) => start <= frame);
  const since = frame - (starts[number] ?? -Infinity);
  if (since < 10) return `speech ${number} ${since}`;
  const next = starts[number + 1] ?? Infinity;
  const from = (starts[number] ?? -Infinity) + 94;
  const isBed = frame >= from && frame < next - 10 && next - 10 - from >= 20;
  return isBed ? `bed 0 ${frame % BED_FRAMES}` : 'silence';
}

function expected(from: number, count: number, starts: readonly number[]): string[] {
  return Array.from({ length: count }, (_, nth) => expectedAt(from + nth, starts));
}

/** Announces what the starts say, each so long before it sounds as the shortest lead allows. */
async function live(on: Transmitting, starts: readonly number[], until: number): Promise<void> {
  let number = on.programme.entries.length;
  while (on.frame < until) {
    const next = starts[number];
    if (next !== undefined && next <= on.frame + 17) {
      on.programme.announce(number, next);
      number += 1;
    }
    await on.clock.advance(24);
  }
}

describe('a listener', () => {
  test('[TX5] [TX1] hears from its place on every frame once, in order, and none before it sounds', async () => {
    const on = new Transmitting();
    const first = on.frame;
    const starts = [first - 900, first - 60, first + 40, first + 50, first + 160, first + 400, first + 1_800];
    starts.slice(0, 2).forEach((start, number) => on.programme.announce(number, start));
    const places = [
      { asked: {}, frames: 84 },
      { asked: { behindMs: 5_000 }, frames: 209 },
      { asked: { delayMs: 18_500 }, frames: 771 },
      { asked: { delayMs: 120_000 }, frames: 5_000 },
    ];
    const tuned = await Promise.all(places.map(({ asked }) => on.tuneIn(asked)));
    await live(on, starts, first + 2_500);
    tuned.forEach(({ sink, startsAt }, nth) => {
      const { frames, asked } = places[nth] ?? { frames: 0, asked: {} };
      // By hand: 2,000 ms are 83 frames and a third, and 1,700,000,040,000 ms are a whole frame.
      expect([asked, startsAt / 24]).toEqual([asked, first - frames]);
      const heard = readFrames(sink.bytes);
      expect(heard).toEqual(expected(first - frames, heard.length, starts));
      // Ahead of its place it has what it was given at first, give or take a batch.
      const ahead = heard.length - (on.frame - (first - frames));
      expect(ahead).toBeLessThanOrEqual(0);
      expect(first - frames + heard.length).toBeLessThanOrEqual(on.frame);
    });
  });

  test('[TX5] is not sent more than its head start at once, however long its delay', async () => {
    const on = new Transmitting();
    const { sink } = await on.tuneIn({ delayMs: 120_000 });
    // 120 s less what is older than 118 s: 84 frames.
    expect(sink.bytes.length).toBe(84 * 192);
  });

  test('[TX5] may come at any moment between two batches', async () => {
    const on = new Transmitting();
    const first = on.frame;
    const starts = [first - 60, first + 40];
    starts.forEach((start, number) => on.programme.announce(number, start));
    const all = [];
    for (let nth = 0; nth < 40; nth += 1) {
      all.push(await on.tuneIn());
      await on.clock.advance(37);
    }
    await on.clock.advance(1_000);
    for (const { sink, startsAt } of all) {
      const heard = readFrames(sink.bytes);
      expect(heard).toEqual(expected(startsAt / 24, heard.length, starts));
      expect(startsAt / 24 + heard.length).toBe((all[0]?.startsAt ?? 0) / 24 + (all[0]?.sink.bytes.length ?? 0) / 192);
    }
    expect(all.map(({ startsAt }) => startsAt)).toEqual(
      all.map((_, nth) => Math.floor((first * 24 + nth * 37 - 2_000) / 24) * 24),
    );
  });

  test('[TX6] is sent the very same bytes as all who stand where it stands', async () => {
    const on = new Transmitting();
    const listeners = await Promise.all([{}, {}, { titles: true }, { titles: true }].map((asked) => on.tuneIn(asked)));
    await on.clock.advance(2_400);
    const [one, other, titled, otherTitled] = listeners.map(({ sink }) => sink.batches.slice(1));
    expect(one?.length).toBe(10);
    one?.forEach((batch, nth) => expect(other?.[nth]).toBe(batch));
    titled?.forEach((batch, nth) => expect(otherTitled?.[nth]).toBe(batch));
  });

  test('[TX1] hears silence in the place of the bed where it asks for that', async () => {
    const on = new Transmitting();
    on.programme.announce(0, on.frame + 10);
    const { sink } = await on.tuneIn({}, { bed: false });
    await on.clock.advance(10_000);
    const heard = new Set(readFrames(sink.bytes).map((frame) => frame.split(' ')[0]));
    expect(heard).toEqual(new Set(['silence', 'speech']));
  });
});

describe('titles', () => {
  test('[TX4] stand after every 1,920 bytes, tell where the listener is, and change with what is said', async () => {
    const on = new Transmitting();
    const first = on.frame;
    const starts = [first - 40, first + 27, first + 37, first + 300];
    starts.slice(0, 1).forEach((start, number) => on.programme.announce(number, start));
    await on.clock.advance(24 * 3);
    const listeners = [await on.tuneIn({ titles: true }), await on.tuneIn({ titles: true, delayMs: 6_000 })];
    await live(on, starts, first + 700);
    for (const { sink, startsAt } of listeners) {
      const { sound, titles } = withoutTitles(sink.bytes);
      const begins = startsAt / 24;
      expect(begins % 10).toBe(0);
      expect(readFrames(sound)).toEqual(expected(begins, sound.length / 192, starts));
      // The first room has a title, whatever it is; from then on only what is new.
      expect(titles[0]?.at).toBe(10);
      titles.forEach(({ title }, nth) => expect(titles[nth - 1]?.title).not.toBe(title));
      starts.forEach((start, number) => {
        const told = titles.find(({ title }) => title === `Words ${number}.`);
        // What sounds within the first room is told there.
        if (start >= begins + 15) expect(Math.abs(begins + (told?.at ?? 0) - start)).toBeLessThanOrEqual(5);
      });
      expect(titles.at(-1)?.title).toBe('Final');
    }
  });

  test('[TX4] follow the name of the channel', async () => {
    const on = new Transmitting();
    const { sink } = await on.tuneIn({ titles: true });
    await on.clock.advance(1_000);
    on.programme.channel = { ...on.programme.channel, title: 'Finale à Paris' };
    await on.clock.advance(1_000);
    expect(withoutTitles(sink.bytes).titles.map(({ title }) => title)).toEqual(['Final', 'Finale à Paris']);
  });
});

describe('what has gone wrong', () => {
  test('[TX9] speech that cannot be read is silent, is counted, and sounds from when it can', async () => {
    const on = new Transmitting();
    const first = on.frame;
    let isAway = true;
    on.programme.reading = () =>
      isAway ? Promise.reject(new BlobFault('blobs.unavailable', { retryable: true })) : Promise.resolve();
    on.programme.announce(0, first + 20, { frames: 200 });
    const { sink } = await on.tuneIn();
    await on.clock.advance(24 * 120);
    isAway = false;
    await on.clock.advance(24 * 120);
    const heard = readFrames(sink.bytes).slice(84 + 20, 84 + 220);
    const from = heard.findIndex((frame) => frame !== 'silence');
    expect(from).toBeGreaterThan(90);
    expect(from).toBeLessThan(170);
    expect(heard.slice(from)).toEqual(Array.from({ length: 200 - from }, (_, nth) => `speech 0 ${from + nth}`));
    expect(await on.value('missing')).toBeCloseTo(from * 0.024, 5);
    expect(on.log.lines.every(({ level }) => level === 'warn')).toBe(true);
    // Asked for once a second, and not with every batch.
    expect(on.programme.read.length).toBeLessThan(8);
  });

  test('[TX9] a storage that hangs keeps nobody waiting for more than 2 s', async () => {
    const on = new Transmitting();
    on.programme.reading = () => new Promise(() => undefined);
    on.programme.announce(0, on.frame - 150, { frames: 333 });
    const tuning = on.tuneIn();
    await on.clock.advance(2_100);
    const { sink } = await tuning;
    expect(new Set(readFrames(sink.bytes))).toEqual(new Set(['silence']));
  });

  test('[TX10] where the clock of the channel jumps, streams go on in its new time, and titles stay in their places', async () => {
    for (const jumpMs of [61_234, -5_432, 3_600_000]) {
      const on = new Transmitting();
      const [plain, titled] = [await on.tuneIn(), await on.tuneIn({ titles: true, delayMs: 4_000 })];
      await on.clock.advance(2_000);
      on.programme.aheadMs = jumpMs;
      await on.clock.advance(5_000);
      const { sound } = withoutTitles(titled.sink.bytes);
      for (const [heard, lag] of [
        [readFrames(plain.sink.bytes), 0],
        [readFrames(sound), 83],
      ] as const) {
        expect(heard.length).toBeGreaterThan(200);
        // The last frame is the one of the new time, and of those before none is missing.
        const last = heard.slice(-150);
        const from = Number(last[0]?.split(' ')[2]);
        expect(last).toEqual(Array.from({ length: 150 }, (_, nth) => `bed 0 ${(from + nth) % BED_FRAMES}`));
        const newest = on.frame - lag - 1;
        const behind = (((newest - Number(last.at(-1)?.split(' ')[2])) % BED_FRAMES) + BED_FRAMES) % BED_FRAMES;
        expect(behind).toBeLessThan(20);
      }
    }
  });

  test('[TX10] time that passed without us is caught up with', async () => {
    const on = new Transmitting();
    const { sink, startsAt } = await on.tuneIn();
    await on.clock.advance(1_000);
    on.programme.aheadMs = 20_000;
    await on.clock.advance(1_000);
    const heard = readFrames(sink.bytes);
    expect(heard).toEqual(expected(startsAt / 24, heard.length, []));
    expect(startsAt / 24 + heard.length).toBeGreaterThan(on.frame - 20);
  });

  test('[TX7] who is more than 512 KiB behind what it should have is let go and counted, and nobody else notices', async () => {
    const on = new Transmitting();
    const [good, slow] = [await on.tuneIn(), await on.tuneIn()];
    slow.sink.isSlow = true;
    await on.clock.advance(60_000);
    expect(slow.sink.ended).toBeUndefined();
    await on.clock.advance(8_000);
    expect([slow.sink.ended, slow.sink.waitingBytes <= 524_288, good.sink.ended]).toEqual(['drop', true, undefined]);
    expect([await on.value('slow'), on.programme.tuned]).toEqual([1, 1]);
    const heard = readFrames(good.sink.bytes);
    expect(heard).toEqual(expected(good.startsAt / 24, heard.length, []));
  });
});
