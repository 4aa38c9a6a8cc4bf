import type { ZodType } from 'zod';
import { ask, type Asked, type HttpAnswer } from './asking-http.js';
import { accessToken } from './session.js';

/** The same question, asked by whoever is signed in here. */
export async function askAsMe<T>(
  path: string,
  answer: ZodType<T>,
  asked: Omit<Asked, 'token'> = {},
): Promise<HttpAnswer<T>> {
  return ask(path, answer, { ...asked, token: await accessToken() });
}
