export const RULES = [
  'name',
  'number',
  'score',
  'side',
  'role',
  'outcome',
  'period',
  'claim',
  'hedge',
  'length',
  'repeat',
  'markup',
  'leak',
] as const;
export type Rule = (typeof RULES)[number];

/** What of a line may not air, and where it stands in it. */
export interface Finding {
  readonly rule: Rule;
  readonly says: string;
  readonly start: number;
  readonly end: number;
}

export interface Bounds {
  readonly wordsMax: number;
  /** What was said lately. */
  readonly said: readonly string[];
  /** What may not be said though a writer has seen it: what it was told to do. */
  readonly secrets?: readonly string[];
}
