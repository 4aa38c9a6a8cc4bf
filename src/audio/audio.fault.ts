import { Fault } from '../kernel/fault.js';

/** A sound that cannot be used, or a tool for sound that failed us. */
export class AudioFault extends Fault {}
