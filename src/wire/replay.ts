import { z } from 'zod';
import { Language } from './host.js';
import { STREAM_TOKEN_MAX } from './streams.js';
import { ARCHIVE_S_MAX } from './limits.js';

/** What is asked of an archive. Players add words of their own to addresses; they are let be. */
export const ArchiveQuery = z.object({
  deadAir: z
    .enum(['squeezed', 'kept'])
    .default('squeezed')
    .describe('Whether pauses of more than two seconds are as long as they were, or two seconds.'),
  until: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('As it was at this moment of server time: it does not grow while it is played.'),
  token: z
    .string()
    .max(STREAM_TOKEN_MAX)
    .optional()
    .describe('For a channel that is not open to all: what its addresses were given with.'),
});
export type ArchiveQuery = z.infer<typeof ArchiveQuery>;

/** A moment to share is short: past it is what the archive is for. */
export const MOMENT_S_MAX = 60;

const second = z.coerce.number().min(0).max(ARCHIVE_S_MAX);

export const MomentQuery = ArchiveQuery.extend({
  from: second.describe('Seconds from the beginning of the archive.'),
  to: second.describe(`At most ${MOMENT_S_MAX} later.`),
}).refine(({ from, to }) => to > from && Math.round(to * 1_000) - Math.round(from * 1_000) <= MOMENT_S_MAX * 1_000, {
  path: ['to'],
  error: `It must be later than from, by ${MOMENT_S_MAX} seconds at most.`,
});
export type MomentQuery = z.infer<typeof MomentQuery>;

export const ArchiveAddresses = z.object({
  startsAt: z
    .number()
    .nullable()
    .describe('When its first word was heard, in server time. Nothing: nothing was heard.'),
  endsAt: z.number().nullable().describe('When its last word ended. The addresses hold what was heard until then.'),
  version: z
    .string()
    .describe('Another one where it was heard otherwise: something was withdrawn or deleted, or there is more.'),
  mp3: z.url(),
  captions: z.url(),
  transcript: z.url(),
  chapters: z.url(),
  waveform: z.url(),
  expiresAt: z.iso
    .datetime()
    .nullable()
    .describe('Until then they can be used. Nothing: for ever, the channel is open to all.'),
});
export type ArchiveAddresses = z.infer<typeof ArchiveAddresses>;

export const WAVEFORM_POINTS_MAX = 2_000;

export const WaveformQuery = ArchiveQuery.extend({
  points: z.coerce.number().int().min(1).max(WAVEFORM_POINTS_MAX).default(600).describe('Into how many pieces.'),
});
export type WaveformQuery = z.infer<typeof WaveformQuery>;

export const Waveform = z.object({
  durationS: z.number().describe('How long the file is.'),
  peaks: z.array(z.int().min(0).max(255)).describe('The loudest of each of so many equal pieces of it.'),
});
export type Waveform = z.infer<typeof Waveform>;

const seconds = z.number().describe('From the beginning of the file.');

/** As podcast players read it, and with what is ours. */
export const Transcript = z.object({
  version: z.literal('1.0.0'),
  segments: z.array(
    z.object({
      startTime: seconds,
      endTime: seconds,
      body: z.string(),
      speaker: z.string().describe('The voice, such as `espeak:en`.'),
      language: z.string(),
      chunk: z.uuid(),
      request: z.uuid(),
      startsAt: z.number().describe('When it was heard, in server time.'),
      audioUrl: z.string().nullable().describe('Nothing: its sound was deleted, or it was withdrawn.'),
      withdrawn: z.boolean().describe('It was withdrawn: it is silent, and its words are gone.'),
      event: z.int().nullable().default(null).describe('The seq of what it tells of in the match; nothing: of none.'),
    }),
  ),
});
export type Transcript = z.infer<typeof Transcript>;

/** As podcast players read them. */
export const Chapters = z.object({
  version: z.literal('1.2.0'),
  chapters: z.array(z.object({ startTime: seconds, title: z.string() })),
});
export type Chapters = z.infer<typeof Chapters>;

export const CompetitionName = z.string().min(1).max(200);

/** Players add words of their own to addresses; they are let be. */
export const FeedQuery = z.object({ language: Language.default('en').describe('The channels of which matches.') });
export type FeedQuery = z.infer<typeof FeedQuery>;
