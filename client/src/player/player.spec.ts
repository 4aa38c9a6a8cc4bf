import { beforeEach, describe, expect, test } from '@jest/globals';
import { PaperLoudspeaker } from '../../../test/support/paper.loudspeaker.js';
import { entryOf } from '../../../test/support/wire.js';
import { VirtualClock } from '../../../src/kernel/virtual.clock.js';
import type { Entry } from '../../../src/wire/radio.js';
import { Player } from './player.js';

const LATENCY_MS = 40;
/** Two seconds and 400 ms each, one after the other. */
const FIRST = entryOf(0, 4_800, { frames: 100 });
const SECOND = entryOf(1, 7_200, { frames: 100, last: true });

describe('the player', () => {
  let clock: VirtualClock;
  let loudspeaker: PaperLoudspeaker;
  let entries: readonly Entry[];
  let heard: Array<readonly [string, number]>;
  let fetched: Array<readonly [string, number]>;
  let answer: (url: string, signal: AbortSignal) => Promise<string>;
  let player: Player<string>;

  beforeEach(() => {
    clock = new VirtualClock(0);
    loudspeaker = new PaperLoudspeaker(() => clock.now(), LATENCY_MS);
    entries = [FIRST, SECOND];
    heard = [];
    fetched = [];
    answer = async (url) => url;
  });

  function begin(): void {
    player = new Player<string>({
      loudspeaker,
      surroundings: { now: () => clock.now(), after: clock.after.bind(clock), random: () => 0 },
      load: (url, signal) => {
        fetched.push([url, clock.now()]);
        return answer(url, signal);
      },
      loadBed: () => Promise.reject(new Error('none')),
      programme: () => ({ entries, heardAt: clock.now(), hasBed: false }),
      onHeard: ({ chunk }) => heard.push([chunk, clock.now()]),
      onLook: () => undefined,
    });
    player.look();
  }

  const places = (): number[] => loudspeaker.sounds.map(({ at }) => at / 48);

  test('[PL1] gives each chunk to the loudspeaker so much earlier as that is late', async () => {
    begin();
    await clock.advance(1_000);
    expect(places()).toEqual([4_760, 7_160]);
    expect(player.bufferMs()).toBe(4_800);
  });

  test('[PL23] that a browser refuses a sound is told, and the sound is tried again', async () => {
    const refuse = new RangeError('stop: too late');
    const play = loudspeaker.play.bind(loudspeaker);
    loudspeaker.play = (sound) => {
      if (clock.now() < 1_000) throw refuse;
      play(sound);
    };
    begin();
    let told = 0;
    while (clock.now() < 2_000) {
      await clock.advance(100).catch((error: unknown) => {
        expect(error).toBe(refuse);
        told += 1;
      });
    }
    expect(told).toBeGreaterThan(0);
    expect(places()).toEqual([4_760, 7_160]);
  });

  test('[PL11] says what was heard when it has come out, to its end', async () => {
    begin();
    await clock.advance(12_000);
    expect(heard.map(([chunk]) => chunk)).toEqual([FIRST.chunk, SECOND.chunk]);
    expect(heard.map(([, at]) => at - 7_200)).toEqual([expect.closeTo(0, -1), expect.closeTo(2_400, -1)]);
    expect(player.stalls).toBe(0);
  });

  test('[PL11] does not say so of what was silent, interrupted, or not announced any more', async () => {
    begin();
    await clock.advance(5_000);
    entries = [FIRST];
    await clock.advance(1_000);
    loudspeaker.become('interrupted');
    await clock.advance(10_000);
    expect(heard).toEqual([]);
    expect(loudspeaker.sounds).toEqual([]);
  });

  test('[PL11] says so of what was cut, at its cut', async () => {
    begin();
    await clock.advance(5_000);
    entries = [{ ...FIRST, frames: 50, last: true }];
    player.look();
    await clock.advance(10_000);
    expect(heard.map(([chunk, at]) => [chunk, Math.abs(at - 6_000) < 20])).toEqual([[FIRST.chunk, true]]);
  });

  test('[PL12] tries again until it is here, and joins in the middle; the stall is counted once', async () => {
    answer = async (url) => {
      if (clock.now() < 5_500) throw new Error('away');
      return url;
    };
    entries = [FIRST];
    begin();
    await clock.advance(4_000);
    expect(player.stalls).toBe(0);
    await clock.advance(4_000);
    // The tries that fall into the chunk come every 2 s.
    expect(loudspeaker.sounds).toMatchObject([{ of: FIRST.chunk, until: 7_160 * 48 }]);
    const [sound] = loudspeaker.sounds;
    expect((sound?.at ?? 0) - (sound?.from ?? 0)).toBe(4_760 * 48);
    expect(player.stalls).toBe(1);
  });

  test('[PL12] a fetch that hangs is given up after five seconds, and what is over is not fetched', async () => {
    let given = 0;
    answer = (_url, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error(`${(given += 1)}`))));
    entries = [{ ...FIRST, startsAt: 9_600 }];
    begin();
    await clock.advance(5_200);
    expect(given).toBeGreaterThanOrEqual(1);
    await clock.advance(20_000);
    const asked = fetched.filter(([url]) => url === FIRST.url).map(([, at]) => at);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...asked)).toBeLessThan(12_000);
  });

  test('[PL5] [PL11] what slipped is put in its place while it sounds, and was heard once', async () => {
    begin();
    await clock.advance(5_000);
    const slipped = entries.map((entry) => ({ ...entry, startsAt: entry.startsAt + 48 }));
    entries = slipped;
    await clock.advance(1_500);
    const [old, next] = loudspeaker.sounds.filter(({ of }) => of === FIRST.chunk);
    expect(old?.until).toBe((next?.at ?? 0) + 480);
    expect((next?.at ?? 0) - (next?.from ?? 0)).toBe(4_808 * 48);
    expect(player.errorMs).toBe(0);
    await clock.advance(10_000);
    expect(heard.map(([chunk]) => chunk)).toEqual([FIRST.chunk, SECOND.chunk]);
  });
});
