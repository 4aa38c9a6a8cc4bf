import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { BlobStore } from '../blobs/blob-store.port.js';
import { Database } from '../database/database.port.js';
import { Fanout } from '../fanout/fanout.port.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/ids.js';
import { Node } from '../kernel/node.port.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { ChannelDesk } from '../radio/channel-desk.js';
import { DeleteSound } from '../radio/delete-sound.js';
import { HostDesk } from '../radio/host-desk.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Log } from '../watch/log.port.js';
import { StartNotices } from '../watch/notice.port.js';
import { Demo } from './demo.js';
import { FileReader } from './file-reader.js';
import { LiveMatches } from './live-matches.js';
import { MatchNews } from './match-news.port.js';
import { MatchEventsController } from './match-events.controller.js';
import { MatchLiveController } from './match-live.controller.js';
import { MatchFilesController } from './match-files.controller.js';
import { MatchFiles } from './match-files.js';
import { MatchFeed } from './match-feed.js';
import { MatchStore } from './match-store.port.js';
import { MatchesController } from './matches.controller.js';
import { MatchesLife } from './matches-life.js';
import { Matches } from './matches.js';
import { Plays } from './plays.port.js';
import { Recorder } from './recorder.js';
import { RemoveMatch } from './remove-match.js';
import { ScriptPlayer } from './script-player.js';
import { Scripts } from './scripts.js';
import { SeenMatches } from './seen-matches.port.js';
import { ShownMatches } from './shown-matches.js';
import { SqlMatchStore } from './sql.match-store.js';
import { SqlPlays } from './sql.plays.js';

/** Matches: what happened in them, told by hosts, files and the simulator, and followed by everybody. */
@Module({
  controllers: [MatchFilesController, MatchesController, MatchEventsController, MatchLiveController],
  providers: [
    ShownMatches,
    {
      provide: MatchStore,
      useFactory: (database: Database, ids: Ids) => new SqlMatchStore(database, ids),
      inject: [Database, Ids],
    },
    { provide: Plays, useFactory: (database: Database) => new SqlPlays(database), inject: [Database] },
    {
      provide: MatchFeed,
      useFactory: (...[store, fanout, clock, log]: OfFeed) => new MatchFeed({ store, fanout, clock, log }),
      inject: [MatchStore, Fanout, ServerTime, Log],
    },
    { provide: MatchNews, useExisting: MatchFeed },
    {
      provide: LiveMatches,
      useFactory: (feed: MatchFeed, clock: ServerTime, log: Log) => new LiveMatches({ feed, clock, log }),
      inject: [MatchFeed, ServerTime, Log],
    },
    {
      provide: Recorder,
      useFactory: (store: MatchStore, feed: MatchFeed, time: ServerTime) => new Recorder(store, feed, time),
      inject: [MatchStore, MatchFeed, ServerTime],
    },
    {
      provide: Matches,
      useFactory: (...[store, channels, ids, time, { values }]: OfMatches) =>
        new Matches({ store, channels, ids, time, isOpen: values.ANONYMOUS_LISTENERS }),
      inject: [MatchStore, ChannelDesk, Ids, ServerTime, Settings],
    },
    { provide: SeenMatches, useExisting: Matches },
    { provide: FileReader, useFactory: (clock: Clock) => new FileReader(clock), inject: [Clock] },
    {
      provide: Scripts,
      useFactory: (blobs: BlobStore, reader: FileReader, { values }: Settings) =>
        new Scripts(blobs, reader, values.BALL_DELAY_SECONDS),
      inject: [BlobStore, FileReader, Settings],
    },
    {
      provide: ScriptPlayer,
      useFactory: (...[plays, scripts, store, recorder, clock, node, log]: OfPlayer) =>
        new ScriptPlayer({ plays, scripts, store, recorder, clock, node: node.id, log }),
      inject: [Plays, Scripts, MatchStore, Recorder, ServerTime, Node, Log],
    },
    {
      provide: RemoveMatch,
      useFactory: (...[store, player, desk, sounds, time, log]: OfRemoval) =>
        new RemoveMatch({ store, player, desk, sounds, time, log }),
      inject: [MatchStore, ScriptPlayer, HostDesk, DeleteSound, ServerTime, Log],
    },
    {
      provide: MatchFiles,
      useFactory: (...[reader, store, blobs, matches, scripts, recorder, player]: OfFiles) =>
        new MatchFiles({ reader, store, blobs, matches, scripts, recorder, player }),
      inject: [FileReader, MatchStore, BlobStore, Matches, Scripts, Recorder, ScriptPlayer],
    },
    {
      provide: MatchesLife,
      useFactory: (feed: MatchFeed, live: LiveMatches, player: ScriptPlayer) => new MatchesLife(feed, live, player),
      inject: [MatchFeed, LiveMatches, ScriptPlayer],
    },
    {
      provide: Demo,
      useFactory: (...[store, matches, player, removal, settings, log, notices]: OfDemo) =>
        new Demo({ store, matches, player, removal, settings, log, notices }),
      inject: [MatchStore, Matches, ScriptPlayer, RemoveMatch, Settings, Log, StartNotices],
    },
  ],
  exports: [MatchStore, MatchNews, SeenMatches],
})
export class MatchesModule implements OnApplicationBootstrap {
  constructor(
    private readonly life: MatchesLife,
    private readonly reader: FileReader,
    private readonly drain: Drain,
  ) {}

  onApplicationBootstrap(): void {
    this.drain.join({ name: 'matches', step: 'finish', stop: () => this.life.finish() });
    this.drain.join({ name: 'followers of matches', step: 'disconnect', stop: () => this.life.disconnect() });
    this.drain.join({ name: 'files of matches', step: 'close', stop: () => this.reader.close() });
    this.life.begin();
  }
}

type OfFeed = [MatchStore, Fanout, ServerTime, Log];
type OfMatches = [MatchStore, ChannelDesk, Ids, ServerTime, Settings];
type OfFiles = [FileReader, MatchStore, BlobStore, Matches, Scripts, Recorder, ScriptPlayer];
type OfRemoval = [MatchStore, ScriptPlayer, HostDesk, DeleteSound, ServerTime, Log];
type OfDemo = [MatchStore, Matches, ScriptPlayer, RemoveMatch, Settings, Log, StartNotices];
type OfPlayer = [Plays, Scripts, MatchStore, Recorder, ServerTime, Node, Log];
