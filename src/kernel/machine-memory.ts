import { totalmem } from 'node:os';

/** The bytes of memory there are for this process: the machine’s, or fewer where its container allows no more. */
export function machineMemory(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}
