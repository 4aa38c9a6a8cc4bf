import type { QueuedRequest } from '../../../src/wire/radio.js';
import type { Desk } from './desk.js';
import type { PreListening } from './pre-listening.js';
import type { Tell } from './use-desk.js';

/** What a part of the page works with, and how it tells what came of it. */
export interface BlockProps {
  readonly desk: Desk;
  readonly tell: Tell;
}

/** One row of the queue. */
export interface RowProps extends BlockProps {
  readonly request: QueuedRequest;
  readonly place: number;
  /** How it looks while something is dragged. */
  readonly mark: string | undefined;
  readonly step: (by: -1 | 1) => void;
  readonly startDrag: (event: PointerEvent) => void;
  readonly preListening: PreListening;
}
