import { z } from 'zod';
import { CODES, type Code } from './codes.js';

const codes = Object.keys(CODES) as [Code, ...Code[]];

/** RFC 9457 problem details, as every HTTP error answers. */
export const Problem = z.object({
  type: z.string().describe('A stable address for this kind of problem.'),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(codes),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  mistakes: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export type Problem = z.infer<typeof Problem>;
