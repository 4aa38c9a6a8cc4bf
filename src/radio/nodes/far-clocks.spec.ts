import { describe, expect, test } from '@jest/globals';
import { LoneQuestions } from '../../../test/support/lone-questions.js';
import { SetReadings } from '../../../test/support/readings.js';
import { AnchoredServerTime } from '../../kernel/anchored.server-time.js';
import { newAnchor } from '../../kernel/clock-anchor.js';
import { Fault } from '../../kernel/fault.js';
import { VirtualClock } from '../../kernel/virtual.clock.js';
import { FarClocks } from './far-clocks.js';

/** Ways there and back, in turn. */
const WAYS = [0.4, 3, 0.2, 7, 0.3, 0.2, 1, 5];

function two(aheadMs: number) {
  const readings = new SetReadings();
  const clock = new VirtualClock(1_000_000);
  const time = new AnchoredServerTime(
    { ...newAnchor(readings), anchorMs: 1_000_000 },
    { clock, readings, keep: () => undefined },
  );
  const way = { isCut: false, asked: 0 };
  class Way extends LoneQuestions {
    override async ask(): Promise<never> {
      way.asked += 1;
      const [there, back] = [WAYS[way.asked % 8] ?? 1, WAYS[(way.asked + 3) % 8] ?? 1];
      await clock.sleep(there, new AbortController().signal);
      if (way.isCut) throw new Fault('fanout.unanswered', { retryable: true });
      const serverNow = time.now() + aheadMs;
      await clock.sleep(back, new AbortController().signal);
      return { clockId: 'there', serverNow } as never;
    }
  }
  return { clock, time, way, clocks: new FarClocks(time, new Way()) };
}

describe('the time of another node', () => {
  test('[RA183] is known within a millisecond from the first eight probes on, and asked again every ten seconds', async () => {
    const { clock, time, way, clocks } = two(123_456.75);
    const known = clocks.use('far');
    await clock.advance(200);
    await known;
    const { clockId, serverNow = 0 } = clocks.of('far') ?? {};
    expect([clockId, way.asked]).toEqual(['there', 8]);
    expect(Math.abs(serverNow - (time.now() + 123_456.75))).toBeLessThan(1);
    await clock.advance(10_100);
    expect(way.asked).toBe(16);
  });

  test('[RA183] is asked again soon where nobody answered, and not at all once nobody needs it', async () => {
    const { clock, way, clocks } = two(-50);
    way.isCut = true;
    const known = clocks.use('far');
    await clock.advance(100);
    await known;
    expect(clocks.of('far')).toBeUndefined();
    way.isCut = false;
    await clock.advance(1_000);
    expect(clocks.of('far')?.clockId).toBe('there');
    clocks.release('far');
    const { asked } = way;
    await clock.advance(60_000);
    expect([way.asked, clock.waiting]).toEqual([asked, 0]);
  });
});
