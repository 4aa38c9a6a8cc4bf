/** Past it a writer is not listened to any more: nobody says more about one moment. */
export const SENTENCES_MAX = 6;
/** A longer one is no sentence, and the answer is not believed. In UTF-16 units. */
export const SENTENCE_LENGTH_MAX = 400;
/** What is told to a writer, in UTF-16 units. Past it the oldest of what was said and happened before is left out. */
export const DOCUMENT_LENGTH_MAX = 40_000;
/** Of what was said before, so many lines at most are told, the newest. */
export const SAID_MAX = 40;

/** Ways to begin that were voiced before: a few are enough to choose from. */
export const OPENINGS_MAX = 8;
