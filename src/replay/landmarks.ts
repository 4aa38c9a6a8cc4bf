import { keepNewest } from '../kernel/keep-newest.js';
import { isPassed, START, type Beginning, type Stand } from './model/pacing.js';

/** One for each page that was passed; matches that nobody replays are forgotten. */
const MATCHES_MAX = 100;

/** Places in records that were found before. A record only grows, so they stay true: who begins far down one need not read all before. */
export class Landmarks {
  private readonly known = new Map<string, Stand[]>();

  /** The last one that a replay passes. */
  before(match: string, beginning: Beginning): Stand {
    return this.known.get(match)?.findLast((stand) => isPassed(stand, beginning)) ?? START;
  }

  keep(match: string, stand: Stand): void {
    const stands = this.known.get(match) ?? [];
    if (stand.seq > (stands.at(-1)?.seq ?? 0)) stands.push(stand);
    keepNewest(this.known, match, stands, MATCHES_MAX);
  }
}
