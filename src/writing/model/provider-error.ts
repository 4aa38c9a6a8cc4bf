import type { Code } from '../../wire/codes.js';

export interface Verdict {
  readonly code: Code;
  /** Whether the same provider may do it at another try. */
  readonly retryable: boolean;
}

// A spent budget is named in words; the status (401, 403 or 429) does not tell it from the other causes.
const SPENT = /insufficient_quota|billing_hard_limit|billing_not_active|spend_limit|credits_exhausted/;
const UNWILLING = /content_filter|content_policy|responsibleai/;

/** What an error answer of a provider means. `words` are the codes and types it carries, not its prose. */
export function verdictOn(status: number | undefined, words: string): Verdict {
  const said = words.toLowerCase();
  if (status === 402 || SPENT.test(said)) return { code: 'writing.spend-cap', retryable: false };
  if (UNWILLING.test(said)) return { code: 'writing.refused', retryable: false };
  if (status === 401 || status === 403) return { code: 'writing.refused-key', retryable: false };
  if (status === 429) return { code: 'writing.rate-limited', retryable: true };
  const isOurs = status === 400 || status === 404 || status === 413 || status === 422;
  return { code: 'writing.unavailable', retryable: !isOurs };
}
