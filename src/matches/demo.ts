import type { OnModuleInit } from '@nestjs/common';
import { Fault } from '../kernel/fault.js';
import { isRefusal } from '../kernel/outcome.js';
import type { Settings } from '../settings/settings.js';
import type { Log } from '../watch/log.port.js';
import type { StartNotices } from '../watch/notice.port.js';
import { NewMatch, StartQuery } from '../wire/match-doors.js';
import type { MatchStore } from './match-store.port.js';
import type { Matches } from './matches.js';
import type { RemoveMatch } from './remove-match.js';
import type { ScriptPlayer } from './script-player.js';

export interface DemoParts {
  readonly store: MatchStore;
  readonly matches: Matches;
  readonly player: ScriptPlayer;
  readonly removal: RemoveMatch;
  readonly settings: Settings;
  readonly log: Log;
  readonly notices: StartNotices;
}

export const LIVE_DEMO = NewMatch.parse({
  id: 'demo',
  sport: 'football',
  title: 'Harbour Rovers – Mill Town (made up)',
  home: { name: 'Harbour Rovers', short: 'HAR' },
  away: { name: 'Mill Town', short: 'MIL' },
  languages: ['en'],
  script: { kind: 'simulator', seed: 1, paceMs: 12_000 },
});
const FINISHED = NewMatch.parse({
  id: 'demo-finished',
  sport: 'cricket',
  title: 'North Bank – Old Quarry (made up)',
  home: { name: 'North Bank', short: 'NOR' },
  away: { name: 'Old Quarry', short: 'OLD' },
  script: { kind: 'simulator', seed: 1 },
});
const WHOLE = StartQuery.parse({ at_once: 'true' });

/** Whoever starts a server for the first time has a match to hear, and one to look at. */
export class Demo implements OnModuleInit {
  constructor(private readonly parts: DemoParts) {}

  onModuleInit(): void {
    this.parts.notices.join({ about: 'Demo match', tell: (origin) => this.tell(origin) });
  }

  async run(): Promise<void> {
    const { store, settings, log } = this.parts;
    const { DEMO, NODE_ENV, ROLES } = settings.values;
    if (!ROLES.includes('conductor')) return;
    try {
      if (DEMO === 'off') await this.remove();
      else if (NODE_ENV !== 'production' && (await store.isEmpty())) await this.make();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      log.warn('the demo could not be looked after', { error });
    }
  }

  /** Where it is, and how to be rid of it. */
  private async tell(origin: string): Promise<string | undefined> {
    const known = await this.parts.store.demos();
    return known.includes(LIVE_DEMO.id ?? '')
      ? `${origin}/match/${LIVE_DEMO.id} (made up; DEMO=off removes it)`
      : undefined;
  }

  private async make(): Promise<void> {
    const { matches, player } = this.parts;
    for (const [match, query] of [
      [LIVE_DEMO, StartQuery.parse({})],
      [FINISHED, WHOLE],
    ] as const) {
      const made = await matches.create(match, true);
      // Of several that start at once, one makes it.
      if (isRefusal(made)) return;
      await player.start(made, query);
    }
  }

  private async remove(): Promise<void> {
    const { store, removal, log } = this.parts;
    for (const id of await store.demos()) {
      const removed = await removal.run(id);
      // The next start tries again.
      if (isRefusal(removed)) log.warn('the demo could not be removed', { match: id, code: removed.refused });
    }
  }
}
