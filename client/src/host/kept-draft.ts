import { Draft } from './draft.js';

const nameOf = (channel: string): string => `longwave.draft.${channel}`;

/** What was being written when the page was left. */
export function keptDraft(channel: string): Draft | undefined {
  try {
    return Draft.safeParse(JSON.parse(localStorage.getItem(nameOf(channel)) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

/** Whether there was room for it. */
export function keepDraft(channel: string, draft: Draft): boolean {
  try {
    localStorage.setItem(nameOf(channel), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}
