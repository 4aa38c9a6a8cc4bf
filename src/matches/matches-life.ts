import type { LiveMatches } from './live-matches.js';
import type { MatchFeed } from './match-feed.js';
import type { ScriptPlayer } from './script-player.js';

/** What goes on by itself, from the start to the stop. */
export class MatchesLife {
  constructor(
    private readonly feed: MatchFeed,
    private readonly live: LiveMatches,
    private readonly player: ScriptPlayer,
  ) {}

  begin(): void {
    this.feed.begin();
    this.player.begin();
  }

  finish(): Promise<void> {
    return this.player.end();
  }

  disconnect(): Promise<void> {
    this.live.end();
    return this.feed.end();
  }
}
