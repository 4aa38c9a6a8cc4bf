export const BATCH_MS_MIN = 200;
export const BATCH_MS_MAX = 500;
const STEP_MS = 50;
/** Where sending takes more than this share of the time, less often is better; below the other, more often costs nothing. */
const BUSY = 0.1;
const IDLE = 0.04;

/** How long to wait for the next batch, when the last one took so long to send. */
export function nextBatchMs(batchMs: number, tookMs: number): number {
  const share = tookMs / batchMs;
  if (share > BUSY) return Math.min(BATCH_MS_MAX, batchMs + STEP_MS);
  return share < IDLE ? Math.max(BATCH_MS_MIN, batchMs - STEP_MS) : batchMs;
}
