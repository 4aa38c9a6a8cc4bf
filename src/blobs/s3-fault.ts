import { CODES } from '../wire/codes.js';
import { BlobFault } from './blob-store.port.js';

/** What the SDK threw, as a fault of the room. */
export function s3Fault(error: unknown): BlobFault {
  if (error instanceof BlobFault) return error;
  const { name, $metadata } = Object(error) as { name?: unknown; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  const cause = error;
  if (status === 404 && name !== 'NoSuchBucket') return new BlobFault('blobs.not-found', { cause });
  if (status === 416) return new BlobFault('blobs.bad-range', { cause });
  if (status === 507) return new BlobFault('blobs.full', { cause });
  return new BlobFault('blobs.unavailable', { retryable: mayPass(status), detail: detailOf(status), cause });
}

/** What a HEAD says with a mere 404. */
export function noBucket(): BlobFault {
  return new BlobFault('blobs.unavailable', { detail: NO_BUCKET });
}

const NO_BUCKET = 'The bucket is not there.';

function detailOf(status: number | undefined): string {
  if (status === 404) return NO_BUCKET;
  if (status === 401 || status === 403) return 'The storage does not let our key into the bucket.';
  return CODES['blobs.unavailable'].title;
}

// Without a status there was no answer; with a good one, not the answer of a storage. Both may be a network in trouble.
function mayPass(status: number | undefined): boolean {
  return status === undefined || status < 300 || status === 408 || status === 429 || status >= 500;
}
