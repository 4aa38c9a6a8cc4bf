import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits that stand for themselves. Only their hash is stored, so a copy of the database opens nothing. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What a token is found by. An index may compare it as fast as it likes: who can choose tokens cannot choose hashes, so
 * the time it takes tells nothing of the tokens that exist.
 */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
