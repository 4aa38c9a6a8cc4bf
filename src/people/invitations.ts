import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.port.js';
import { assert } from '../kernel/assert.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/ids.js';
import { refuse, type Refusal } from '../kernel/outcome.js';
import type { Invitation, Invite, NewInvitation, Page } from '../wire/people.js';
import { isMeaningful, mayInvite, type InvitedTo } from './model/may-invite.js';
import type { Person, Role } from './model/person.js';
import { hashOf, newSecretToken } from './secret-token.js';
import { timestamp } from './timestamp.js';

/** Who invites: somebody, the operator's command, or the first start. The last two may give away anything. */
export type Inviter = Person | 'command' | 'first start';

interface InvitationRow {
  readonly id: string;
  readonly role: Role;
  readonly channels: readonly string[];
  readonly uses: number;
  readonly uses_left: number;
  readonly created_at: Date;
  readonly expires_at: Date;
}

const FIRST: Invite = { role: 'admin', channels: [], uses: 1, hours: 24 * 7 };
// A server that starts again and again must not fill its database with links.
const FIRST_LINKS_MAX = 10;

/** Links by which people come in. The link is told once; what is kept cannot be turned back into it. */
@Injectable()
export class Invitations {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** `origin` is where the link leads, such as `https://radio.example`. */
  async invite(by: Inviter, invite: Invite, origin: string): Promise<NewInvitation | Refusal> {
    if (typeof by === 'object' && !mayInvite(by, invite)) return refuse('people.not-allowed');
    if (!isMeaningful(invite)) {
      return refuse('request.invalid', 'A host is invited to one channel at least, an admin to none.');
    }
    const token = newSecretToken();
    const { role, channels, uses, hours } = invite;
    const now = this.clock.now();
    const [row] = await this.database.query<InvitationRow>(
      `INSERT INTO invitations (id, hash, role, channels, uses, uses_left, made_by, created_at, expires_at)
       VALUES ($1, $2, $3, $4::jsonb, $5, $5, $6, $7, $8) RETURNING *`,
      [
        this.ids.next(),
        hashOf(token),
        role,
        JSON.stringify(channels),
        uses,
        typeof by === 'object' ? 'person' : by,
        timestamp(now),
        timestamp(now + hours * 3_600_000),
      ],
    );
    assert(row !== undefined, 'PE9 an inserted invitation is returned');
    return { ...invitationOf(row), link: `${origin.replace(/\/+$/, '')}/invite#${token}` };
  }

  /** A link for the first admin, as long as nobody has ever become one. */
  async firstInvitation(origin: string): Promise<string | undefined> {
    const admins = await this.database.query(
      `SELECT 1 FROM invitations WHERE role = 'admin' AND uses_left < uses LIMIT 1`,
    );
    if (admins.length > 0) return undefined;
    await this.database.query(
      `DELETE FROM invitations WHERE id IN
         (SELECT id FROM invitations WHERE made_by = 'first start' ORDER BY created_at DESC OFFSET $1)`,
      [FIRST_LINKS_MAX - 1],
    );
    const invitation = await this.invite('first start', FIRST, origin);
    return 'link' in invitation ? invitation.link : undefined;
  }

  /** Uses the invitation up by one, if it still holds. Of many at once, as many get in as it has uses. */
  async take(tx: EntityManager, token: string): Promise<InvitedTo | undefined> {
    const now = timestamp(this.clock.now());
    // TypeORM answers an UPDATE with a pair, a SELECT with rows.
    const [invitation] = await tx.query<InvitationRow[]>(
      `WITH taken AS (
         UPDATE invitations SET uses_left = uses_left - 1
         WHERE hash = $1 AND uses_left > 0 AND withdrawn_at IS NULL AND expires_at > $2 RETURNING *)
       SELECT * FROM taken`,
      [hashOf(token), now],
    );
    // The first admin is here: links of earlier starts, which may stand in logs, are worth nothing from now on.
    if (invitation?.role === 'admin') {
      await tx.query(
        `UPDATE invitations SET withdrawn_at = $1
         WHERE made_by = 'first start' AND uses_left > 0 AND withdrawn_at IS NULL`,
        [now],
      );
    }
    return invitation;
  }

  /** Those that can still be taken up, newest first: an admin sees all, a host those to its own channels. */
  async list(by: Person, { before, limit }: Page): Promise<readonly Invitation[]> {
    const rows = await this.database.query<InvitationRow>(
      `SELECT * FROM invitations
       WHERE ($1::jsonb IS NULL OR (role <> 'admin' AND channels <> '[]' AND channels <@ $1::jsonb))
         AND uses_left > 0 AND withdrawn_at IS NULL AND expires_at > $2 AND ($3::uuid IS NULL OR id < $3::uuid)
       ORDER BY id DESC LIMIT $4`,
      [channelsOf(by), timestamp(this.clock.now()), before ?? null, limit],
    );
    return rows.map(invitationOf);
  }

  /** Whoever could have made it may withdraw it. Others learn nothing of it, not even that it is there. */
  async withdraw(by: Person, id: string): Promise<Refusal | undefined> {
    const withdrawn = await this.database.query(
      `WITH withdrawn AS (
         UPDATE invitations SET withdrawn_at = coalesce(withdrawn_at, $3)
         WHERE id = $1 AND ($2::jsonb IS NULL OR (role <> 'admin' AND channels <> '[]' AND channels <@ $2::jsonb))
         RETURNING id)
       SELECT id FROM withdrawn`,
      [id, channelsOf(by), timestamp(this.clock.now())],
    );
    return withdrawn.length === 0 ? refuse('request.not-found') : undefined;
  }
}

// Null stands for all channels.
function channelsOf(person: Person): string | null {
  if (person.role === 'admin') return null;
  return JSON.stringify(person.role === 'host' ? person.channels : []);
}

function invitationOf(row: InvitationRow): Invitation {
  return {
    id: row.id,
    role: row.role,
    channels: [...row.channels],
    uses: row.uses,
    usesLeft: row.uses_left,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
