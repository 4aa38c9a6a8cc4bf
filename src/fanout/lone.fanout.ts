import type { Cancel } from '../kernel/clock.js';
import { Fanout } from './fanout.port.js';

/** One process is all there is: nobody else hears. */
export class LoneFanout extends Fanout {
  readonly isShared = false;

  publish(): void {
    return undefined;
  }

  hear(): Promise<Cancel> {
    return Promise.resolve(() => undefined);
  }
}
