import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../database/database.port.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { MatchNews } from '../matches/match-news.port.js';
import { MatchStore } from '../matches/match-store.port.js';
import { MatchesModule } from '../matches/matches.module.js';
import { Airs } from '../radio/airs.port.js';
import { HostDesk } from '../radio/host-desk.js';
import { Rehearsal } from '../radio/rehearsal.port.js';
import { RequestOutcomes } from '../radio/request-outcomes.port.js';
import { Silencings } from '../radio/silencings.port.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Log } from '../watch/log.port.js';
import { TemplatesWriting } from '../writing/templates.writing.js';
import { RULES } from '../writing/model/prompt.js';
import { Writing } from '../writing/writing.port.js';
import { CheckedWriter } from './checked-writer.js';
import { CommentaryController } from './commentary.controller.js';
import { CommentaryMetrics } from './commentary.metrics.js';
import { Commentary } from './commentary.js';
import { HostsControl } from './hosts-control.js';
import { LineStore } from './line-store.port.js';
import { LineWatch } from './line-watch.js';
import { check, isChecked } from './model/checker/check.js';
import { NOTE_WRITING } from './note-writing.js';
import { SqlLineStore } from './sql.line-store.js';

/** What channels say about the events of their match. */
@Module({
  imports: [MatchesModule],
  controllers: [CommentaryController],
  providers: [
    CommentaryMetrics,
    { provide: LineStore, useFactory: (database: Database) => new SqlLineStore(database), inject: [Database] },
    {
      provide: HostsControl,
      useFactory: (lines: LineStore, news: MatchNews) => new HostsControl(lines, news),
      inject: [LineStore, MatchNews],
    },
    {
      provide: LineWatch,
      useFactory: (...[lines, outcomes, silencings, news, clock, log]: OfWatch) =>
        new LineWatch({ lines, outcomes, silencings, news, clock, log }),
      inject: [LineStore, RequestOutcomes, Silencings, MatchNews, ServerTime, Log],
    },
    {
      provide: CheckedWriter,
      useFactory: (writing: Writing, clock: ServerTime, { refused }: CommentaryMetrics, log: Log) =>
        new CheckedWriter({
          writing,
          plain: new TemplatesWriting(),
          // What writers are told is never said.
          check: (text, sheet, bounds) => check(text, sheet, { ...bounds, secrets: RULES }),
          isChecked,
          clock,
          log,
          onRefused: (writer, rules) => {
            for (const rule of rules) refused.inc({ writer, rule });
          },
        }),
      inject: [Writing, ServerTime, CommentaryMetrics, Log],
    },
    NOTE_WRITING,
    {
      provide: Commentary,
      useFactory: (...[matches, news, lines, desk, airs, rehearsal, writer, clock, log, watch]: OfCommentary) => {
        const onAsked = (): void => watch.wake();
        return new Commentary({ matches, news, lines, desk, airs, rehearsal, writer, clock, log, onAsked });
      },
      inject: [MatchStore, MatchNews, LineStore, HostDesk, Airs, Rehearsal, CheckedWriter, ServerTime, Log, LineWatch],
    },
  ],
})
export class CommentaryModule implements OnApplicationBootstrap {
  constructor(
    private readonly commentary: Commentary,
    private readonly lines: LineWatch,
    private readonly settings: Settings,
    private readonly drain: Drain,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.values.ROLES.includes('conductor')) return;
    this.commentary.begin();
    this.lines.begin();
    this.drain.join({
      name: 'commentary',
      step: 'finish',
      stop: async () => {
        await Promise.all([this.commentary.end(), this.lines.end()]);
      },
    });
  }
}

type OfWatch = [LineStore, RequestOutcomes, Silencings, MatchNews, ServerTime, Log];
type OfCommentary = [
  ...[MatchStore, MatchNews, LineStore, HostDesk, Airs, Rehearsal],
  ...[CheckedWriter, ServerTime, Log, LineWatch],
];
