// Nobody was reached, so nothing was sent.
const NEVER_SENT: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
const CAUSES_MAX = 5;

interface Failure {
  readonly code?: unknown;
  readonly cause?: Failure | null;
}

/**
 * Whether a call that failed may stand on the provider's bill. A success without sound, and a connection that broke after
 * the request was sent, may.
 */
export function billedAfter(status: number | undefined, error: Error): 'no' | 'unknown' {
  if (status !== undefined && status >= 400) return 'no';
  let failure = error as Failure | null | undefined;
  for (let depth = 0; depth < CAUSES_MAX && failure !== undefined && failure !== null; depth += 1) {
    if (NEVER_SENT.has(failure.code)) return 'no';
    failure = failure.cause;
  }
  return 'unknown';
}
