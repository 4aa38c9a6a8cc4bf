/** In this order a stop goes: first nobody new is taken, at the end what others need is closed. */
export const DRAIN_STEPS = ['refuse', 'finish', 'disconnect', 'close'] as const;
export type DrainStep = (typeof DRAIN_STEPS)[number];

export interface DrainPart {
  readonly name: string;
  readonly step: DrainStep;
  /** Must settle soon after the signal aborts: that is the hard end. */
  stop(signal: AbortSignal): Promise<void>;
}

/**
 * The graceful stop. Rooms join while they start.
 * Promises: steps go one after the other, the parts of a step side by side; a part that fails or hangs does not
 * keep the others from stopping; the whole ends after 30 s at most, with exit code 0.
 */
export abstract class Drain {
  abstract join(part: DrainPart): void;
  abstract get draining(): boolean;
}
