import type { LogRow, QueuedRequest } from '../wire/radio.js';

/**
 * Tells everybody who listens to a channel. Only what is in the log is published, in the log's order.
 * Promises: never waits and never throws: who cannot be reached now reads the log later.
 */
export abstract class Publisher {
  /** `requests` is for hosts alone, and only worked out where there are any. */
  abstract publish(row: LogRow, requests: () => readonly QueuedRequest[]): void;
  /** Another process tells of this channel now: whoever listens here is to come again, and finds who does. */
  abstract dismiss(channel: string): void;
}
