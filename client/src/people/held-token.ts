import { accessToken, kept } from './session.js';
import type { HeldToken } from './token-keeper.js';

/** The access token of this browser's session and when it ends; nothing where nobody is signed in. */
export async function heldToken(): Promise<HeldToken | undefined> {
  const token = await accessToken();
  const tokens = kept();
  if (token === undefined || tokens === undefined) return undefined;
  return { token, endsAt: Date.parse(tokens.accessTokenExpiresAt), person: tokens.me.id ?? '' };
}

/** By this device's own clock, as the ends of tokens are. */
export function wallNow(): number {
  return Date.now();
}
