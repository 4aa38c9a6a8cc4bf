import { z } from 'zod';

export const LIMIT_UNITS = ['characters', 'bytes', 'days', 'seconds', 'ms', 'count', 'per second', 'allowed'] as const;

export const ServerLimit = z.object({
  name: z.string().describe('What it is of, in camel case; it keeps its meaning.'),
  value: z.union([z.number(), z.boolean()]),
  unit: z.enum(LIMIT_UNITS),
  setting: z.string().nullable().describe('The environment variable that sets it. Nothing: it cannot be set.'),
});
export type ServerLimit = z.infer<typeof ServerLimit>;

/** The maxima an operator sets, or meets. */
export const ServerLimits = z.object({ limits: z.array(ServerLimit) });
export type ServerLimits = z.infer<typeof ServerLimits>;
