import { z } from 'zod';

/** The longest delay of a stream; the precise player can do more. */
export const STREAM_DELAY_S_MAX = 120;
export const STREAM_BEHIND_S_MIN = 1;
export const STREAM_BEHIND_S_MAX = 20;
export const STREAM_TOKEN_MAX = 300;

const delay = z.coerce
  .number()
  .min(0)
  .max(STREAM_DELAY_S_MAX)
  .default(0)
  .describe('Seconds that what is heard is behind, for a television.');
const bed = z.enum(['crowd', 'silence']).describe('What sounds in pauses.');
const token = z
  .string()
  .max(STREAM_TOKEN_MAX)
  .describe('For a channel that is not open to all: what its addresses were given with.');

/** Everything a voice of ours says is marked as said by one: a header of answers. */
export const AI_VOICE = { 'X-AI-Generated': 'voice' };

/** Radios add words of their own to addresses; they are let be. */
export const StreamQuery = z.object({
  behind: z.coerce
    .number()
    .min(STREAM_BEHIND_S_MIN)
    .max(STREAM_BEHIND_S_MAX)
    .optional()
    .describe('Seconds of sound that come at once, and by which it is behind.'),
  delay,
  bed: bed.optional(),
  token: token.optional(),
});
export type StreamQuery = z.infer<typeof StreamQuery>;

export const StreamAddresses = z.object({
  mp3: z.url(),
  m3u: z.url(),
  pls: z.url(),
  hls: z.url(),
  expiresAt: z.iso
    .datetime()
    .nullable()
    .describe('Until then they can be tuned in to; what plays goes on. Nothing: for ever, the channel is open to all.'),
});
export type StreamAddresses = z.infer<typeof StreamAddresses>;
