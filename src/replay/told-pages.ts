import type { Cancel } from '../kernel/clock.js';
import { keepNewest } from '../kernel/keep-newest.js';
import { Rounds } from '../kernel/rounds.js';
import type { MatchStore } from '../matches/match-store.port.js';
import type { MatchEvent } from '../wire/matches.js';

/** The embedded database answers inside this process: larger pages would make everybody’s next event late. */
export const PAGE = 100;
/** Some tens of megabytes at most, whatever is replayed; past that the page longest unasked for is read again. */
const PAGES_MAX = 200;

/**
 * The records of the matches that are replayed, in pages that are the same for all: of many who replay a match one reads for
 * all. A record only grows, so what was read stays true; it is forgotten with the last who replays its match.
 */
export class ToldPages {
  private readonly pages = new Map<string, readonly MatchEvent[]>();
  private readonly replays = new Map<string, number>();
  private readonly rounds = new Rounds((name) => this.read(name));

  constructor(private readonly store: Pick<MatchStore, 'events'>) {}

  /** Somebody replays a match, until the returned function is called. */
  follow(match: string): Cancel {
    this.replays.set(match, (this.replays.get(match) ?? 0) + 1);
    return () => {
      const others = (this.replays.get(match) ?? 1) - 1;
      if (others > 0) this.replays.set(match, others);
      else this.forget(match);
    };
  }

  /** What comes after an event, so many at most: fewer only at the end of the record. */
  async after(match: string, seq: number, limit: number): Promise<readonly MatchEvent[]> {
    const found: MatchEvent[] = [];
    for (let page = Math.floor(seq / PAGE); found.length < limit; page += 1) {
      const events = await this.page(match, page);
      for (const event of events) if (event.seq > seq && found.length < limit) found.push(event);
      if (events.length < PAGE) break;
    }
    return found;
  }

  private page(match: string, page: number): Promise<readonly MatchEvent[]> | readonly MatchEvent[] {
    const name = nameOf(match, page);
    const known = this.pages.get(name);
    if (known?.length !== PAGE) return this.rounds.ask(name);
    keepNewest(this.pages, name, known, PAGES_MAX);
    return known;
  }

  // Of the last page only what has come since: whoever is near the end looks there after each event.
  private async read(name: string): Promise<readonly MatchEvent[]> {
    const [match, page] = pageOf(name);
    const known = this.pages.get(name) ?? [];
    if (known.length === PAGE) return known;
    const after = known.at(-1)?.seq ?? page * PAGE;
    const events = [...known, ...(await this.store.events(match, { after, limit: PAGE - known.length }))];
    if (this.replays.has(match)) keepNewest(this.pages, name, events, PAGES_MAX);
    return events;
  }

  private forget(match: string): void {
    this.replays.delete(match);
    for (const name of this.pages.keys()) if (pageOf(name)[0] === match) this.pages.delete(name);
  }
}

function nameOf(match: string, page: number): string {
  return JSON.stringify([match, page]);
}

function pageOf(name: string): [match: string, page: number] {
  return JSON.parse(name) as [string, number];
}
