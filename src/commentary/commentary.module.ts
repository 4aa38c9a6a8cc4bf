import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { MatchNews } from '../matches/match-news.port.js';
import { MatchStore } from '../matches/match-store.port.js';
import { MatchesModule } from '../matches/matches.module.js';
import { HostDesk } from '../radio/host-desk.js';
import { RequestOutcomes } from '../radio/request-outcomes.port.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Log } from '../watch/log.port.js';
import { Announcer } from './announcer.js';
import { LineStore } from './line-store.port.js';
import { LineWatch } from './line-watch.js';
import { SqlLineStore } from './sql.line-store.js';

/** What channels say about the events of their match. */
@Module({
  imports: [MatchesModule],
  providers: [
    { provide: LineStore, useFactory: (database: Database) => new SqlLineStore(database), inject: [Database] },
    {
      provide: LineWatch,
      useFactory: (...[lines, outcomes, news, clock, log]: OfWatch) =>
        new LineWatch({ lines, outcomes, news, clock, log }),
      inject: [LineStore, RequestOutcomes, MatchNews, ServerTime, Log],
    },
    {
      provide: Announcer,
      useFactory: (...[matches, news, lines, desk, clock, log, watch]: OfAnnouncer) =>
        new Announcer({ matches, news, lines, desk, clock, log, onAsked: () => watch.wake() }),
      inject: [MatchStore, MatchNews, LineStore, HostDesk, ServerTime, Log, LineWatch],
    },
  ],
})
export class CommentaryModule implements OnApplicationBootstrap {
  constructor(
    private readonly announcer: Announcer,
    private readonly lines: LineWatch,
    private readonly settings: Settings,
    private readonly drain: Drain,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.values.ROLES.includes('conductor')) return;
    this.announcer.begin();
    this.lines.begin();
    this.drain.join({
      name: 'commentary',
      step: 'finish',
      stop: async () => {
        await Promise.all([this.announcer.end(), this.lines.end()]);
      },
    });
  }
}

type OfWatch = [LineStore, RequestOutcomes, MatchNews, ServerTime, Log];
type OfAnnouncer = [MatchStore, MatchNews, LineStore, HostDesk, ServerTime, Log, LineWatch];
