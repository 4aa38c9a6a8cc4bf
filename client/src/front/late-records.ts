import { EventPage, type MatchCard } from '../../../src/wire/match-doors.js';
import type { MatchEvent } from '../../../src/wire/matches.js';
import type { HttpAnswer } from '../people/asking-http.js';

/** The server gives no more at once. */
const PAGE = 500;
/** At one time. Of a longer record the rest is read the next time. */
const PAGES_MAX = 40;

/** Records of matches that are shown late: each is read once, and from then on what is new in it. */
export class LateRecords {
  private readonly records = new Map<string, readonly MatchEvent[]>();

  constructor(private readonly ask: (path: string) => Promise<HttpAnswer<EventPage>>) {}

  /** All that was told until the match stood as its card says, and maybe more; nothing where it cannot be read. */
  async upTo({ id, state }: Pick<MatchCard, 'id' | 'state'>): Promise<readonly MatchEvent[] | undefined> {
    let events = this.knownOf(id, state.seq);
    for (let page = 0; page < PAGES_MAX && seqOf(events) < state.seq; page += 1) {
      const answer = await this.ask(`/v1/matches/${id}/events?after=${seqOf(events)}&limit=${PAGE}`);
      if (!('ok' in answer) || answer.ok.events.length === 0) return undefined;
      events = [...events, ...answer.ok.events];
      this.records.set(id, events);
    }
    return seqOf(events) < state.seq ? undefined : events;
  }

  /** Others are not kept. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.records.keys()) if (!ids.has(id)) this.records.delete(id);
  }

  // What is longer than the record is of another one, under the same name.
  private knownOf(id: string, seq: number): readonly MatchEvent[] {
    const known = this.records.get(id) ?? [];
    return seqOf(known) > seq ? [] : known;
  }
}

function seqOf(events: readonly MatchEvent[]): number {
  return events.at(-1)?.seq ?? 0;
}
