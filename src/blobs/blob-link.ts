import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../kernel/clock.js';
import { assert } from '../kernel/assert.js';
import { LINK_SECONDS_MAX } from './blob-store.port.js';

export interface LinkQuery {
  readonly expires?: unknown;
  readonly signature?: unknown;
}

/** Links to our own door: whoever holds one may read this blob until it expires, and nothing else. */
export class BlobLinks {
  constructor(
    private readonly key: Uint8Array,
    private readonly clock: Clock,
    private readonly publicUrl: string | undefined,
  ) {
    assert(key.byteLength >= 32, 'BL7 the signing key has at least 32 bytes');
  }

  make(blob: string, seconds: number): string {
    assert(isLinkLife(seconds), `BL7 a link lives 1 to ${LINK_SECONDS_MAX} seconds`);
    const expires = String(Math.ceil(this.clock.now() / 1_000) + seconds);
    const path = `/v1/blobs/${blob}?expires=${expires}&signature=${this.signature(blob, expires).toString('base64url')}`;
    return (this.publicUrl ?? '').replace(/\/$/, '') + path;
  }

  /** For how many seconds more the link works; undefined where it is not ours, was changed or has expired. */
  secondsLeft(blob: string, { expires, signature }: LinkQuery): number | undefined {
    if (typeof expires !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(expires)) return undefined;
    const given = Buffer.from(signature, 'base64url');
    const right = this.signature(blob, expires);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    const left = Number(expires) - this.clock.now() / 1_000;
    return left > 0 ? Math.floor(left) : undefined;
  }

  private signature(blob: string, expires: string): Buffer {
    return createHmac('sha256', this.key).update(`GET\n${blob}\n${expires}`).digest();
  }
}

export function isLinkLife(seconds: number): boolean {
  return Number.isSafeInteger(seconds) && seconds >= 1 && seconds <= LINK_SECONDS_MAX;
}
