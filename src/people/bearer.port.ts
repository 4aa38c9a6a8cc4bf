import type { Cancel } from '../kernel/clock.js';
import type { Refusal } from '../kernel/outcome.js';
import type { Identity } from './person.port.js';

/** Whoever carries an access token is who it says, for as long as it holds. */
export abstract class Bearers {
  /** Without a token: somebody anonymous. A token that does not hold is refused, never taken for none. */
  abstract identify(token: string | undefined): Promise<Identity | Refusal>;
  /** Whether it still holds: neither past its end nor signed out. What lives longer than a request asks again. */
  abstract holds(identity: Identity): boolean;
  /** Tells of a session that was signed out, here or on another node, within 2 s. Its sockets are to be closed. */
  abstract onSignedOut(tell: (session: string) => void): Cancel;
}
