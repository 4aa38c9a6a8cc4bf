import { connect, type Socket } from 'node:net';
import type { Clock } from '../kernel/clock.js';
import type { InviteInput } from '../wire/people.js';
import { atDoor } from './door-address.js';
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
  dataDirectory: string,
  invite: InviteInput,
  { keys, clock }: Asker,
): Promise<Answer | undefined> {
  const socket = await atDoor(dataDirectory, visitor).catch(nobodyThere);
  if (socket === undefined) return undefined;
  const line = firstLine(socket, clock, ASK_MS);
  socket.write(sealed(invite, keys));
  const answer = await line;
  socket.destroy();
  return answerIn(answer ?? '') ?? { refused: 'The running server did not answer.' };
}

function visitor(address: string): Promise<Socket | undefined> {
  const socket = connect(address);
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

// No data directory, or one that is not ours to read: no server of ours is behind it.
function nobodyThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'EACCES') throw error;
}
