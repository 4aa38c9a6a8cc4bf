import { connect } from 'node:net';
import type { Clock } from '../kernel/clock.js';
import type { InviteInput } from '../wire/people.js';
import { answerIn, sealed, type Answer } from './door-letter.js';
import { firstLine } from './first-line.js';
import type { SigningKeys } from './signing-key.port.js';

const ASK_MS = 10_000;

export interface Asker {
  readonly keys: SigningKeys;
  readonly clock: Clock;
}

/** Asks the running server for a link. Nothing where no server runs here. */
export async function askDoor(
  address: string,
  invite: InviteInput,
  { keys, clock }: Asker,
): Promise<Answer | undefined> {
  const socket = connect(address);
  const isThere = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!isThere) return undefined;
  const line = firstLine(socket, clock, ASK_MS);
  socket.write(sealed(invite, keys));
  const answer = await line;
  socket.destroy();
  return answerIn(answer ?? '') ?? { refused: 'The running server did not answer.' };
}
