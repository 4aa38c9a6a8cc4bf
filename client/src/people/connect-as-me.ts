import { connect } from '../connection/connect.js';
import type { Connection } from '../connection/connection.js';
import { surroundings } from '../connection/surroundings.js';
import { accessToken } from './session.js';

/** An access token is changed a minute before it ends: seen in time. */
const LOOK_MS = 20_000;

/** The way to this page's server, as whoever is signed in here for as long as they are. Nobody may listen where that is open. */
export async function connectAsMe(): Promise<Connection> {
  let token = await accessToken();
  const connection = connect({ origin: location.origin, token: () => token });
  const look = async (): Promise<void> => {
    const next = await accessToken();
    if (next !== undefined && next !== token) await connection.authenticate(next);
    token = next;
    surroundings.after(LOOK_MS, () => void look());
  };
  surroundings.after(LOOK_MS, () => void look());
  return connection;
}
