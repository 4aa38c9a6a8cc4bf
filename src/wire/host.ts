import { z } from 'zod';
import {
  ARCHIVE_S_MAX,
  GAP_MS,
  GAP_MS_MAX,
  KEEP_DAYS_MAX,
  LEAD_MS_MAX,
  LEAD_MS_MIN,
  NOTICE_MAX,
  STALE_MS_MAX,
  STALE_MS_MIN,
  TEXT_MAX,
  WITHDRAW_REASON_MAX,
} from './limits.js';
import { ChannelId, PHASES, QueuedRequest, REASONS, STATUSES, URGENCIES } from './radio.js';
import { words } from './words.js';

export const STYLES = ['calm', 'excited', 'grave'] as const;
/** Whether a text is said as it is, or is a note of which commentary is written. */
export const MODES = ['say', 'write'] as const;
export type Mode = (typeof MODES)[number];
export const VISIBILITIES = ['public', 'unlisted', 'private'] as const;

const id = z.uuid();
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en or pt-BR');
const language = Language;
const voice = words(100);
const text = words(TEXT_MAX);
const staleAfterMs = z
  .int()
  .min(STALE_MS_MIN)
  .max(STALE_MS_MAX)
  .describe('Not worth saying when it would start later than this.');
const spokenForMs = z.int().min(0).max(STALE_MS_MAX).describe('How old the words are as they arrive.');

const title = words(200);
const gapMs = z.int().min(0).max(GAP_MS_MAX).multipleOf(24).describe('Silence between two requests.');
const archived = z
  .boolean()
  .describe('Its sound is kept, for `keepDays` or for ever; otherwise for as long as the server keeps sound at most.');
const keepDays = z
  .int()
  .min(1)
  .max(KEEP_DAYS_MAX)
  .nullable()
  .describe('After so many days the sound of what was heard is deleted. Nothing: an archived channel’s never.');
const pronunciations = z.record(words(100), words(200)).describe('Word → say as.');

export const NewChannel = z.strictObject({
  id: ChannelId.optional().describe('Without one it gets one.'),
  title,
  language: language.default('en'),
  match: words(64).optional(),
  visibility: z.enum(VISIBILITIES).default('public'),
  archived: archived.default(true),
  keepDays: keepDays.default(null),
  gapMs: gapMs.default(GAP_MS),
  voice: voice.optional(),
  pronunciations: pronunciations.default({}),
});
export type NewChannel = z.infer<typeof NewChannel>;
export type NewChannelInput = z.input<typeof NewChannel>;

export const ChannelView = z.object({
  id: ChannelId,
  title: z.string(),
  language: z.string(),
  match: z.string().nullable(),
  visibility: z.enum(VISIBILITIES),
  archived: z.boolean(),
  keepDays: z.int().nullable(),
  gapMs: z.int(),
  createdAt: z.iso.datetime(),
});
export type ChannelView = z.infer<typeof ChannelView>;

/** A channel and what it does now. */
export const ChannelCard = ChannelView.extend({
  phase: z.enum(PHASES),
  isOnAir: z.boolean().describe('Something sounds now, or is announced.'),
  listeners: z.int().describe('Who is there now; hosts are not counted where that is known.'),
});
export type ChannelCard = z.infer<typeof ChannelCard>;

export const ChannelDetails = ChannelCard.extend({
  voice: z.string().nullable().optional().describe('Hosts alone: the one that speaks where a request names none.'),
  pronunciations: z.record(z.string(), z.string()).optional().describe('Hosts alone: word → say as.'),
});
export type ChannelDetails = z.infer<typeof ChannelDetails>;

/** What is not named stays as it is. What is announced already sounds as it was. */
export const ChannelChanges = z
  .strictObject({
    title,
    language,
    voice: voice.nullable().describe('Nothing: the one that the server would choose.'),
    visibility: z.enum(VISIBILITIES),
    archived,
    keepDays,
    gapMs,
    pronunciations: pronunciations.describe('Word → say as. All of them: what is not named is not kept.'),
  })
  .partial();
export type ChannelChanges = z.infer<typeof ChannelChanges>;

export const ChannelPage = z.object({ channels: z.array(ChannelCard) });

export const ChannelQuery = z.strictObject({
  before: ChannelId.optional().describe('The id of the last one seen.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ChannelQuery = z.infer<typeof ChannelQuery>;

const second = z.number().min(0).max(ARCHIVE_S_MAX);

/** A stretch of an archive: the chunks that begin in it, as they were heard, with pauses of two seconds at most. */
export const Replay = z
  .strictObject({
    channel: ChannelId.describe('Whose archive; the same channel’s too.'),
    from: second
      .default(0)
      .describe('Seconds from the beginning of its archive, as its chapters and transcript have them.'),
    to: second
      .optional()
      .describe('What begins before it is heard. Without it, to the end of the archive as it is now.'),
  })
  .refine(({ from, to = Infinity }) => to > from, { path: ['to'], error: 'It must be later than from.' });
export type Replay = z.infer<typeof Replay>;

/** Something to be said, a recorded clip to be played, or something to be heard again. */
export const Say = z
  .strictObject({
    text: text.optional(),
    mode: z
      .enum(MODES)
      .default('say')
      .describe('`write`: the text is a note, such as “mention the rain yesterday”, and commentary is made of it.'),
    clip: id.optional().describe('An uploaded clip, instead of text.'),
    replay: Replay.optional().describe('What was heard before, instead of text: an hour at most.'),
    urgency: z.enum(URGENCIES).default('normal'),
    front: z.boolean().default(false).describe('Before all others of its urgency.'),
    voice: voice.optional(),
    language: language.optional(),
    style: z.enum(STYLES).default('calm'),
    staleAfterMs: staleAfterMs.optional(),
    spokenForMs: spokenForMs.default(0),
  })
  .refine(
    ({ text: said, clip, replay }) => [said, clip, replay].filter((source) => source !== undefined).length === 1,
    'one of text, clip and replay',
  )
  .refine((said) => said.mode === 'say' || said.text !== undefined, 'a note is a text');
export type Say = z.infer<typeof Say>;
export type SayInput = z.input<typeof Say>;

export const Edit = z.strictObject({
  text,
  voice: voice.optional(),
  style: z.enum(STYLES).optional(),
  staleAfterMs: staleAfterMs.optional(),
  spokenForMs: spokenForMs.default(0),
});
export type Edit = z.infer<typeof Edit>;

export const Reorder = z.strictObject({ before: id.nullable().describe('Nothing: to the end of its urgency.') });
export type Reorder = z.infer<typeof Reorder>;

export const Skip = z.strictObject({
  cut: z.boolean().default(false).describe('At the first place it can be left, not at the end of its sentence.'),
});
export type Skip = z.infer<typeof Skip>;

export const Withdraw = z.strictObject({
  reason: words(WITHDRAW_REASON_MAX).describe('Kept with who asked for it; listeners are not told.'),
});
export type Withdraw = z.infer<typeof Withdraw>;

export const SetLead = z.strictObject({ leadMs: z.int().min(LEAD_MS_MIN).max(LEAD_MS_MAX) });
export type SetLead = z.infer<typeof SetLead>;

export const Notice = z.strictObject({
  notice: words(NOTICE_MAX).nullable().describe('For everybody to read. Nothing: the last one is taken back.'),
});
export type Notice = z.infer<typeof Notice>;

/** What a host's command did: the request it is about, where there is one. */
export const Done = z.object({ request: id.optional() });
export type Done = z.infer<typeof Done>;

export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{8,128}$/, '8 to 128 visible characters');

/** A host's command over the socket. The same key and the same command get the same answer, and are carried out once. */
export const HostCommand = z.strictObject({
  channel: ChannelId,
  key: IdempotencyKey,
  command: z.discriminatedUnion('name', [
    z.strictObject({ name: z.literal('enqueue'), say: Say }),
    z.strictObject({ name: z.literal('edit'), request: id, edit: Edit }),
    z.strictObject({ name: z.literal('reorder'), request: id, before: Reorder.shape.before }),
    z.strictObject({ name: z.literal('cancel'), request: id }),
    z.strictObject({ name: z.literal('skip'), request: id, cut: Skip.shape.cut }),
    z.strictObject({ name: z.literal('withdraw'), request: id, reason: Withdraw.shape.reason }),
    z.strictObject({ name: z.literal('pause') }),
    z.strictObject({ name: z.literal('resume') }),
    z.strictObject({ name: z.literal('close') }),
    z.strictObject({ name: z.literal('setLead'), leadMs: SetLead.shape.leadMs }),
    z.strictObject({ name: z.literal('notice'), notice: Notice.shape.notice }),
  ]),
});
export type HostCommand = z.infer<typeof HostCommand>;
export type HostCommandInput = z.input<typeof HostCommand>;

/** A request that has ended, as its hosts see it. */
export const PastRequest = z.object({
  id,
  status: z.enum(STATUSES),
  reason: z.enum(REASONS),
  text: z.string().describe('What was said, or the note where nothing was.'),
  replay: ChannelId.optional().describe('It was heard again, from this channel.'),
  endedAt: z.number(),
  wasHeard: z.boolean().describe('Some of it sounded: it can be withdrawn.'),
  isWithdrawn: z.boolean().describe('Silence is in its place.'),
  offeredTo: z.int().describe('How many were there when it was announced, or came while it could be heard.'),
  heardBy: z.int().describe('How many of them acknowledged it.'),
});
export type PastRequest = z.infer<typeof PastRequest>;

export const QueueStatus = z.object({
  channel: ChannelId,
  phase: z.enum(PHASES),
  waiting: z.int(),
  listeners: z.int(),
  leadMs: z.int(),
  requests: z.array(QueuedRequest).optional().describe('Hosts alone: the whole queue with its texts.'),
  past: z.array(PastRequest).optional().describe('Hosts alone: what has ended in the last minutes, the last first.'),
});
export type QueueStatus = z.infer<typeof QueueStatus>;

export const Clip = z.object({ clip: id, durationMs: z.number() });
export type Clip = z.infer<typeof Clip>;

/** The next access token of a socket, before the one it came with ends. */
export const Authenticate = z.strictObject({ token: z.string().max(4_096) });
export type Authenticate = z.infer<typeof Authenticate>;

export const Authenticated = z.object({ role: z.string() });
export type Authenticated = z.infer<typeof Authenticated>;
