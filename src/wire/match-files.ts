import { z } from 'zod';
import { MatchInfo, NewTeam } from './match-doors.js';
import { EventContent } from './matches.js';
import { SPORTS } from './sports.js';
import { words } from './words.js';

/** Whole matches in files: JSON by the line, a header and then one line for each thing that happened. */
export const FILE_BYTES_MAX = 5_000_000;
export const FILE_LINES_MAX = 20_000;
/** A month: no match takes longer. */
export const FILE_SECONDS_MAX = 31 * 24 * 3_600;

const count = (max: number) => z.int().min(0).max(max);

export const MatchFileHeader = z.strictObject({
  longwave: z.literal('match'),
  version: z.literal(1).describe('Of this format.'),
  sport: z.enum(SPORTS),
  title: words(200).optional(),
  competition: words(100).optional(),
  home: NewTeam,
  away: NewTeam,
  info: MatchInfo.default({}),
  startsAt: z.iso.datetime().optional(),
  revision: count(2_000_000).default(0).describe('Greater in a corrected file.'),
  lines: count(FILE_LINES_MAX).optional().describe('How many follow, so that a file that was cut is known for one.'),
});
export type MatchFileHeader = z.infer<typeof MatchFileHeader>;

const place = {
  at: z.number().min(0).max(FILE_SECONDS_MAX).describe('Seconds after the start of the match.'),
  key: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, 'up to 100 visible ASCII characters')
    .describe('What names it, in this file and in a corrected one.'),
};

/** Something that happened, or what is now known of it. */
export const MatchFileEvent = EventContent.extend({
  ...place,
  op: z.enum(['add', 'revise']).default('add'),
  provisional: z.boolean().default(false),
});
export type MatchFileEvent = z.infer<typeof MatchFileEvent>;

/** What became of something that was told before. */
export const MatchFileVerdict = z.strictObject({ ...place, op: z.enum(['confirm', 'retract']) });
export type MatchFileVerdict = z.infer<typeof MatchFileVerdict>;
