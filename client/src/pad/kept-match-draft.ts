import { freshKey } from '../people/fresh-key.js';
import { forgetValue, keepValue, keptValue } from '../keeping/kept-value.js';
import { emptyDraft, MatchDraft } from './new-match.js';

const NAME = 'longwave.new-match';

/** What was being typed when the page was left. */
export function keptMatchDraft(): MatchDraft {
  return keptValue(NAME, MatchDraft) ?? emptyDraft(freshKey());
}

export function keepMatchDraft(draft: MatchDraft): void {
  keepValue(NAME, draft);
}

export function forgetMatchDraft(): void {
  forgetValue(NAME);
}
