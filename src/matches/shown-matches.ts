import { Injectable } from '@nestjs/common';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import { ServerTime } from '../kernel/server-time.port.js';
import type { Person } from '../people/person.port.js';
import type { MatchDetails, MatchPage, MatchQuery } from '../wire/match-doors.js';
import { cardOf, detailsOf } from './match-views.js';
import { Matches } from './matches.js';
import { ScriptPlayer } from './script-player.js';

/** Matches as a person may see them, and what they do now. */
@Injectable()
export class ShownMatches {
  constructor(
    private readonly matches: Matches,
    private readonly player: ScriptPlayer,
    private readonly time: ServerTime,
  ) {}

  async one(id: string, person: Person): Promise<MatchDetails | Refusal> {
    const found = await this.matches.find(id, person);
    return isRefusal(found) ? found : detailsOf(found, await this.player.isPlaying(id), this.time.now());
  }

  async page(query: MatchQuery, person: Person): Promise<MatchPage | Refusal> {
    const found = await this.matches.list(query, person);
    if (isRefusal(found)) return found;
    return { matches: found.matches.map(cardOf), next: found.next, serverNow: this.time.now() };
  }
}
