import { Ids } from '../kernel/ids.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { Rounds } from '../kernel/rounds.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { isHostOf, mayDo, type Person } from '../people/person.port.js';
import { ChannelDesk } from '../radio/channel-desk.js';
import { NewChannel } from '../wire/host.js';
import type { MatchQuery, NewMatch } from '../wire/match-doors.js';
import { cursorOf, placeOf } from './cursor.js';
import type { MatchPlace, MatchStore, MatchToMake, StoredMatch } from './match-store.port.js';
import { SeenMatches } from './seen-matches.port.js';

export interface MatchesParts {
  readonly store: MatchStore;
  readonly channels: ChannelDesk;
  readonly ids: Ids;
  readonly time: ServerTime;
  /** Whether people nobody knows may listen. */
  readonly isOpen: boolean;
}

export interface FoundMatch extends StoredMatch {
  readonly mayHost: boolean;
}

export interface FoundPage {
  readonly matches: readonly StoredMatch[];
  readonly next: string | null;
}

interface Reading {
  readonly readAt: number;
  readonly stored: StoredMatch;
}

/** Who may see a match is that old at most for who begins to follow it. */
const LATELY_MS = 500;
const LATELY_MAX = 200;

/** Making matches and finding them. */
export class Matches extends SeenMatches {
  private readonly readings = new Rounds((id) => this.read(id));
  private readonly lately = new Map<string, Reading>();

  constructor(private readonly parts: MatchesParts) {
    super();
  }

  async create(given: NewMatch, isDemo = false): Promise<StoredMatch | Refusal> {
    const { store, ids, time } = this.parts;
    const { languages, startsAt, title, competition, script, ...rest } = given;
    const match: MatchToMake = {
      ...rest,
      id: given.id ?? ids.next(),
      title: title ?? `${given.home.name} – ${given.away.name}`,
      competition: competition ?? null,
      startsAt: startsAt === undefined ? time.now() : Date.parse(startsAt),
      script: script ?? null,
      isDemo,
      createdAt: time.now(),
    };
    if (given.home.name === given.away.name) return refuse('matches.bad-event', 'The two sides have the same name.');
    const refused = await store.create(match);
    if (refused !== undefined) return refused;
    for (const language of new Set(languages)) {
      const added = await this.addChannel(match, language);
      if (isRefusal(added)) return added;
    }
    return (await store.find(match.id)) ?? refuse('matches.unknown-match');
  }

  /** The match speaks this language from now on. */
  async addChannel(
    { id, title, visibility, isDemo }: Pick<StoredMatch['match'], 'id' | 'title' | 'visibility' | 'isDemo'>,
    language: string,
  ): Promise<Refusal | undefined> {
    const { store, channels } = this.parts;
    // What was made up goes on for ever: of that a day is kept.
    const keepDays = isDemo ? 1 : null;
    const made = await channels.create(NewChannel.parse({ title, language, match: id, visibility, keepDays }));
    if (isRefusal(made)) return made;
    await store.addChannel(id, made.id, language);
    return undefined;
  }

  async find(id: string, person: Person): Promise<FoundMatch | Refusal> {
    return this.asSeenBy(person, (await this.readings.ask(id))?.stored);
  }

  /**
   * As it was a moment ago, for who follows it from then on and has seen it up to an event. Thousands come at once as a
   * match begins, or after an outage: they are answered by a few readings.
   */
  async findToFollow(id: string, person: Person, seen: number): Promise<FoundMatch | Refusal> {
    const known = this.lately.get(id);
    const isFresh = known !== undefined && this.parts.time.now() - known.readAt < LATELY_MS;
    if (isFresh && known.stored.state.seq >= seen) return this.asSeenBy(person, known.stored);
    return this.find(id, person);
  }

  private asSeenBy(person: Person, stored: StoredMatch | undefined): FoundMatch | Refusal {
    if (stored === undefined || !this.isSeenBy(stored, person)) return refuse('matches.unknown-match');
    return { ...stored, mayHost: mayHostOneOf(stored, person) };
  }

  async hosted(id: string, person: Person): Promise<FoundMatch | Refusal> {
    const found = await this.find(id, person);
    if (isRefusal(found) || found.mayHost) return found;
    return refuse('people.not-allowed');
  }

  /** What is not public is found by who hosts it. */
  async list(query: MatchQuery, person: Person): Promise<FoundPage | Refusal> {
    const { status, sport, text, hosted, cursor, limit } = query;
    const first = cursor === undefined ? undefined : placeOf(cursor);
    if (cursor !== undefined && first === undefined) return refuse('request.invalid', 'There is no such `cursor`.');
    // One more than the page says whether there is another; those who ask may not find all of them.
    const atOnce = limit + 1;
    const matches: StoredMatch[] = [];
    let after: MatchPlace | undefined = first;
    for (;;) {
      const some = await this.parts.store.list({ status, sport, text, after, limit: atOnce });
      for (const stored of some) {
        if (matches.length === limit) return { matches, next: cursorOf(placeAfter(matches)) };
        if (hosted ? mayHostOneOf(stored, person) : isListedFor(stored, person)) matches.push(stored);
      }
      if (some.length < atOnce) return { matches, next: null };
      after = placeAfter(some);
    }
  }

  private async read(id: string): Promise<Reading | undefined> {
    const { store, time } = this.parts;
    const readAt = time.now();
    const stored = await store.find(id);
    if (stored === undefined) {
      this.lately.delete(id);
      return undefined;
    }
    const reading = { readAt, stored };
    if (this.lately.size >= LATELY_MAX) this.lately.clear();
    this.lately.set(id, reading);
    return reading;
  }

  private isSeenBy({ match, channels }: StoredMatch, person: Person): boolean {
    const open = match.visibility !== 'private' && this.parts.isOpen;
    if (open || person.role === 'admin') return true;
    return channels.some(({ channel }) => mayDo(person, 'listener', { channel, open: false }));
  }
}

function isListedFor(stored: StoredMatch, person: Person): boolean {
  return stored.match.visibility === 'public' || mayHostOneOf(stored, person);
}

function mayHostOneOf({ channels }: StoredMatch, person: Person): boolean {
  return person.role === 'admin' || channels.some(({ channel }) => isHostOf(person, channel));
}

function placeAfter(some: readonly StoredMatch[]): MatchPlace {
  const { startsAt, id } = some.at(-1)?.match ?? { startsAt: 0, id: '' };
  return { startsAt, id };
}
