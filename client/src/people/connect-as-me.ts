import { connect } from '../connection/connect.js';
import type { Connection } from '../connection/connection.js';
import { surroundings } from '../connection/surroundings.js';
import { onOtherPerson } from './session.js';
import { heldToken, wallNow } from './held-token.js';
import { TokenKeeper } from './token-keeper.js';

export interface Way {
  readonly connection: Connection;
  /** The access token as it is now; nothing where nobody is signed in. */
  readonly token: () => string | undefined;
}

/** The way to this page's server, as whoever is signed in here for as long as they are. Nobody may listen where that is open. */
export async function connectAsMe(): Promise<Way> {
  const keeper = new TokenKeeper({
    ask: heldToken,
    show: (token) => void connection.authenticate(token),
    onSignedOut: () => undefined,
    wallNow,
    after: surroundings.after,
  });
  await keeper.renew();
  const connection = connect({
    origin: location.origin,
    token: () => keeper.token,
    onPhase: (isOpen) => {
      if (!isOpen) void keeper.renew();
    },
  });
  onOtherPerson(() => void keeper.renew().then(() => connection.openAnew()));
  return { connection, token: () => keeper.token };
}
