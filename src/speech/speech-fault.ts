import { Fault, type FaultOptions } from '../kernel/fault.js';
import type { Code } from '../wire/codes.js';

export interface SpeechFaultOptions extends FaultOptions {
  /** `no` only where it is certain: the request was never sent, or was answered with an error. */
  readonly billed?: 'no' | 'unknown';
}

/** A voice failed. `retryable` says whether the same call may go through later; another voice may be tried either way. */
export class SpeechFault extends Fault {
  readonly billed: 'no' | 'unknown';

  constructor(code: Code, options: SpeechFaultOptions = {}) {
    super(code, options);
    this.billed = options.billed ?? 'unknown';
  }
}

const ABOUT_THE_TEXT: ReadonlySet<Code> = new Set(['speech.empty-text', 'speech.text-too-long']);

/** The text is at fault; every voice would say the same. */
export function isAboutTheText({ code }: SpeechFault): boolean {
  return ABOUT_THE_TEXT.has(code);
}
