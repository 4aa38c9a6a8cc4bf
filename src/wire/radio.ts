import { z } from 'zod';
import { CHANNEL_NAME, DELAY_MS_MAX } from './limits.js';

/** Words that both ends speak about a channel. Times are server milliseconds, whole multiples of 24 where sound starts. */
export const URGENCIES = ['flash', 'normal', 'filler'] as const;
export const STATUSES = [
  'pending',
  'generating',
  'ready',
  'playing',
  'interrupted',
  'completed',
  'failed',
  'cancelled',
  'skipped',
] as const;
/** Why something ended, or was withdrawn. */
export const REASONS = [
  'acknowledged',
  'clock',
  'host',
  'edited',
  'stale',
  'displaced',
  'closed',
  'speech',
  'dead-air',
  'flash',
  'order',
  'pause',
  'takeover',
] as const;
export const PHASES = ['open', 'paused', 'closing', 'closed'] as const;

export type Urgency = (typeof URGENCIES)[number];
export type RequestStatus = (typeof STATUSES)[number];
export type EndReason = (typeof REASONS)[number];

const id = z.uuid();
const serverMs = z.number();
export type ServerMs = z.infer<typeof serverMs>;
export const ChannelId = z
  .string()
  .regex(new RegExp(`^${CHANNEL_NAME}$`), 'small letters, digits, - and _, at most 64');

export const WordTime = z.object({
  start: z.int().describe('Where the word begins in the text, in UTF-16 units.'),
  end: z.int(),
  startMs: z.number().describe('When it sounds, from the beginning of the chunk.'),
  endMs: z.number(),
});
export type WordTime = z.infer<typeof WordTime>;

const silenced = z
  .literal(true)
  .optional()
  .describe('It was withdrawn after it was heard: silence is in its place, and its words are gone.');

/** A chunk and when it sounds. Text comes when it is about to air: with what was only cued there is none yet. */
export const Entry = z.object({
  request: id,
  chunk: id,
  index: z.int(),
  url: z.string(),
  startsAt: serverMs,
  frames: z.int().describe('How many frames of 24 ms sound, from the first.'),
  last: z.boolean().describe('Nothing of its request comes after it: acknowledge it.'),
  text: z.string().optional(),
  words: z.array(WordTime).optional(),
  cutPoints: z.array(z.int()).optional(),
  silenced,
});
export type Entry = z.infer<typeof Entry>;

export const Started = z.object({
  request: id,
  urgency: z.enum(URGENCIES),
  streamUrl: z.string(),
  entries: z.array(Entry).describe('All that is announced of it.'),
});
export const Withdrawn = z.object({
  from: serverMs.describe('Every start at or after it is void, and the entry it falls into ends there.'),
  reason: z.enum(REASONS),
});
export const Ended = z.object({
  request: id,
  as: z.enum(['completed', 'failed', 'skipped', 'cancelled', 'interrupted']),
  reason: z.enum(REASONS),
});
/** A request that was heard and then withdrawn. */
export const Silenced = z.object({
  request: id,
  chunks: z.array(id).describe('Silent from now on, in their places; so are those of it that are announced later.'),
});
export const Cued = z.object({ entries: z.array(Entry) });
// Rows of the log from before there were notices have none.
const notice = z
  .string()
  .nullable()
  .default(null)
  .describe('What the hosts want everybody to read, until they take it back or the channel closes.');
export const Queue = z.object({ waiting: z.int(), phase: z.enum(PHASES), leadMs: z.int(), notice });

export type Started = z.infer<typeof Started>;
export type Withdrawn = z.infer<typeof Withdrawn>;
export type Silenced = z.infer<typeof Silenced>;
export type Ended = z.infer<typeof Ended>;
export type Queue = z.infer<typeof Queue>;

/**
 * What one commit changed. The message is named by the first of withdrawn … that applies in this order of names: started,
 * withdrawn or silenced, ended, cued, chunk ready, queue updated. Apply `withdrawn` first, then `ended`, then entries, then
 * `silenced`.
 */
export const Change = z.object({
  started: Started.optional(),
  withdrawn: Withdrawn.optional(),
  silenced: z.array(Silenced).optional(),
  ended: z.array(Ended).optional(),
  cued: Cued.optional(),
  chunks: z.array(Entry).optional().describe('More of what is on air.'),
  queue: Queue.optional(),
});
export type Change = z.infer<typeof Change>;

export const MESSAGES = [
  'audio_stream_started',
  'audio_stream_withdrawn',
  'audio_stream_ended',
  'audio_stream_cued',
  'audio_chunk_ready',
  'playback_queue_updated',
] as const;
export type MessageName = (typeof MESSAGES)[number];

/** What a log row holds, and with `serverNow` and `clockId` what is sent. */
export const LogRow = z.object({
  channel: ChannelId,
  epoch: z.int(),
  seq: z.int(),
  at: serverMs,
  name: z.enum(MESSAGES),
  change: Change,
});
export type LogRow = z.infer<typeof LogRow>;

/** A waiting request as its host sees it. */
export const QueuedRequest = z.object({
  id,
  position: z.int().describe('1 is next.'),
  urgency: z.enum(URGENCIES),
  status: z.enum(STATUSES),
  text: z.string(),
  replay: ChannelId.optional().describe('It is heard again, from this channel.'),
  mode: z.enum(['say', 'write']).describe('`write`: the text is a note.'),
  words: z.string().nullable().describe('Of a note: what has been made of it so far. Else, and before that, nothing.'),
  pieces: z.int().nullable().describe('Nothing while it is not known how many there will be.'),
  ready: z.int().describe('Chunks that can be heard.'),
  acceptedAt: serverMs,
  staleAt: serverMs.nullable(),
  expectedAt: serverMs.nullable().describe('When it would start as things are.'),
  goesStale: z.boolean().describe('It would start too late, and will be cancelled.'),
  offeredTo: z.int().describe('How many connections were sent it.'),
  heardBy: z.int().describe('How many of them acknowledged it.'),
});
export type QueuedRequest = z.infer<typeof QueuedRequest>;

export const Message = LogRow.extend({
  serverNow: serverMs,
  clockId: z.string(),
  requests: z.array(QueuedRequest).optional().describe('Hosts alone: the whole queue.'),
});
export type Message = z.infer<typeof Message>;

export const Join = z.strictObject({
  channel: ChannelId,
  delayMs: z.number().min(0).max(DELAY_MS_MAX).default(0),
  last: z.strictObject({ epoch: z.int().min(0), seq: z.int().min(0) }).optional(),
});
export type Join = z.infer<typeof Join>;
export type JoinInput = z.input<typeof Join>;

export const Caption = z.object({
  chunk: id,
  startsAt: serverMs,
  frames: z.int(),
  text: z.string(),
  words: z.array(WordTime),
  silenced,
});

export type Caption = z.infer<typeof Caption>;

/** The channel as it is now: from `now − delay − 10 s` on, with a minute of captions before. */
export const Snapshot = z.object({
  phase: z.enum(PHASES),
  leadMs: z.int(),
  waiting: z.int(),
  onAir: id.nullable(),
  notice,
  entries: z.array(Entry),
  captions: z.array(Caption),
  requests: z.array(QueuedRequest).optional().describe('Hosts alone.'),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** How often a listener may and should speak. */
export const Rates = z.object({
  probeMs: z.int().describe('Between two probes of the clock.'),
  reportMs: z.int(),
  acknowledgeWithinMs: z.int().describe('Wait a random time up to this before acknowledging.'),
  rejoinWithinMs: z
    .int()
    .describe('And up to this before joining again because of something that all may have missed.'),
});
export type Rates = z.infer<typeof Rates>;

export const Joined = z.object({
  channel: ChannelId,
  token: z.string().describe('For acknowledging over HTTP.'),
  epoch: z.int(),
  seq: z.int(),
  serverNow: serverMs,
  clockId: z.string(),
  rates: Rates,
  recovered: z.boolean().describe('True: `missed` is exactly what was missed. False: `snapshot` is all there is.'),
  missed: z.array(Message).optional(),
  snapshot: Snapshot.optional(),
});
export type Joined = z.infer<typeof Joined>;

export const Played = z.strictObject({
  channel: ChannelId,
  chunk: id,
  heard: z
    .int()
    .min(1)
    .max(1_000)
    .default(1)
    .describe('How many chunks since the last acknowledgement, this one included.'),
  skewMs: z.number().min(-600_000).max(600_000).optional(),
});
export type Played = z.infer<typeof Played>;

export const PlayedAnswer = z.object({ answer: z.enum(['heard', 'early']) });
export type PlayedAnswer = z.infer<typeof PlayedAnswer>;

export const ClockAsked = z.object({
  channel: ChannelId.optional().describe('Whose time: without it the time of the node that is asked.'),
});
export const ClockAnswer = z.object({ clockId: z.string(), serverNow: serverMs });
export type ClockAnswer = z.infer<typeof ClockAnswer>;

export const Report = z.strictObject({
  channel: ChannelId,
  skewMs: z.number().min(-600_000).max(600_000),
  bufferMs: z.number().min(0).max(600_000),
  fetchMs: z.number().min(0).max(600_000),
  roundTripMs: z.number().min(0).max(600_000),
  stalls: z.int().min(0).max(1_000_000),
  hasStream: z.boolean().optional().describe('It hears a stream of the channel, which is counted by itself.'),
});
export type Report = z.infer<typeof Report>;

/** As many listen by now, so often is it to speak from now on. */
export const Reported = z.object({ rates: Rates });
export type Reported = z.infer<typeof Reported>;

export const Leave = z.strictObject({ channel: ChannelId });
export type Leave = z.infer<typeof Leave>;

/** Why the server closes a socket: it does not read, says too much, is signed out, joins nothing, or the server stops. */
export const CLOSING_REASONS = ['slow', 'flood', 'signed-out', 'idle', 'draining'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

export const Closing = z.object({ reason: z.enum(CLOSING_REASONS) });
export type Closing = z.infer<typeof Closing>;

/** How an event answers that has nothing to tell. */
export const Noted = z.object({});
export type Noted = z.infer<typeof Noted>;

/** How an event with an acknowledgement answers where it could not do what was asked. */
export const SocketRefusal = z.object({ code: z.string(), message: z.string(), retryAfterS: z.number().optional() });
export type SocketRefusal = z.infer<typeof SocketRefusal>;
