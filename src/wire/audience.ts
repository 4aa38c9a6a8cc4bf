import { z } from 'zod';

/** How far listeners are from where they should be, in classes; the last has no end. */
export const SKEW_EDGES_MS = [0, 1, 2, 5, 10, 50, 200] as const;

/** How well a channel is heard, from what its listeners reported last. */
export const Audience = z.object({
  listeners: z.int().describe('Who is there now, hosts aside.'),
  hosts: z.int().describe('Sockets of its hosts that are there.'),
  reporting: z.int().describe('Listeners of whom there is a report: all below is of them.'),
  spread: z
    .object({ p50Ms: z.number().nullable(), p95Ms: z.number().nullable() })
    .describe(
      'So many of them, of a hundred, are at most so far from where they should be. Nothing where nobody reported.',
    ),
  histogram: z.array(
    z.object({
      fromMs: z.number(),
      toMs: z.number().nullable().describe('Not part of it. Nothing: without an end.'),
      listeners: z.int(),
    }),
  ),
  behind: z.int().describe('Listeners that are 200 ms or more from where they should be.'),
  stalls: z.int().describe('How often what they hear broke off, all of them together.'),
  bufferMsMin: z.number().nullable().describe('The least that one of them holds ready.'),
});
export type Audience = z.infer<typeof Audience>;
