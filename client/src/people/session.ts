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
    const tokens = tokensIn(localStorage.getItem(KEY));
    return tokens !== undefined && Date.parse(tokens.refreshTokenExpiresAt) > Date.now() ? tokens : undefined;
  } catch {
    return undefined;
  }
}

/** Calls when another page of this browser has signed somebody else in, or out. The returned function stops it. */
export function onOtherPerson(run: () => void): () => void {
  const stored = ({ key, oldValue, newValue }: StorageEvent): void => {
    if (key === KEY && personIn(oldValue) !== personIn(newValue)) run();
  };
  window.addEventListener('storage', stored);
  return () => window.removeEventListener('storage', stored);
}

function personIn(value: string | null): string | undefined {
  try {
    return tokensIn(value)?.me.id;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function tokensIn(value: string | null): Tokens | undefined {
  return Tokens.safeParse(JSON.parse(value ?? 'null')).data;
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
