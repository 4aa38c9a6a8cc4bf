import type { MatchStore } from '../matches/match-store.port.js';
import type { Moment, Thread } from '../writing/model/fact-sheet.js';
import type { MatchEvent } from '../wire/matches.js';
import type { Sport } from '../wire/sports.js';
import type { ToldMatch } from './model/story/known.js';
import { passedOn, sheetOf, storyOf, toldOn, type Story } from './model/story/story.js';
import { threadsOf } from './model/story/threads.js';

/** A moment, and what follows from the record with it. */
export interface ToldMoment {
  readonly moment: Moment;
  readonly threads: readonly Thread[];
}

const PAGE = 500;
/** Nothing older is said any more by whoever comes later. */
const KEPT = 60;

/** One match as it is told, for all of its channels. */
export class Teller {
  private story: Story;
  private lately: readonly ToldMoment[] = [];
  private recordedAt = -Infinity;

  constructor(
    private readonly id: string,
    match: ToldMatch,
    private readonly store: Pick<MatchStore, 'events'>,
  ) {
    this.story = storyOf(match);
  }

  get match(): ToldMatch {
    return this.story.match;
  }

  get sport(): Sport {
    return this.match.sport;
  }

  get seq(): number {
    return this.story.seq;
  }

  /** When the last event was recorded, whether or not there was anything to say of it; before the first, never. */
  get lastAt(): number {
    return this.recordedAt;
  }

  /** Reads on, and returns what is new of it, as far back as it may still be worth saying. */
  async look(): Promise<readonly ToldMoment[]> {
    const events = await this.unread();
    this.story = passedOn(this.story, events.slice(0, -KEPT));
    const told = events.slice(-KEPT).flatMap((event) => this.tell(event));
    this.lately = [...this.lately, ...told].slice(-KEPT);
    this.recordedAt = events.at(-1)?.recordedAt ?? this.recordedAt;
    return told;
  }

  /** What was told after an event, as far back as it may still be worth saying. */
  after(seq: number): readonly ToldMoment[] {
    return this.lately.filter(({ moment }) => moment.seq > seq);
  }

  private async unread(): Promise<readonly MatchEvent[]> {
    const events: MatchEvent[] = [];
    let page: readonly MatchEvent[];
    do {
      page = await this.store.events(this.id, { after: events.at(-1)?.seq ?? this.story.seq, limit: PAGE });
      events.push(...page);
    } while (page.length === PAGE);
    return events;
  }

  private tell(event: MatchEvent): ToldMoment[] {
    const { story, moment } = toldOn(this.story, event);
    this.story = story;
    return moment === null ? [] : [{ moment, threads: threadsOf(story.match, story.known, [moment]) }];
  }

  sheet(language: string, moments: readonly Moment[]) {
    return sheetOf(this.story, { language, moments });
  }
}
