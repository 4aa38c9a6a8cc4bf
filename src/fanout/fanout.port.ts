import type { Cancel } from '../kernel/clock.js';

/**
 * Says something to every process of the installation that hears.
 * Promises: what one process says is heard in the order it was said, whatever the topics, and once. Nothing is kept for who
 * comes later, and while the way is away nothing is heard: whoever must not miss anything has to look elsewhere as well.
 * Saying never waits and never throws.
 */
export abstract class Fanout {
  /** Whether there can be other processes at all. */
  abstract readonly isShared: boolean;
  abstract publish(topic: string, message: unknown): void;
  /** Resolves once everything is heard that is said from now on. */
  abstract hear(topic: string, tell: (message: unknown) => void): Promise<Cancel>;
}
