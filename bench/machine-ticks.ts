import { readFileSync } from 'node:fs';

/** Of the machine's processors together, since it was started, as the kernel counts it. */
export interface Ticks {
  readonly all: number;
  /** The processors could have worked, and the host of this virtual machine let others work. */
  readonly stolen: number;
}

/** Nothing where the kernel does not say. */
export function machineTicks(): Ticks | undefined {
  if (process.platform !== 'linux') return undefined;
  // user nice system idle iowait irq softirq steal; what guests used is counted in user already.
  const ticks = readFileSync('/proc/stat', 'latin1').split('\n', 1)[0]?.split(/\s+/).slice(1, 9).map(Number) ?? [];
  return { all: ticks.reduce((sum, some) => sum + some, 0), stolen: ticks[7] ?? 0 };
}

/** In words, for the line about the machine: what waits for a clock on a machine that stands still is late, whatever it does. */
export function stolenBetween(before: Ticks | undefined, after: Ticks | undefined): string {
  if (before === undefined || after === undefined || after.all === before.all) return '';
  return `, ${Math.round(((after.stolen - before.stolen) / (after.all - before.all)) * 100)} % stolen`;
}
