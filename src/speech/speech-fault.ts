import { Fault } from '../kernel/fault.js';

/** A voice failed. `retryable` says whether the same call may go through later; another voice may be tried either way. */
export class SpeechFault extends Fault {}
