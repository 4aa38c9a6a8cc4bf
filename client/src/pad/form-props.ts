import type { FieldName, MatchDraft } from './new-match.js';

/** What a part of the form works with. */
export interface FormProps {
  readonly draft: MatchDraft;
  readonly change: (changes: Partial<MatchDraft>) => void;
  readonly mistakeOf: (field: FieldName) => string | undefined;
}
