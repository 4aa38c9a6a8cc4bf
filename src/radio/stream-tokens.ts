import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock, ServerMs } from '../kernel/clock.js';
import type { Bearers } from '../people/bearer.port.js';
import type { KnownPerson, Person } from '../people/person.port.js';

/** So long a token lets its holder tune in. */
export const TOKEN_MS = 10 * 60_000;
/** Whoever asks again within this time with a token that has let it in goes on with it, as a stream does that never ends. */
const GOES_ON_MS = 60_000;
const GOING_ON_MAX = 10_000;

export interface StreamToken {
  readonly token: string;
  readonly expiresAt: ServerMs;
}

/** Whom a token stands for. */
export interface Holder {
  readonly id: string;
  readonly session: string;
}

interface Parts {
  readonly key: Buffer;
  readonly clock: Clock;
  readonly bearers: Pick<Bearers, 'holds'>;
}

/** Words in an address that let a plain player hear one channel as somebody who is signed in. Nothing is looked up to read them. */
export class StreamTokens {
  private readonly usedAt = new Map<string, ServerMs>();

  constructor(private readonly parts: Parts) {}

  make(channel: string, { id, session }: KnownPerson): StreamToken {
    const expiresAt = this.parts.clock.now() + TOKEN_MS;
    const words = [Math.ceil(expiresAt / 1_000).toString(36), id, session, randomBytes(9).toString('base64url')];
    return { token: [...words, this.signature(channel, words)].join('.'), expiresAt };
  }

  /** Who somebody is for a channel who comes with these words, or with none: a token lets its holder in as a listener. */
  personOf(channel: string, token: string | undefined, person: Person): Person {
    const holder = token === undefined ? undefined : this.holderOf(channel, token);
    return holder === undefined ? person : { role: 'listener', ...holder, channels: [channel] };
  }

  /** Nobody where it is not ours, is for another channel, has expired or its session was signed out. */
  holderOf(channel: string, token: string): Holder | undefined {
    const words = token.split('.');
    const [given = '', [expires = '', id = '', session = '']] = [words.pop(), words];
    const right = Buffer.from(this.signature(channel, words));
    const shown = Buffer.from(given);
    if (shown.length !== right.length || !timingSafeEqual(shown, right)) return undefined;
    if (Number.parseInt(expires, 36) * 1_000 <= this.parts.clock.now() && !this.goesOn(token)) return undefined;
    const person = { role: 'listener', id, session, channels: [channel] } as const;
    return this.parts.bearers.holds({ person, expiresAt: Infinity }) ? { id, session } : undefined;
  }

  /** Of what is fetched piece by piece: it goes on as long as it is fetched. */
  used(token: string): void {
    const now = this.parts.clock.now();
    this.usedAt.delete(token);
    this.usedAt.set(token, now);
    for (const [other, at] of this.usedAt) {
      if (at > now - GOES_ON_MS && this.usedAt.size <= GOING_ON_MAX) return;
      this.usedAt.delete(other);
    }
  }

  private goesOn(token: string): boolean {
    return (this.usedAt.get(token) ?? -Infinity) > this.parts.clock.now() - GOES_ON_MS;
  }

  private signature(channel: string, words: readonly string[]): string {
    return createHmac('sha256', this.parts.key)
      .update(`${channel}.${words.join('.')}`)
      .digest('base64url');
  }
}
