import { readFileSync } from 'node:fs';
import type { Cancel, Clock } from '../kernel/clock.js';
import type { Child } from './child.js';

const LOOK_MS = 250;
const MEMORY_KB_MAX = 256_000;

/**
 * Tells when a program has taken more memory than it may. The kernel's own limit is on address space, of which the
 * libraries of a full ffmpeg alone take more than this without using it. Linux only; elsewhere nobody can tell.
 */
export function watchMemory(child: Child, clock: Clock, tell: () => void): Cancel {
  let cancel = clock.after(LOOK_MS, look);
  function look(): void {
    if (child.pid !== undefined && peakKb(child.pid) > MEMORY_KB_MAX) tell();
    else cancel = clock.after(LOOK_MS, look);
  }
  return () => cancel();
}

/** The most it ever had at once: what is gone again counts too. */
function peakKb(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    // It has ended, or this is no Linux.
    return 0;
  }
}
