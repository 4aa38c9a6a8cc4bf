import type { Database } from '../../src/database/database.port.js';
import type { Clock } from '../../src/kernel/clock.js';
import { UuidV7Ids } from '../../src/kernel/ids.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import { AccessTokens } from '../../src/people/access-tokens.js';
import { BeginSession } from '../../src/people/begin-session.js';
import { Invitations } from '../../src/people/invitations.js';
import { RefreshSession } from '../../src/people/refresh-session.js';
import { SessionTable } from '../../src/people/session.table.js';
import { SessionTokens } from '../../src/people/session-tokens.js';
import { SignOut } from '../../src/people/sign-out.js';
import { SignedOut } from '../../src/people/signed-out.js';
import { SigningKeys } from '../../src/people/signing-key.port.js';
import { Sweep } from '../../src/people/sweep.js';
import { TokenBearers } from '../../src/people/token.bearers.js';
import { OrderedDrain } from '../../src/watch/ordered.drain.js';
import type { Log } from '../../src/watch/log.port.js';
import { Invite, type InviteInput } from '../../src/wire/people.js';

export const ORIGIN = 'https://radio.example';

class TestKeys extends SigningKeys {
  override key(): Buffer {
    return Buffer.alloc(32, 7);
  }
}

export type PeopleNode = Awaited<ReturnType<typeof peopleNode>>;

/** The people room of one node, without HTTP, over a database it may share with other nodes. */
export async function peopleNode(database: Database, clock: Clock, log: Log) {
  const ids = new UuidV7Ids(clock);
  const drain = new OrderedDrain(clock, log);
  const accessTokens = new AccessTokens(new TestKeys(), clock);
  const invitations = new Invitations(database, clock, ids);
  const table = new SessionTable(database, clock, ids);
  const tokens = new SessionTokens(accessTokens);
  const signedOut = new SignedOut(database, clock, log, drain);
  const signOut = new SignOut(table, signedOut, log);
  await signedOut.onModuleInit();
  return {
    invitations,
    sessions: table,
    begin: new BeginSession(database, invitations, table, tokens),
    refresh: new RefreshSession(database, table, tokens, signOut),
    signOut,
    bearers: new TokenBearers(accessTokens, signedOut, clock),
    sweep: new Sweep(database, clock, log, drain),
    stop: () => drain.stop(),
  };
}

/** The secret part of a new link. */
export async function tokenFor({ invitations }: PeopleNode, input: InviteInput): Promise<string> {
  const invitation = await invitations.invite('command', Invite.parse(input), ORIGIN);
  if (isRefusal(invitation)) throw new Error(invitation.detail);
  return tokenIn(invitation.link);
}

export function tokenIn(link: string): string {
  return link.slice(link.indexOf('#') + 1);
}
