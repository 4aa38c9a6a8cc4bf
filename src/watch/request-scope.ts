import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<string>();

/** The request that is being answered here, if any. */
export function currentRequestId(): string | undefined {
  return scope.getStore();
}

export function inRequest<T>(requestId: string, run: () => T): T {
  return scope.run(requestId, run);
}
