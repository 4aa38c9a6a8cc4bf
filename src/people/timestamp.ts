import type { ServerMs } from '../kernel/clock.js';

/** Server time as the database and the wire read it. */
export function timestamp(ms: ServerMs): string {
  return new Date(ms).toISOString();
}
