import type { Cancel, Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { Rounds } from '../kernel/rounds.js';
import { UnderWay } from '../kernel/under-way.js';
import { isRefusal } from '../kernel/outcome.js';
import type { MatchNews } from '../matches/match-news.port.js';
import type { MatchChannel, MatchStore, StoredMatch } from '../matches/match-store.port.js';
import type { HostDesk } from '../radio/host-desk.js';
import type { Log } from '../watch/log.port.js';
import { Say } from '../wire/host.js';
import type { EventContent, MatchEvent } from '../wire/matches.js';
import type { LineStore, NewLine } from './line-store.port.js';
import { plainLine } from './model/plain-line.js';

export interface AnnouncerParts {
  readonly matches: MatchStore;
  readonly news: MatchNews;
  readonly lines: LineStore;
  readonly desk: HostDesk;
  readonly clock: Clock;
  readonly log: Log;
  readonly onAsked: () => void;
}

/** What is older is not worth saying any more, unless it corrects what was said. */
const WORTH_MS = 12_000;
/** What the process did that recorded an event, another does for it if it died. */
const SWEEP_MS = 2_000;
const PAGE = 200;
/** By which commentary is known among hosts. */
const HOST = 'commentary';

/** Has every channel of a match say what happens in it. Of what was asked for, nothing is asked for twice. */
export class Announcer {
  private readonly rounds = new Rounds((match) => this.round(match));
  private endings: Cancel[] = [];
  private readonly underWay = new UnderWay();
  private sweep: Cancel | undefined;

  constructor(private readonly parts: AnnouncerParts) {}

  begin(): void {
    this.endings = [this.parts.news.watch((match) => this.underWay.begin(() => this.announce(match)))];
    this.sweepLater();
  }

  /** Resolves when nothing is asked for any more. */
  end(): Promise<void> {
    for (const ending of this.endings) ending();
    this.sweep?.();
    this.endings = [];
    return this.underWay.settled();
  }

  /** One at a time for a match; what comes meanwhile is seen in the next round. */
  announce(match: string): Promise<void> {
    return this.rounds.ask(match);
  }

  private async round(match: string): Promise<void> {
    if (this.endings.length === 0) return;
    try {
      await this.announceOnce(match);
    } catch (error) {
      // The sweep comes back to it.
      if (!(error instanceof Fault)) this.parts.log.error('a match could not be announced', { match, error });
    }
  }

  private sweepLater(): void {
    this.sweep = this.parts.clock.after(SWEEP_MS, () => {
      this.underWay.begin(async () => {
        await this.sweepOnce();
        if (this.endings.length > 0) this.sweepLater();
      });
    });
  }

  private async sweepOnce(): Promise<void> {
    try {
      for (const match of await this.parts.lines.behind()) await this.announce(match);
    } catch (error) {
      if (!(error instanceof Fault)) this.parts.log.error('matches could not be looked through', { error });
    }
  }

  private async announceOnce(match: string): Promise<void> {
    const stored = await this.parts.matches.find(match);
    if (stored === undefined) return;
    const channels = await this.parts.matches.channels(match);
    await Promise.all(channels.map((channel) => this.catchUp(stored, channel)));
  }

  private async catchUp(stored: StoredMatch, channel: MatchChannel): Promise<void> {
    const { matches, lines } = this.parts;
    const { id } = stored.match;
    for (let after = channel.toldTo; after < stored.state.seq;) {
      const events = await matches.events(id, { after, limit: PAGE });
      const last = events.at(-1);
      if (last === undefined) return;
      const said: NewLine[] = [];
      for (const event of events) {
        const line = await this.say(stored, channel, event);
        if (line !== undefined) said.push(line);
      }
      await lines.keep({ match: id, channel: channel.channel, language: channel.language }, last.seq, said);
      if (said.length > 0) this.parts.news.touched(id);
      after = last.seq;
    }
  }

  private async before({ corrects }: MatchEvent, match: string): Promise<EventContent | undefined> {
    if (corrects === null) return undefined;
    const [before] = await this.parts.matches.events(match, { after: corrects - 1, limit: 1 });
    return before?.content;
  }

  private async say(stored: StoredMatch, channel: MatchChannel, event: MatchEvent): Promise<NewLine | undefined> {
    const line = plainLine(stored.match, event, await this.before(event, stored.match.id));
    if (line === undefined) return undefined;
    const ageMs = Math.max(0, this.parts.clock.now() - event.occurredAt);
    const kept = { event: event.seq, text: line.text, request: null };
    if (ageMs > WORTH_MS && !(line.isCorrection && ageMs <= 4 * WORTH_MS)) {
      // What was over long before it was told is no news, and leaves no line.
      return ageMs > 10 * WORTH_MS ? undefined : { ...kept, state: 'dropped', reason: 'late' };
    }
    const done = await this.parts.desk.run(
      {
        channel: channel.channel,
        key: `event-${String(event.seq).padStart(8, '0')}`,
        command: {
          name: 'enqueue',
          say: Say.parse({
            text: line.text,
            urgency: line.urgency,
            style: line.style,
            spokenForMs: Math.round(ageMs),
            staleAfterMs: line.isCorrection ? 4 * WORTH_MS : WORTH_MS,
          }),
        },
      },
      HOST,
    );
    if (isRefusal(done)) return { ...kept, state: 'dropped', reason: done.refused };
    this.parts.onAsked();
    return { ...kept, state: 'asked', request: done.request ?? null, reason: null };
  }
}
