import { FRAME_MS } from '../../audio/model/frames.js';

/**
 * By how much kept times move from one clock to another, each told by how far it is ahead of the database's. It is rounded up
 * to whole frames: starts stay on the grid, and everything keeps its distance from everything else.
 */
export function shiftBetween(fromAheadMs: number, toAheadMs: number): number {
  return Math.ceil((toAheadMs - fromAheadMs) / FRAME_MS) * FRAME_MS;
}
