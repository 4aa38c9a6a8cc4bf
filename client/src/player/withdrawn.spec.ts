import { describe, expect, test } from '@jest/globals';
import { PaperLoudspeaker } from '../../../test/support/paper.loudspeaker.js';
import { entryOf } from '../../../test/support/wire.js';
import { VirtualClock } from '../../../src/kernel/virtual.clock.js';
import type { Entry } from '../../../src/wire/radio.js';
import { Player } from './player.js';

describe('a player', () => {
  test('[RP25] falls silent where something is withdrawn, and has what follows in its place', async () => {
    const clock = new VirtualClock(0);
    const loudspeaker = new PaperLoudspeaker(() => clock.now(), 0);
    const [first, second, third] = [4_800, 7_200, 9_600].map((at, nth) => entryOf(nth, at, { frames: 100 }));
    let entries = [first, second, third] as readonly Entry[];
    const heard: number[] = [];
    const fetched: string[] = [];
    const player = new Player<string>({
      loudspeaker,
      surroundings: { now: () => clock.now(), after: clock.after.bind(clock), random: () => 0 },
      load: async (url) => {
        fetched.push(url);
        return url;
      },
      loadBed: async () => ({ pcm: 'bed', samples: 480_000 }),
      programme: () => ({ entries, heardAt: clock.now(), hasBed: true }),
      onHeard: ({ index }) => heard.push(index),
      onLook: () => undefined,
    });
    player.look();
    await clock.advance(6_000);
    const places = (): Array<readonly [string, number, number]> =>
      loudspeaker.sounds.filter(({ of }) => of !== 'bed').map(({ of, at, until }) => [of, at / 48, until / 48]);
    expect(places()).toEqual([
      [first?.chunk, 4_800, 7_200],
      [second?.chunk, 7_200, 9_600],
      [third?.chunk, 9_600, 12_000],
    ]);
    entries = entries.map((entry, nth) => (nth < 2 ? { ...entry, silenced: true } : entry));
    player.look();
    // 20 ms ahead of what the loudspeaker has already.
    expect(places()).toEqual([
      [first?.chunk, 4_800, 6_020],
      [third?.chunk, 9_600, 12_000],
    ]);
    await clock.advance(2_000);
    expect([player.isBuffering(), player.stalls]).toEqual([false, 0]);
    // The crowd does not come in its place.
    expect(loudspeaker.sounds.filter(({ of, at }) => of === 'bed' && at > 4_800 * 48 && at < 12_000 * 48)).toEqual([]);
    await clock.advance(6_000);
    expect(heard).toEqual([2]);
    player.close();
  });

  test('[RP25] never fetches what was withdrawn before it came', async () => {
    const clock = new VirtualClock(0);
    const fetched: string[] = [];
    const player = new Player<string>({
      loudspeaker: new PaperLoudspeaker(() => clock.now(), 0),
      surroundings: { now: () => clock.now(), after: clock.after.bind(clock), random: () => 0 },
      load: async (url) => {
        fetched.push(url);
        return url;
      },
      loadBed: () => Promise.reject(new Error('none')),
      programme: () => ({
        entries: [entryOf(0, 4_800, { silenced: true }), entryOf(1, 7_200)],
        heardAt: clock.now(),
        hasBed: false,
      }),
      onHeard: () => undefined,
      onLook: () => undefined,
    });
    player.look();
    await clock.advance(6_000);
    expect(fetched).toEqual([entryOf(1, 7_200).url]);
    player.close();
  });
});
