import { z } from 'zod';
import { ChannelId } from './radio.js';

export const CHANNELS_MAX = 50;
export const USES_MAX = 10_000;
export const INVITATION_HOURS_MAX = 24 * 90;

const role = z.enum(['listener', 'host', 'admin']);
const channels = z.array(ChannelId).max(CHANNELS_MAX);
/** 32 random bytes in base64url: an invitation's or a session's secret. */
const token = z.string().regex(/^[\w-]{43}$/, 'a token of 43 characters');
const moment = z.iso.datetime();

/** An invitation is taken up with the part of its link that stands behind the `#`. */
export const TakeUp = z.strictObject({ invitation: token });
export type TakeUp = z.infer<typeof TakeUp>;

export const Refresh = z.strictObject({ refreshToken: token });
export type Refresh = z.infer<typeof Refresh>;

export const Invite = z.strictObject({
  role,
  channels: channels.default([]).describe('A host needs at least one; an admin has none.'),
  uses: z.int().min(1).max(USES_MAX).default(1).describe('How many people may take it up.'),
  hours: z
    .number()
    .positive()
    .max(INVITATION_HOURS_MAX)
    .default(24 * 7)
    .describe('After this it can no longer be taken up.'),
});
export type Invite = z.infer<typeof Invite>;
export type InviteInput = z.input<typeof Invite>;

export const Id = z.uuid();

export const Me = z.object({
  role: z.enum(['anonymous', 'listener', 'host', 'admin']),
  channels: channels.optional(),
  id: Id.optional(),
  session: Id.optional(),
});
export type Me = z.infer<typeof Me>;

/** What a browser keeps: the access token for each request, the refresh token for the next pair. */
export const Tokens = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: moment,
  refreshToken: token,
  refreshTokenExpiresAt: moment,
  me: Me,
});
export type Tokens = z.infer<typeof Tokens>;

export const Invitation = z.object({
  id: Id,
  role,
  channels,
  uses: z.int(),
  usesLeft: z.int(),
  createdAt: moment,
  expiresAt: moment,
});
export type Invitation = z.infer<typeof Invitation>;

export const NewInvitation = Invitation.extend({ link: z.url().describe('Told once, here: only its hash is kept.') });
export type NewInvitation = z.infer<typeof NewInvitation>;

export const Session = z.object({
  id: Id,
  person: Id,
  role,
  channels,
  createdAt: moment,
  refreshedAt: moment,
  expiresAt: moment,
});
export type Session = z.infer<typeof Session>;

const LIST_MAX = 200;
/** Newest first. `before` is the id of the last one seen. */
export const Page = z.strictObject({
  before: Id.optional(),
  limit: z.coerce.number().int().min(1).max(LIST_MAX).default(50),
});
export type Page = z.infer<typeof Page>;
