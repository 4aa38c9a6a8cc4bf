import type { Cancel, Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { Rounds } from '../kernel/rounds.js';
import { UnderWay } from '../kernel/under-way.js';
import type { MatchNews } from '../matches/match-news.port.js';
import type { MatchStore, StoredMatch } from '../matches/match-store.port.js';
import type { Airs } from '../radio/airs.port.js';
import type { Rehearsal } from '../radio/rehearsal.port.js';
import { openings } from '../writing/model/templates/template-line.js';
import { Commentator, type CommentatorParts } from './commentator.js';
import { Teller } from './teller.js';

export interface CommentaryParts extends Omit<CommentatorParts, 'underWay' | 'onLines'> {
  readonly matches: MatchStore;
  readonly news: MatchNews;
  readonly airs: Airs;
  readonly rehearsal: Rehearsal;
  readonly clock: Clock;
}

/** Words of what happened may be lost. */
const SWEEP_MS = 2_000;
/** A match in which nothing happens for so long is let go of until something does. */
const QUIET_MS = 600_000;

interface OfMatch {
  readonly teller: Teller;
  readonly commentators: Map<string, Commentator>;
}

/** Commentary on every channel of a match that this process conducts. */
export class Commentary {
  private readonly matches = new Map<string, OfMatch>();
  /** Of which match a channel is that has a commentator. */
  private readonly matchOf = new Map<string, string>();
  private readonly rounds = new Rounds((match) => this.round(match));
  private readonly underWay = new UnderWay();
  private endings: Cancel[] = [];
  private sweep: Cancel | undefined;
  private readonly leaving = new AbortController();

  constructor(private readonly parts: CommentaryParts) {}

  begin(): void {
    const { news, airs } = this.parts;
    this.endings = [
      news.watch((match) => this.underWay.begin(() => this.look(match))),
      airs.watch((channel) =>
        this.matches
          .get(this.matchOf.get(channel) ?? '')
          ?.commentators.get(channel)
          ?.step(),
      ),
    ];
    this.sweepLater();
  }

  /** Resolves when nothing is said any more. */
  async end(): Promise<void> {
    for (const ending of this.endings) ending();
    this.endings = [];
    this.sweep?.();
    this.leaving.abort();
    for (const match of this.matches.keys()) this.letGo(match);
    await this.underWay.settled();
  }

  /** Something happened in a match. */
  look(match: string): Promise<void> {
    return this.rounds.ask(match);
  }

  private async round(match: string): Promise<void> {
    if (this.endings.length === 0) return;
    try {
      await this.lookOnce(match);
    } catch (error) {
      // The sweep comes back to it.
      if (!(error instanceof Fault)) this.parts.log.error('a match could not be told of', { match, error });
    }
  }

  private async lookOnce(id: string): Promise<void> {
    const { matches, airs } = this.parts;
    const channels = await matches.channels(id);
    const here = channels.filter(({ channel }) => airs.of(channel) !== undefined);
    if (here.length === 0) return this.letGo(id);
    const known = this.matches.get(id) ?? (await this.opened(id));
    if (known === undefined) return this.letGo(id);
    const { teller, commentators } = known;
    for (const [channel, commentator] of commentators) {
      if (here.some((one) => one.channel === channel)) continue;
      commentator.end();
      commentators.delete(channel);
      this.matchOf.delete(channel);
    }
    const told = await teller.look();
    for (const { channel, mode, colourVoice } of here) commentators.get(channel)?.control({ mode, colourVoice });
    for (const commentator of commentators.values()) commentator.take(told);
    for (const { channel, language, toldTo, ...how } of here.filter((one) => !commentators.has(one.channel))) {
      const parts = {
        ...this.parts,
        underWay: this.underWay,
        onLines: (match: string) => this.parts.news.touched(match),
      };
      const commentator = new Commentator({ match: id, channel, language }, teller, parts);
      // One that could not read where it was must not go on as if it had.
      await commentator.begin(toldTo, how);
      commentators.set(channel, commentator);
      this.matchOf.set(channel, id);
      if (how.mode !== 'off') this.rehearse(teller, { channel, language });
    }
  }

  // How a goal is begun is known before it falls.
  private rehearse({ match }: Teller, { channel, language }: { channel: string; language: string }): void {
    const sentences = openings({ ...match, language });
    const rehearsed = { channel, sentences, language, style: 'excited' } as const;
    this.underWay.begin(() => this.parts.rehearsal.run(rehearsed, this.leaving.signal));
  }

  private async opened(id: string): Promise<OfMatch | undefined> {
    const stored: StoredMatch | undefined = await this.parts.matches.find(id);
    if (stored === undefined) return undefined;
    const { sport, competition, home, away, info } = stored.match;
    const teller = new Teller(id, { sport, competition, home, away, info }, this.parts.matches);
    const opened: OfMatch = { teller, commentators: new Map() };
    this.matches.set(id, opened);
    return opened;
  }

  private letGo(match: string): void {
    for (const [channel, commentator] of this.matches.get(match)?.commentators ?? []) {
      commentator.end();
      this.matchOf.delete(channel);
    }
    this.matches.delete(match);
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
      const now = this.parts.clock.now();
      for (const [id, { teller, commentators }] of this.matches) {
        const isQuiet = teller.lastAt < now - QUIET_MS;
        if (isQuiet && [...commentators.values()].every(({ isIdle }) => isIdle)) this.letGo(id);
      }
      for (const match of await this.parts.lines.behind()) await this.look(match);
    } catch (error) {
      if (!(error instanceof Fault)) this.parts.log.error('matches could not be looked through', { error });
    }
  }
}
