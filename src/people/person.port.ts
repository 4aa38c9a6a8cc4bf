import type { ServerMs } from '../kernel/clock.js';
import type { Person } from './model/person.js';

export { ANONYMOUS, ROLES, type KnownPerson, type Person, type Role } from './model/person.js';
export { isHostOf, mayDo, type Need, type Place } from './model/may-do.js';

/** Who asks and how long that holds: what a request (`request.identity`) or a socket (`socket.data.identity`) carries. */
export interface Identity {
  readonly person: Person;
  /** When the token ends. Somebody anonymous stays anonymous. */
  readonly expiresAt: ServerMs;
}
