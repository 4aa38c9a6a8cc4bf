import { describe, expect, test } from '@jest/globals';
import { seeded } from '../../../test/support/seeded.js';
import { BURST, type ClockFilter, localAt, type Probe, serverAt, uncertaintyMs, withBurst } from './clock-filter.js';

/** How long one way takes, drawn anew for each. */
type Way = (random: () => number) => number;

interface Link {
  readonly up: Way;
  readonly down: Way;
}

const exponential = (meanMs: number, random: () => number): number => -meanMs * Math.log(1 - random());
const spiky =
  (baseMs: number, jitterMs: number, [often, spikeMs]: readonly [number, number]): Way =>
  (random) =>
    baseMs + exponential(jitterMs, random) + (random() < often ? random() * spikeMs : 0);

const LINKS = {
  lan: { up: spiky(0.2, 0.05, [0.02, 3]), down: spiky(0.2, 0.05, [0.02, 3]) },
  wifi: { up: spiky(1.5, 0.5, [0.1, 100]), down: spiky(1.5, 0.5, [0.1, 100]) },
  mobile: { up: spiky(45, 6, [0.15, 60]), down: spiky(45, 6, [0.15, 60]) },
  asymmetric: { up: spiky(42, 0.2, [0, 0]), down: spiky(12, 0.2, [0, 0]) },
} satisfies Record<string, Link>;

/** A listener whose own clock is `ahead` of nothing: server time is local time, faster by `drift`, plus an offset. */
class Station {
  local = 5_000;
  offsetMs = 1_700_000_000_000;
  clockId = 'a';
  filter: ClockFilter | undefined;
  readonly random: () => number;

  constructor(
    readonly link: Link,
    seed: number,
    readonly drift = 0,
  ) {
    this.random = seeded(seed);
  }

  server(local = this.local): number {
    return local * (1 + this.drift) + this.offsetMs;
  }

  probe(): Probe {
    const sentAt = this.local;
    this.local += this.link.up(this.random);
    const serverNow = this.server();
    this.local += this.link.down(this.random);
    return { clockId: this.clockId, sentAt, answeredAt: this.local, serverNow };
  }

  burst(): void {
    this.filter = withBurst(
      this.filter,
      Array.from({ length: BURST }, () => this.probe()),
    );
  }

  errorMs(): number {
    return this.filter === undefined ? Infinity : serverAt(this.filter, this.local) - this.server();
  }
}

/** Errors after each of 40 bursts but the first five: 2 s apart, then 10 s; over five seeds. */
function errorsOf(link: Link, drift = 0): number[] {
  return [1, 2, 3, 4, 5].flatMap((seed) => {
    const station = new Station(link, seed, drift);
    const errors: number[] = [];
    for (let burst = 0; burst < 40; burst += 1) {
      station.burst();
      if (burst >= 5) errors.push(station.errorMs());
      station.local += burst < 5 ? 0 : burst < 15 ? 2_000 : 10_000;
    }
    return errors;
  });
}

function share(errors: readonly number[], part: number): number {
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length * part)] ?? Infinity;
}

describe('clock filter', () => {
  test.each([
    ['lan', 0.03, 0.18],
    ['wifi', 0.28, 0.6],
    ['mobile', 1.4, 2.2],
  ] as const)('[RA76] over %s half of the errors are below %d ms, 19 of 20 below %d ms', (name, median, p95) => {
    const errors = errorsOf(LINKS[name]);
    expect(share(errors, 0.5)).toBeLessThan(median);
    expect(share(errors, 0.95)).toBeLessThan(p95);
  });

  test('[RA76] the difference between the two ways shows as half of it, and as nothing else', () => {
    const errors = errorsOf(LINKS.asymmetric);
    expect(Math.min(...errors)).toBeGreaterThan(14.5);
    expect(Math.max(...errors)).toBeLessThan(15.5);
  });

  test('[RA76] a clock that runs 80 in a million fast is followed', () => {
    const errors = errorsOf(LINKS.wifi, 8e-5);
    expect(share(errors, 0.5)).toBeLessThan(0.28);
    expect(share(errors, 0.95)).toBeLessThan(0.6);
  });

  test('[RA76] ten seconds without a probe cost less than a millisecond, and it knows that it knows less', () => {
    const station = new Station(LINKS.lan, 9, 8e-5);
    for (let burst = 0; burst < 30; burst += 1) {
      station.burst();
      station.local += 10_000;
    }
    expect(Math.abs(station.errorMs())).toBeLessThan(0.4);
    const { filter } = station;
    if (filter === undefined) throw new Error('no filter');
    expect(uncertaintyMs(filter, station.local)).toBeLessThan(1);
    expect(uncertaintyMs(filter, station.local + 3_600_000)).toBeGreaterThan(5);
  });

  test('[RA76] a first burst that was slow throughout is not believed once a faster one comes', () => {
    const slow: Link = { up: () => 40, down: () => 10 };
    const fast: Link = { up: () => 5, down: () => 5 };
    const first = new Station(slow, 1);
    first.burst();
    expect(first.errorMs()).toBeCloseTo(15, 3);
    const later = new Station(fast, 1);
    later.filter = first.filter;
    later.local = first.local;
    later.burst();
    expect(Math.abs(later.errorMs())).toBeLessThan(0.1);
  });

  test('[RA76] a moment there and back is the same moment', () => {
    const station = new Station(LINKS.wifi, 3, 8e-5);
    for (let burst = 0; burst < 20; burst += 1) {
      station.burst();
      station.local += 5_000;
    }
    const { filter } = station;
    if (filter === undefined) throw new Error('no filter');
    expect(localAt(filter, serverAt(filter, 777_777))).toBeCloseTo(777_777, 2);
  });

  test('[RA77] another clock drops all that was known of the one before', () => {
    const station = new Station(LINKS.lan, 4);
    for (let burst = 0; burst < 5; burst += 1) station.burst();
    station.clockId = 'b';
    station.offsetMs += 123_456;
    station.burst();
    expect(Math.abs(station.errorMs())).toBeLessThan(0.2);
    expect(station.filter).toMatchObject({ clockId: 'b', probes: 8 });
  });

  test('[RA77] where the clock changes within a burst, only what came after counts', () => {
    const station = new Station(LINKS.lan, 4);
    const before = [station.probe(), station.probe()];
    station.clockId = 'b';
    station.offsetMs += 123_456;
    station.filter = withBurst(undefined, [...before, station.probe(), station.probe()]);
    expect(Math.abs(station.errorMs())).toBeLessThan(0.5);
  });

  test('[RA77] a step is believed with the third burst that shows it, and then wholly', () => {
    const station = new Station(LINKS.wifi, 5);
    for (let burst = 0; burst < 20; burst += 1) {
      station.burst();
      station.local += 10_000;
    }
    station.offsetMs += 90_000;
    station.burst();
    expect(station.filter?.awry).toBe(1);
    station.burst();
    station.burst();
    expect(Math.abs(station.errorMs())).toBeLessThan(2);
    expect(station.filter?.awry).toBe(0);
  });

  test('[RA77] one burst that was held up says nothing of a step', () => {
    const station = new Station(LINKS.lan, 6);
    for (let burst = 0; burst < 10; burst += 1) station.burst();
    station.filter = withBurst(
      station.filter,
      Array.from({ length: BURST }, () => ({ ...station.probe(), answeredAt: (station.local += 400) })),
    );
    expect(station.filter?.awry).toBe(0);
    expect(Math.abs(station.errorMs())).toBeLessThan(0.2);
  });

  test('[RA76] no probes, no change', () => {
    const station = new Station(LINKS.lan, 7);
    expect(withBurst(undefined, [])).toBeUndefined();
    station.burst();
    expect(withBurst(station.filter, [])).toBe(station.filter);
  });

  test('[RA76] what it remembers is bounded', () => {
    const station = new Station(LINKS.lan, 8);
    for (let burst = 0; burst < 100; burst += 1) station.burst();
    expect(station.filter?.window).toHaveLength(128);
    station.local += 301_000;
    station.burst();
    expect(station.filter?.window).toHaveLength(8);
  });
});
