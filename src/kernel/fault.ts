import { CODES, type Code } from '../wire/codes.js';

export interface FaultOptions {
  /** Whether the same call may go through later, or elsewhere. */
  readonly retryable?: boolean;
  readonly detail?: string;
  readonly cause?: unknown;
}

/** The world failed: a disk, a network, a provider. Whoever can go another way reads `retryable`. */
export class Fault extends Error {
  readonly retryable: boolean;

  constructor(
    readonly code: Code,
    options: FaultOptions = {},
  ) {
    super(options.detail ?? CODES[code].title, { cause: options.cause });
    this.name = new.target.name;
    this.retryable = options.retryable ?? false;
  }
}
