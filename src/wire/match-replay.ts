import { z } from 'zod';

/** A match told again, as both ends speak of it. */
export const REPLAY_SPEED_MIN = 0.1;
export const REPLAY_SPEED_MAX = 1_000;

export const ReplayQuery = z.strictObject({
  speed: z.coerce
    .number()
    .min(REPLAY_SPEED_MIN)
    .max(REPLAY_SPEED_MAX)
    .default(1)
    .describe('How many times as fast as it was.'),
  from: z.coerce
    .number()
    .min(0)
    .max(10_000_000)
    .default(0)
    .describe('Seconds from its first event. What was told before is left out.'),
});
export type ReplayQuery = z.infer<typeof ReplayQuery>;

const seq = z.int().describe('Of the last event before this place; 0 before the first.');
const offsetMs = z.number().describe('From the first event, at the pace it was told.');

/** `place`: where a replay begins. */
export const ReplayPlace = z.object({ seq, offsetMs, speed: z.number() });
export type ReplayPlace = z.infer<typeof ReplayPlace>;

/** `end`: nothing more is recorded. */
export const ReplayEnd = z.object({
  seq,
  offsetMs,
  isOver: z.boolean().describe('Otherwise the match goes on, and is followed live from `seq` on.'),
});
export type ReplayEnd = z.infer<typeof ReplayEnd>;
