import { CODES, type Code } from '../wire/codes.js';

export interface FaultOptions {
  /** Whether the same call may go through later, or elsewhere. */
  readonly retryable?: boolean;
  readonly detail?: string;
  /** When another try makes sense, where that is known. */
  readonly retryAfterS?: number;
  readonly cause?: unknown;
}

/** The world failed: a disk, a network, a provider. Whoever can go another way reads `retryable`. */
export class Fault extends Error {
  readonly retryable: boolean;
  readonly retryAfterS: number | undefined;

  constructor(
    readonly code: Code,
    options: FaultOptions = {},
  ) {
    super(options.detail ?? CODES[code].title, { cause: options.cause });
    this.name = new.target.name;
    this.retryable = options.retryable ?? false;
    this.retryAfterS = options.retryAfterS;
  }
}
