import { BlobFault } from './blob-store.port.js';

/** EFBIG: the file system or the process may not write a file of that size. It is full as far as this blob goes. */
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const PASSING = ['EIO', 'EMFILE', 'ENFILE', 'EAGAIN', 'EBUSY', 'ENOMEM', 'ESTALE', 'ETIMEDOUT'];

/** What the file system refused, as a fault of the room. Only for its own calls: a source's errors are the source's. */
export async function onDisk<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined || error instanceof BlobFault) throw error;
    if (FULL.includes(code)) throw new BlobFault('blobs.full', { cause: error });
    throw new BlobFault('blobs.unavailable', { retryable: PASSING.includes(code), cause: error });
  }
}

/** The call's answer, or what stands for it where the file system says one of these codes. */
export async function unless<T, U>(codes: readonly string[], call: Promise<T>, instead: U): Promise<T | U> {
  try {
    return await call;
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) return instead;
    throw error;
  }
}

function errorCode(error: unknown): string | undefined {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
