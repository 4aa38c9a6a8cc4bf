import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<string | undefined>();

/** The request that is being answered here, if any. */
export function currentRequestId(): string | undefined {
  return scope.getStore();
}

export function inRequest<T>(requestId: string | undefined, run: () => T): T {
  return scope.run(requestId, run);
}
