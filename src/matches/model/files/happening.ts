import type { EventContent } from '../../../wire/matches.js';

/** What happened, by the name it has in every revision of a file. */
export type Happening = readonly [key: string, content: EventContent];
