import type { ZodType } from 'zod';
import { CODES } from '../../../src/wire/codes.js';
import { SocketRefusal } from '../../../src/wire/radio.js';
import type { Surroundings } from './line.js';

/** How a question ends. It always does: what is lost was not answered in time, or not so that we understand it. */
export type Answer<T> =
  | { readonly ok: T; readonly sentAt: number; readonly answeredAt: number }
  | { readonly refused: SocketRefusal }
  | { readonly lost: 'away' | 'silence' | 'nonsense' };

export interface Question<T> {
  readonly event: string;
  readonly body: unknown;
  readonly answer: ZodType<T>;
  readonly withinMs?: number;
}

/** What a part of the connection may do with the line. */
export interface Asker {
  ask<T>(question: Question<T>): Promise<Answer<T>>;
  tell(event: string, body: unknown): void;
}

type Send = (event: string, body: unknown, answered?: (answer: unknown) => void) => void;

const ANSWER_MS = 5_000;

/** Questions under way. None outlives the line it was asked on. */
export class Asking implements Asker {
  private readonly under = new Set<() => void>();
  private isOpen = false;

  constructor(
    private readonly send: Send,
    private readonly surroundings: Surroundings,
  ) {}

  opened(): void {
    this.isOpen = true;
  }

  shut(): void {
    this.isOpen = false;
    for (const loseIt of this.under) loseIt();
  }

  // What is said while the line is shut would be sent when it opens again, and be out of date.
  tell(event: string, body: unknown): void {
    if (this.isOpen) this.send(event, body);
  }

  ask<T>({ event, body, answer, withinMs = ANSWER_MS }: Question<T>): Promise<Answer<T>> {
    if (!this.isOpen) return Promise.resolve({ lost: 'away' });
    return new Promise((resolve) => {
      const end = (given: Answer<T>): void => {
        cancel();
        this.under.delete(loseIt);
        resolve(given);
      };
      const loseIt = (): void => end({ lost: 'away' });
      const cancel = this.surroundings.after(withinMs, () => end({ lost: 'silence' }));
      this.under.add(loseIt);
      const sentAt = this.surroundings.now();
      this.send(event, body, (given) => {
        const answeredAt = this.surroundings.now();
        end(understood(answer, given, { sentAt, answeredAt }));
      });
    });
  }
}

/** Whoever may not, or asks for what is not there, gets the same answer the next time. A join that is under way is not. */
export function isPassing({ code, retryAfterS }: SocketRefusal): boolean {
  if (code === 'radio.not-joined') return true;
  const status = Object.entries(CODES).find(([known]) => known === code)?.[1].status ?? 500;
  return retryAfterS !== undefined || status >= 500 || status === 429;
}

function understood<T>(
  answer: ZodType<T>,
  given: unknown,
  times: { readonly sentAt: number; readonly answeredAt: number },
): Answer<T> {
  // First: an answer in which nothing has to be is found in a refusal too.
  const refusal = SocketRefusal.safeParse(given);
  if (refusal.success) return { refused: refusal.data };
  const read = answer.safeParse(given);
  return read.success ? { ok: read.data, ...times } : { lost: 'nonsense' };
}
