import type { Readings } from '../../src/kernel/clock-readings.js';

/** A machine whose clocks a test moves: it runs, is suspended, boots, and has its wall clock stepped. */
export class SetReadings implements Readings {
  wall = 1_800_000_000_000;
  monotonic = 50_000;
  boot: number | undefined = 50_000;
  id: string | undefined = 'boot-1';

  wallMs = (): number => this.wall;
  monotonicMs = (): number => this.monotonic;
  bootMs = (): number | undefined => this.boot;
  bootId = (): string | undefined => this.id;

  runs(ms: number): void {
    this.monotonic += ms;
    this.sleeps(ms);
  }

  /** Suspended: the monotonic clock stands still. */
  sleeps(ms: number): void {
    this.wall += ms;
    if (this.boot !== undefined) this.boot += ms;
  }

  boots(): void {
    this.id = `${this.id}+`;
    this.monotonic = 3_000;
    this.boot = 3_000;
    this.wall += 30_000;
  }
}
