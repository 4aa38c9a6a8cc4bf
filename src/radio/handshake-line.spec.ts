import { beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { HandshakeLine } from './handshake-line.js';

/** Of a loop so busy that everything comes half a second late. */
class LateClock extends VirtualClock {
  override after(ms: number, run: () => void) {
    return super.after(ms + 490, run);
  }
}

describe('the line at the door', () => {
  let letIn: number;
  const come = (line: HandshakeLine, hasLeft = false): boolean =>
    line.enter({ letIn: () => (letIn += 1), hasLeft: () => hasLeft });
  const comeAtOnce = (line: HandshakeLine, count: number): boolean[] => Array.from({ length: count }, () => come(line));
  beforeEach(() => {
    letIn = 0;
  });

  test('[RA125] one who comes alone is let in at once, whenever it comes', async () => {
    const clock = new VirtualClock();
    const line = new HandshakeLine(clock);
    come(line);
    expect(letIn).toBe(1);
    await clock.advance(60_000);
    expect(clock.waiting).toBe(0);
    comeAtOnce(line, 15);
    expect(letIn).toBe(16);
  });

  test('[RA125] of many at once 1,500 a second are let in', async () => {
    const clock = new VirtualClock();
    const line = new HandshakeLine(clock);
    comeAtOnce(line, 2_000);
    expect(letIn).toBe(15);
    await clock.advance(10);
    expect(letIn).toBe(30);
    await clock.advance(990);
    expect(letIn).toBe(1_515);
    await clock.advance(1_000);
    expect(letIn).toBe(2_000);
    expect(clock.waiting).toBe(0);
  });

  test('[RA125] a beat that came late is not made up for', async () => {
    const clock = new LateClock();
    const line = new HandshakeLine(clock);
    comeAtOnce(line, 2_000);
    await clock.advance(1_000);
    expect(letIn).toBe(45);
  });

  test('[RA125] the line is bounded, and who has left it takes nobody’s place', async () => {
    const clock = new VirtualClock();
    const line = new HandshakeLine(clock);
    comeAtOnce(line, 15);
    const gone = Array.from({ length: 14_990 }, () => come(line, true));
    expect(gone).not.toContain(false);
    expect(comeAtOnce(line, 12)).toEqual([...Array.from({ length: 10 }, () => true), false, false]);
    await clock.advance(10);
    expect(letIn).toBe(25);
  });
});
