import { ENGLISH } from './english/english.js';
import { HINDI } from './hindi/hindi.js';
import type { Tongue } from './tongue.js';

const TONGUES: Readonly<Record<string, Tongue>> = { en: ENGLISH, hi: HINDI };

/** Of any region: en-IN is spoken as en is. */
export function tongueFor(language: string): Tongue | undefined {
  const base = language.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(TONGUES, base) ? TONGUES[base] : undefined;
}

/** Whether there are phrases of a language. */
export function hasTemplates(language: string): boolean {
  return tongueFor(language) !== undefined;
}
