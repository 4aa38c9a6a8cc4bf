import type { Clock } from './clock.js';

/** Runs with a signal that aborts when `ms` have passed or the parent aborts, whichever is first. */
export async function withDeadline<T>(
  clock: Clock,
  { ms, reason, parent }: { ms: number; reason: Error; parent?: AbortSignal | undefined },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cancel = clock.after(ms, () => controller.abort(reason));
  const onParent = (): void => controller.abort(parent?.reason);
  if (parent?.aborted) onParent();
  parent?.addEventListener('abort', onParent, { once: true });
  try {
    return await Promise.race([run(controller.signal), rejection(controller.signal)]);
  } finally {
    cancel();
    parent?.removeEventListener('abort', onParent);
  }
}

/** What the promise resolves to, or the signal's reason if that comes first. Nothing stays behind on a signal that lives long. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const settled = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { signal: settled.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    settled.abort();
  }
}

// A callee that ignores its signal must not hold the caller past the deadline.
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
