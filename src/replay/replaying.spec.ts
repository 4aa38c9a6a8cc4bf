import { describe, expect, test } from '@jest/globals';
import { eventOf } from '../../test/support/match-events.js';
import { Fault } from '../kernel/fault.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { MatchEvent } from '../wire/matches.js';
import { Landmarks } from './landmarks.js';
import type { Beginning, Spot } from './model/pacing.js';
import { Replaying } from './replaying.js';

const NOON = 1_000_000;
const FROM_START: Beginning = { kind: 'at', offsetMs: 0 };

const recorded = (seq: number, afterMs: number): MatchEvent =>
  eventOf(seq, { type: 'corner' }, { recordedAt: 50_000 + afterMs });

interface Asked {
  readonly beginning?: Beginning;
  readonly speed?: number;
  /** How long an event takes to be sent, by its number. */
  readonly sendMs?: (seq: number) => number;
  readonly readMs?: number;
  readonly landmarks?: Landmarks;
}

/** A record on paper, and one who has it told again. */
class Listening {
  readonly clock = new VirtualClock(NOON);
  readonly leaving = new AbortController();
  readonly told: [seq: number, at: number][] = [];
  readonly began: Spot[] = [];
  readonly reads: [after: number, limit: number][] = [];
  isAway = false;
  ended: Spot | 'left' | undefined;
  readonly replaying: Replaying;

  constructor(
    readonly record: MatchEvent[],
    { beginning = FROM_START, speed = 1, sendMs = () => 0, readMs = 0, landmarks = new Landmarks() }: Asked = {},
  ) {
    const { clock } = this;
    this.replaying = new Replaying({
      clock,
      speed,
      beginning,
      signal: this.leaving.signal,
      known: landmarks.before('final', beginning),
      passed: (stand) => landmarks.keep('final', stand),
      read: async (after, limit) => {
        this.reads.push([after, limit]);
        if (readMs > 0) await clock.sleep(readMs);
        if (this.isAway) throw new Fault('database.unavailable', { retryable: true });
        return this.record.filter(({ seq }) => seq > after).slice(0, limit);
      },
      begin: async ({ seq }, offsetMs) => void this.began.push({ seq, offsetMs }),
      tell: async ({ event: { seq } }) => {
        this.told.push([seq, clock.now() - NOON]);
        if (sendMs(seq) > 0) await clock.sleep(sendMs(seq));
      },
    });
    void this.run();
  }

  private async run(): Promise<void> {
    try {
      this.ended = await this.replaying.run();
    } catch {
      this.ended = 'left';
    }
  }
}

const three = (): MatchEvent[] => [recorded(1, 0), recorded(2, 4_000), recorded(3, 10_000)];

/** Every third takes most of a pause of 333 ms, and the ninetieth fifteen of them. */
function slowThirds(seq: number): number {
  if (seq === 90) return 5_000;
  return seq % 3 === 0 ? 300 : 0;
}

describe('a match that is told again', () => {
  test.each([
    [
      1,
      [
        [1, 0],
        [2, 4_000],
        [3, 10_000],
      ],
    ],
    [
      4,
      [
        [1, 0],
        [2, 1_000],
        [3, 2_500],
      ],
    ],
    [
      0.5,
      [
        [1, 0],
        [2, 8_000],
        [3, 20_000],
      ],
    ],
  ] as const)('[RP30] at speed %d has each event when it is due, and ends', async (speed, expected) => {
    const listening = new Listening(three(), { speed });
    await listening.clock.advance(20_000);
    expect(listening.told).toEqual(expected);
    expect(listening.began).toEqual([{ seq: 0, offsetMs: 0 }]);
    expect(listening.ended).toEqual({ seq: 3, offsetMs: 10_000 });
    expect(listening.clock.waiting).toBe(0);
  });

  test('[RP31] what was late makes nothing after it late', async () => {
    const record = Array.from({ length: 400 }, (_, nth) => recorded(nth + 1, nth * 333));
    const listening = new Listening(record, { sendMs: slowThirds });
    await listening.clock.advance(400 * 333);
    const late = listening.told.filter(([seq, at]) => at !== (seq - 1) * 333).map(([seq]) => seq);
    // The twentieth after it comes 6,800 ms after it and was due after 6,660; the next is sent by 6,800 and due after 6,993.
    expect(late).toEqual(Array.from({ length: 20 }, (_, nth) => 91 + nth));
    expect(listening.told.length).toBe(400);
  });

  test.each([
    ['between two', 6_000, [[3, 4_000]], { seq: 2, offsetMs: 6_000 }],
    [
      'at one',
      4_000,
      [
        [2, 0],
        [3, 6_000],
      ],
      { seq: 1, offsetMs: 4_000 },
    ],
    ['past the last', 11_000, [], { seq: 3, offsetMs: 11_000 }],
  ] as const)('[RP32] begins %s', async (_, offsetMs, expected, began) => {
    const listening = new Listening(three(), { beginning: { kind: 'at', offsetMs } });
    await listening.clock.advance(10_000);
    expect(listening.told).toEqual(expected);
    expect(listening.began).toEqual([began]);
    expect(listening.ended).toBeDefined();
  });

  test('[RP33] who is cut off at any moment has each event once, and the pace goes on', async () => {
    for (let cutAt = 250; cutAt < 10_000; cutAt += 500) {
      const first = new Listening(three());
      await first.clock.advance(cutAt);
      const place = first.replaying.place;
      first.leaving.abort(new Error('cut'));
      await first.clock.advance(0);
      expect(first.ended).toBe('left');
      expect(first.clock.waiting).toBe(0);
      const second = new Listening(three(), { beginning: { kind: 'after', ...(place as Spot) } });
      await second.clock.advance(10_000);
      const both = [...first.told, ...second.told.map(([seq, at]) => [seq, at + cutAt])];
      expect(both).toEqual([
        [1, 0],
        [2, 4_000],
        [3, 10_000],
      ]);
    }
  });

  test('[RP35] what is recorded while it is told is told too, and then it ends', async () => {
    const listening = new Listening(three());
    await listening.clock.advance(9_000);
    listening.record.push(recorded(4, 12_000));
    await listening.clock.advance(2_500);
    expect(listening.ended).toBeUndefined();
    listening.record.push(recorded(5, 13_000));
    await listening.clock.advance(10_000);
    expect(listening.told.slice(3)).toEqual([
      [4, 12_000],
      [5, 13_000],
    ]);
    expect(listening.ended).toEqual({ seq: 5, offsetMs: 13_000 });
  });

  test('[RP35] a match of which nothing was told ends at once', async () => {
    const listening = new Listening([]);
    await listening.clock.advance(0);
    expect([listening.told, listening.ended]).toEqual([[], { seq: 0, offsetMs: 0 }]);
  });

  test.each([0, 60_000])('[RP38] of a long match some events are held, from %d s too', async (fromS) => {
    const record = Array.from({ length: 100_000 }, (_, nth) => recorded(nth + 1, nth * 1_000));
    const beginning = { kind: 'at', offsetMs: fromS * 1_000 } as const;
    const listening = new Listening(record, { beginning });
    await listening.clock.advance(0);
    listening.reads.splice(0);
    await listening.clock.advance(1_000_000);
    expect(listening.told.at(-1)).toEqual([fromS + 1_001, 1_000_000]);
    // What was read ahead: never a hundred events, and never a read for each.
    const ahead = listening.reads.map(([after, limit]) => after + limit - fromS);
    expect(Math.max(...ahead)).toBeLessThan(1_001 + 100);
    expect(listening.reads.length).toBeLessThan(25);
    listening.leaving.abort(new Error('enough'));
  });

  test('[RP38] of a record that was read before one page is read, and all is where it was', async () => {
    // Pauses that are cut to an hour: where an event stands is no difference of two moments.
    const record = Array.from({ length: 600 }, (_, nth) => recorded(nth + 1, nth * 7_200_000));
    const landmarks = new Landmarks();
    for (const [hour, reads] of [
      [540, [0, 100, 200, 300, 400, 500]],
      [540, [500]],
      [240, [200]],
      [500, [500]],
      // The last of a page is told itself.
      [499, [400]],
      [20, [0]],
    ] as const) {
      const listening = new Listening(record, { beginning: { kind: 'at', offsetMs: hour * 3_600_000 }, landmarks });
      await listening.clock.advance(0);
      expect(listening.told).toEqual([[hour + 1, 0]]);
      expect(listening.reads.filter(([, limit]) => limit === 100).map(([after]) => after)).toEqual(reads);
      listening.leaving.abort(new Error('enough'));
    }
  });

  test('[RP31] [RP38] what takes long to read is read before it is due', async () => {
    const record = Array.from({ length: 1_000 }, (_, nth) => recorded(nth + 1, nth * 100));
    const listening = new Listening(record, { readMs: 2_000 });
    await listening.clock.advance(110_000);
    // It begins when the first was read.
    expect(listening.told).toEqual(Array.from({ length: 1_000 }, (_, nth) => [nth + 1, 2_000 + nth * 100]));
  });

  test('[RP38] while the record cannot be read it waits, and is at its pace when it can', async () => {
    const record = Array.from({ length: 100 }, (_, nth) => recorded(nth + 1, nth * 1_000));
    const listening = new Listening(record);
    await listening.clock.advance(10_000);
    listening.isAway = true;
    await listening.clock.advance(60_000);
    expect(listening.told.length).toBe(50);
    listening.isAway = false;
    await listening.clock.advance(1_000);
    expect(listening.told.length).toBe(72);
    await listening.clock.advance(30_000);
    expect(listening.told.at(-1)).toEqual([100, 99_000]);
    expect(listening.ended).toEqual({ seq: 100, offsetMs: 99_000 });
  });

  test('[RP39] who leaves while something is sent is told nothing more, also of what is due', async () => {
    const record = [recorded(1, 0), recorded(2, 0), recorded(3, 0)];
    const listening = new Listening(record, { sendMs: () => 100 });
    await listening.clock.advance(150);
    listening.leaving.abort(new Error('gone'));
    await listening.clock.advance(1_000);
    expect(listening.told).toEqual([
      [1, 0],
      [2, 100],
    ]);
    expect(listening.ended).toBe('left');
  });

  test('[RP39] who leaves while the record cannot be read is let go of', async () => {
    const listening = new Listening(three());
    listening.isAway = true;
    await listening.clock.advance(5_500);
    listening.leaving.abort(new Error('gone'));
    await listening.clock.advance(0);
    expect([listening.ended, listening.clock.waiting]).toEqual(['left', 0]);
  });
});
