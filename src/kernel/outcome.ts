import { CODES, type Code } from '../wire/codes.js';

/** A rule forbids it. The caller reads this; it is returned, never thrown. */
export interface Refusal {
  readonly refused: Code;
  readonly detail: string;
  /** When another try makes sense, where that is known. */
  readonly retryAfterS?: number;
}

export function refuse(code: Code, detail: string = CODES[code].title): Refusal {
  return { refused: code, detail };
}

export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
}
