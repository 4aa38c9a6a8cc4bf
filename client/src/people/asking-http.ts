import '../connection/no-eval.js';
import type { ZodType } from 'zod';
import { Problem } from '../../../src/wire/problem.js';

const ANSWER_MS = 10_000;

/** How a question over HTTP ends: answered, refused with a reason, or nobody knows. */
export type HttpAnswer<T> = { readonly ok: T } | { readonly problem: Problem } | { readonly lost: 'away' | 'nonsense' };

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** So that asking again does not do it again. */
  readonly key?: string;
  readonly token?: string | undefined;
  readonly withinMs?: number;
}

export function get<T>(path: string, answer: ZodType<T>, asked: Asked = {}): Promise<HttpAnswer<T>> {
  return ask(path, answer, asked);
}

export function post<T>(path: string, answer: ZodType<T>, asked: Asked): Promise<HttpAnswer<T>> {
  return ask(path, answer, { method: 'POST', ...asked });
}

export async function ask<T>(path: string, answer: ZodType<T>, asked: Asked): Promise<HttpAnswer<T>> {
  try {
    const response = await fetch(path, requestOf(asked));
    const body: unknown = response.status === 204 ? {} : await response.json();
    if (response.ok) {
      const read = answer.safeParse(body);
      return read.success ? { ok: read.data } : { lost: 'nonsense' };
    }
    const problem = Problem.safeParse(body);
    return problem.success ? { problem: problem.data } : { lost: 'nonsense' };
  } catch (error) {
    // What stands between may answer with a page of its own.
    return { lost: error instanceof SyntaxError ? 'nonsense' : 'away' };
  }
}

function requestOf({ method = 'GET', body, key, token, withinMs = ANSWER_MS }: Asked): RequestInit {
  return {
    method,
    signal: AbortSignal.timeout(withinMs),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined || body instanceof Blob ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
  };
}
