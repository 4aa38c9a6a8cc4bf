import { Injectable } from '@nestjs/common';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import type { Person } from '../people/person.port.js';
import type { MatchDetails, MatchPage, MatchQuery, SoundQuery } from '../wire/match-doors.js';
import { lineOf } from './line-view.js';
import { MatchStore } from './match-store.port.js';
import { cardOf, detailsOf } from './match-views.js';
import { Matches } from './matches.js';
import { ScriptPlayer } from './script-player.js';

/** Matches as a person may see them, and what they do now. */
@Injectable()
export class ShownMatches {
  constructor(
    private readonly matches: Matches,
    private readonly store: MatchStore,
    private readonly player: ScriptPlayer,
    private readonly time: ServerTime,
  ) {}

  async one(id: string, person: Person): Promise<MatchDetails | Refusal> {
    const found = await this.matches.find(id, person);
    return isRefusal(found) ? found : detailsOf(found, await this.player.isPlaying(id), this.time.now());
  }

  /** Where to hear what was said about an event. */
  async sound(id: string, event: number, query: SoundQuery, person: Person): Promise<string | Refusal> {
    const found = await this.matches.find(id, person);
    if (isRefusal(found)) return found;
    const { language = found.match.language } = query;
    const lines = (await this.store.linesOf(id, event)).filter((line) => line.language === language);
    const url = lines.map((line) => lineOf(line, false)?.audioUrl).find((one) => typeof one === 'string');
    if (url !== undefined) return url;
    const isComing = lines.some(({ state }) => state === 'asked');
    return isComing
      ? { ...refuse('matches.no-sound', 'It is being made.'), retryAfterS: 1 }
      : refuse('matches.no-sound');
  }

  async page(query: MatchQuery, person: Person): Promise<MatchPage | Refusal> {
    const found = await this.matches.list(query, person);
    if (isRefusal(found)) return found;
    return { matches: found.matches.map(cardOf), next: found.next, serverNow: this.time.now() };
  }
}
