import type { MatchPage } from '../../src/wire/match-doors.js';
import type { House } from '../radio/house.js';
import type { Followers } from './followers.js';
import { simulatedMatch } from './simulated-matches.js';

/** Of both sports something is left to be played from there on: minutes of football, overs of an innings. */
const LATEST = { football: 85, cricket: 18 };

export interface Populated {
  readonly matches: number;
  readonly factor: number;
  /** Of each match. */
  readonly followers: number;
}

/**
 * Always so many matches, each at another place of its course: one that ends makes way for one that begins. Only so can memory be
 * flat at all, for what is known of a match grows until it ends.
 */
export class Population {
  private readonly playing = new Set<string>();
  private seed = 0;
  /** How many have ended. */
  ended = 0;

  constructor(
    private readonly house: House,
    private readonly crowd: Followers,
    private readonly size: Populated,
  ) {}

  async open(): Promise<void> {
    const { matches } = this.size;
    for (let nth = 0; nth < matches; nth += 1) await this.add(nth / matches);
    await this.follow([...this.playing]);
  }

  /** Looks which ones have ended. */
  async renew(): Promise<void> {
    const { matches } = await this.house.call<MatchPage>('/v1/matches?status=finished&limit=100');
    for (const { id } of matches.filter((match) => this.playing.has(match.id))) {
      this.playing.delete(id);
      this.ended += 1;
      await this.crowd.leave(id);
      await this.house.call(`/v1/matches/${id}`, { method: 'DELETE' });
      await this.follow([await this.add(0)]);
    }
  }

  private async add(share: number): Promise<string> {
    this.seed += 1;
    const sport = this.seed % 2 === 0 ? 'cricket' : 'football';
    const from = Math.floor(share * LATEST[sport]);
    const id = await simulatedMatch(this.house, {
      sport,
      seed: this.seed,
      language: 'en',
      factor: this.size.factor,
      from,
    });
    this.playing.add(id);
    return id;
  }

  private follow(matches: readonly string[]): Promise<void> {
    return this.crowd.open({ origin: this.house.origin, matches, each: this.size.followers });
  }
}
