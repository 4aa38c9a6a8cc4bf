import { BlobFault } from './blob-store.port.js';

/** What was asked for, or undefined where there is nothing under the key. */
export async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof BlobFault && error.code === 'blobs.not-found';
}
