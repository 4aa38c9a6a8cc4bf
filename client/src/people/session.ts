import { Tokens } from '../../../src/wire/people.js';
import { post } from './asking-http.js';

const KEY = 'longwave.session';
/** The next pair is asked for so long before the access token ends. */
const AHEAD_MS = 60_000;
/** More than a session takes. */
const LENGTH_MAX = 8_192;

/** Whether this browser keeps what it is given: asked before an invitation is used up. */
export function canKeep(): boolean {
  try {
    localStorage.setItem(`${KEY}.room`, 'x'.repeat(LENGTH_MAX));
    localStorage.removeItem(`${KEY}.room`);
    return true;
  } catch {
    return false;
  }
}

export function keep(tokens: Tokens): void {
  localStorage.setItem(KEY, JSON.stringify(tokens));
}

export function forget(): void {
  localStorage.removeItem(KEY);
}

/** Who is signed in on this device; nobody where nothing is kept, or nothing that can be read. */
export function kept(): Tokens | undefined {
  try {
    const read = Tokens.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return read.success && Date.parse(read.data.refreshTokenExpiresAt) > Date.now() ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * An access token that is good for a while. A refresh token works once: of several pages of one browser only one changes it,
 * and the others find what it was given.
 */
export async function accessToken(): Promise<string | undefined> {
  const tokens = kept();
  if (tokens === undefined || isFresh(tokens)) return tokens?.accessToken;
  return alone(async () => {
    const now = kept();
    if (now === undefined || isFresh(now)) return now?.accessToken;
    const answer = await post('/v1/sessions/refresh', Tokens, { body: { refreshToken: now.refreshToken } });
    if ('ok' in answer) keep(answer.ok);
    // Signed out, or too old: whoever asks on is nobody any more.
    else if ('problem' in answer && answer.problem.status < 500 && answer.problem.status !== 429) forget();
    else return now.accessToken;
    return 'ok' in answer ? answer.ok.accessToken : undefined;
  });
}

function isFresh({ accessTokenExpiresAt }: Tokens): boolean {
  return Date.parse(accessTokenExpiresAt) - AHEAD_MS > Date.now();
}

// Locks exist on secure pages alone; elsewhere two pages may ask at once, and one of them is told to sign in again.
function alone<T>(run: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request(`${KEY}.refresh`, run) : run();
}
