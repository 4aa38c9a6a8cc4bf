import './no-eval.js';
import { Connection } from './connection.js';
import type { Surroundings } from './line.js';
import { socketLine } from './socket.line.js';
import { surroundings } from './surroundings.js';

export interface ConnectOptions {
  readonly origin: string;
  /** The access token as it is now. Without one, one listens where that is open to all. */
  readonly token?: () => string | undefined;
  readonly surroundings?: Surroundings;
  readonly onPhase?: (isOpen: boolean, why: string) => void;
}

/** Connects to a Longwave server, and goes on doing so until it is closed. */
export function connect({ origin, token = () => undefined, ...options }: ConnectOptions): Connection {
  const connection = new Connection(
    (events) => socketLine(origin, token, events),
    options.surroundings ?? surroundings,
    options.onPhase,
  );
  connection.open();
  return connection;
}
