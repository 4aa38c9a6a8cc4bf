import type { Refusal } from '../kernel/outcome.js';
import type { Person } from '../people/person.port.js';
import type { StoredMatch } from './match-store.port.js';

/** Matches as one person may see them, for rooms beside this one. */
export abstract class SeenMatches {
  /** To who may not hear any channel of a private match, it does not exist. */
  abstract find(id: string, person: Person): Promise<StoredMatch | Refusal>;
}
