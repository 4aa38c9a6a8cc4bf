import { Fault, type FaultOptions } from '../kernel/fault.js';
import type { Code } from '../wire/codes.js';

export interface WritingFaultOptions extends FaultOptions {
  /** `no` only where it is certain: the request was never sent, or was answered with an error. */
  readonly billed?: 'no' | 'unknown';
}

/** A writer failed. `retryable` says whether the same call may go through later; another writer may be tried either way. */
export class WritingFault extends Fault {
  readonly billed: 'no' | 'unknown';

  constructor(code: Code, options: WritingFaultOptions = {}) {
    super(code, options);
    this.billed = options.billed ?? 'unknown';
  }
}
