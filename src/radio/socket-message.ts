import type { z } from 'zod';
import { refuse } from '../kernel/outcome.js';
import { RefusalProblem } from '../watch/problem.port.js';

const MISTAKES_MAX = 5;

/** What a socket sent, as its schema says it has to be; else a refusal that names the mistakes. */
export function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const mistakes = read.error.issues
    .slice(0, MISTAKES_MAX)
    .map(({ path, message }) => ({ path: path.map(String).join('.').slice(0, 200), message: message.slice(0, 200) }));
  const told = mistakes.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
  throw new RefusalProblem(refuse('request.invalid', `This is not valid: ${told}`), mistakes);
}
