import { keepValue, keptValue } from '../keeping/kept-value.js';
import { Draft } from './draft.js';

const nameOf = (channel: string): string => `longwave.draft.${channel}`;

/** What was being written when the page was left. */
export function keptDraft(channel: string): Draft | undefined {
  return keptValue(nameOf(channel), Draft);
}

/** Whether there was room for it. */
export function keepDraft(channel: string, draft: Draft): boolean {
  return keepValue(nameOf(channel), draft);
}
