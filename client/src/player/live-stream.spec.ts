import { beforeEach, describe, expect, test } from '@jest/globals';
import { PaperMediaElement } from '../../../test/support/paper.media-element.js';
import { VirtualClock } from '../../../src/kernel/virtual.clock.js';
import { LiveStream } from './live-stream.js';

/** Server time is so much more. */
const AHEAD_MS = 1_000_000;

describe('a live stream', () => {
  let clock: VirtualClock;
  let element: PaperMediaElement;
  let states: string[];
  let addresses: string[];
  let stream: LiveStream;

  beforeEach(() => {
    clock = new VirtualClock(0);
    element = new PaperMediaElement();
    states = [];
    addresses = [];
    stream = new LiveStream({
      element,
      surroundings: { now: () => clock.now(), after: clock.after.bind(clock), random: () => 1 },
      serverNow: () => clock.now() + AHEAD_MS,
      firstAddress: '/first',
      address: () => Promise.resolve(addresses.shift() ?? '/again'),
    });
    stream.onChange = () => {
      if (states.at(-1) !== stream.state) states.push(stream.state);
    };
  });

  async function started(): Promise<void> {
    void stream.start();
    await clock.advance(100);
    element.tell('loadedmetadata', 'playing');
  }

  /** So much passes, and so much of it sounds. */
  async function passes(ms: number, soundsMs = ms): Promise<void> {
    const [from, until] = [element.currentTime, clock.now() + ms];
    while (clock.now() < until) {
      await clock.advance(Math.min(100, until - clock.now()));
      element.currentTime = from + (soundsMs / 1_000) * (1 - (until - clock.now()) / ms);
    }
  }

  test('[PL19] is asked for inside the tap, and tells what is heard from when the server has answered', async () => {
    const asked = stream.start();
    expect(element.asked).toEqual(['/first?behind=4.5&delay=0&bed=crowd']);
    await asked;
    expect([stream.heardAt(), stream.isDry]).toEqual([undefined, true]);
    await clock.advance(100);
    element.tell('loadedmetadata', 'playing');
    expect(stream.heardAt()).toBe(AHEAD_MS + 50 - 4_500);
    await passes(5_000);
    expect(stream.heardAt()).toBe(AHEAD_MS + 50 + 500);
    expect([states, stream.isDry, element.asked.length]).toEqual([['starting', 'on'], false, 1]);
  });

  test('[PL20] that ends or fails is asked for again, at once and then ever later, where it is by then', async () => {
    addresses = ['/second', '/third', '/fourth'];
    await started();
    const askedAt: number[] = [];
    element.plays = async () => void askedAt.push(clock.now() - 100);
    element.tell('pause', 'ended');
    await clock.advance(0);
    element.tell('error');
    await clock.advance(1_000);
    element.tell('error');
    await clock.advance(2_000);
    expect(askedAt).toEqual([0, 1_000, 3_000]);
    expect(element.asked.slice(1).map((address) => address.split('?')[0])).toEqual(['/second', '/third', '/fourth']);
    expect([states.at(-1), stream.isDry]).toEqual(['on', true]);
    element.tell('loadedmetadata', 'playing');
    expect([stream.heardAt(), stream.isDry]).toEqual([AHEAD_MS + 3_100 - 4_500, false]);
  });

  test('[PL20] that does not come within eight seconds is asked for again', async () => {
    void stream.start();
    await clock.advance(8_000);
    expect(element.asked.length).toBe(1);
    await clock.advance(2_000);
    expect(element.asked.length).toBe(2);
  });

  test('[PL20] that has run dry says so, and is asked for again when it is too late for its place', async () => {
    await started();
    await passes(2_000);
    element.tell('waiting');
    expect(stream.isDry).toBe(true);
    await passes(2_800, 0);
    expect(element.asked.length).toBe(1);
    await passes(1_200, 0);
    expect(element.asked.length).toBe(2);
  });

  test('[PL20] that has fallen back is brought to its place, and one that has not is left alone', async () => {
    await started();
    await passes(60_000, 60_000);
    expect(element.playbackRate).toBe(1);
    await passes(5_000, 3_000);
    expect([element.asked.length, element.playbackRate]).toEqual([1, 1.04]);
    await passes(5_000, 3_000);
    expect(element.asked.length).toBe(2);
  });

  test('[PL21] that the system stops is interrupted; started again it is where it should be by then', async () => {
    await started();
    await passes(1_000);
    element.tell('pause');
    expect([states.at(-1), element.src]).toEqual(['interrupted', '']);
    await clock.advance(60_000);
    expect(element.asked.length).toBe(1);
    await started();
    expect(stream.heardAt()).toBe(clock.now() - 50 + AHEAD_MS - 4_500);
    expect(states).toEqual(['starting', 'on', 'interrupted', 'starting', 'on']);
  });

  test('[PL21] that the browser forbids asks for a tap', async () => {
    element.plays = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    await stream.start();
    expect([states, element.src]).toEqual([['starting', 'blocked'], '']);
  });

  test('[PL21] that was stopped stays so, whatever comes in late', async () => {
    await started();
    stream.stop();
    element.tell('pause', 'ended', 'error', 'waiting', 'playing', 'loadedmetadata');
    await clock.advance(60_000);
    expect([states.at(-1), element.asked.length, clock.waiting]).toEqual(['off', 1, 0]);
  });

  test('[PL22] tuned otherwise it is asked for anew, if it sounds', async () => {
    stream.tune({ delayMs: 5_000, hasBed: true });
    expect(element.asked).toEqual([]);
    await started();
    stream.tune({ delayMs: 5_000, hasBed: true });
    stream.tune({ delayMs: 7_500, hasBed: false });
    expect(element.asked.slice(0)).toEqual([
      '/first?behind=4.5&delay=5&bed=crowd',
      '/first?behind=4.5&delay=7.5&bed=silence',
    ]);
    element.tell('loadedmetadata');
    expect(stream.heardAt()).toBe(clock.now() + AHEAD_MS - 7_500);
  });

  test('[PL22] is as loud as it is told', () => {
    stream.setVolume(0.4);
    expect([element.volume, element.muted]).toEqual([0.4, false]);
    stream.setVolume(0);
    expect(element.muted).toBe(true);
  });
});
