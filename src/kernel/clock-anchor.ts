import { createHash, randomUUID } from 'node:crypto';
import type { Readings } from './clock-readings.js';

/** What ties the monotonic clock of one boot to server time. */
export interface Anchor {
  readonly bootId: string;
  /** Server time when the monotonic clock showed 0. */
  readonly anchorMs: number;
  /** For how long this boot had been suspended when it was taken. */
  readonly asleepMs: number;
}

/** The boot clock is true to 10 ms; whatever parts the two clocks further than this is a suspend. */
const SUSPEND_MS = 1_000;
/** Between the readings of two clocks a process may be stopped; then they say nothing about each other. */
const TOGETHER_MS = 100;
const TRIES = 5;

export function newAnchor(readings: Readings): Anchor {
  return {
    bootId: readings.bootId() ?? randomUUID(),
    anchorMs: readings.wallMs() - readings.monotonicMs(),
    asleepMs: asleepMs(readings) ?? 0,
  };
}

/** Whether the clocks still stand to each other as they did: the same boot, and no suspend since. The wall clock is not asked. */
export function holds({ bootId, asleepMs: wasMs }: Anchor, readings: Readings): boolean {
  return bootId === readings.bootId() && Math.abs((asleepMs(readings) ?? wasMs) - wasMs) <= SUSPEND_MS;
}

/** The same anchor, or where the machine was suspended one that lies ahead by just as long: server time never goes back. */
export function afterSuspend(anchor: Anchor, readings: Readings): Anchor {
  const nowAsleepMs = asleepMs(readings) ?? anchor.asleepMs;
  const sleptMs = nowAsleepMs - anchor.asleepMs;
  if (sleptMs <= SUSPEND_MS) return anchor;
  return { ...anchor, anchorMs: anchor.anchorMs + sleptMs, asleepMs: nowAsleepMs };
}

/** The name of this server time for listeners. A hash, because a boot id is nobody else's business. */
export function clockIdOf({ bootId, anchorMs }: Anchor): string {
  return createHash('sha256').update(`${bootId} ${anchorMs}`).digest('hex').slice(0, 32);
}

function asleepMs(readings: Readings): number | undefined {
  let apartMs: number | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const beforeMs = readings.monotonicMs();
    const bootMs = readings.bootMs();
    if (bootMs === undefined) return undefined;
    apartMs = bootMs - beforeMs;
    if (readings.monotonicMs() - beforeMs <= TOGETHER_MS) break;
  }
  return apartMs;
}
