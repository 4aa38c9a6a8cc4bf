import {
  Module,
  RequestMethod,
  type MiddlewareConsumer,
  type NestModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { MatchStore } from '../matches/match-store.port.js';
import { MatchesModule } from '../matches/matches.module.js';
import { AiredSound } from '../radio/aired-sound.port.js';
import { ChunkBytes } from '../radio/chunk-bytes.js';
import { MayHear } from '../radio/may-hear.port.js';
import { Silencings } from '../radio/silencings.port.js';
import { Drain } from '../watch/drain.port.js';
import { Log } from '../watch/log.port.js';
import { ArchiveAddressesController } from './archive-addresses.controller.js';
import { ArchiveDoor } from './archive-door.js';
import { ArchiveController } from './archive.controller.js';
import { Archives } from './archives.js';
import { FeedController } from './feed.controller.js';
import { Feeds } from './feeds.js';
import { MatchReplayController } from './match-replay.controller.js';
import { PlainArchive } from './plain-archive.middleware.js';
import { Replays } from './replays.js';
import { ToldMatches } from './told-matches.js';

/** What was heard, again: every channel is an archive. */
@Module({
  imports: [MatchesModule],
  controllers: [ArchiveAddressesController, ArchiveController, FeedController, MatchReplayController],
  providers: [
    ArchiveDoor,
    ToldMatches,
    {
      provide: Feeds,
      useFactory: (archives: Archives, matches: MatchStore, visitors: MayHear) =>
        new Feeds({ archives, matches, visitors }),
      inject: [Archives, MatchStore, MayHear],
    },
    {
      provide: Archives,
      useFactory: (...[aired, silencings, told, bytes, visitors, time, log]: OfArchives) =>
        new Archives({ aired, silencings, told, bytes, visitors, time, log }),
      inject: [AiredSound, Silencings, ToldMatches, ChunkBytes, MayHear, ServerTime, Log],
    },
    {
      provide: Replays,
      // What is told again has nothing to do with the hour: after a suspend it goes on where it was.
      useFactory: (store: MatchStore, clock: Clock, log: Log) => new Replays({ store, clock, log }),
      inject: [MatchStore, Clock, Log],
    },
  ],
})
export class ReplayModule implements NestModule, OnApplicationBootstrap {
  constructor(
    private readonly replays: Replays,
    private readonly drain: Drain,
  ) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(PlainArchive).forRoutes({ path: 'v1/channels/:id/archive.mp3', method: RequestMethod.GET });
  }

  onApplicationBootstrap(): void {
    this.drain.join({ name: 'replays of matches', step: 'disconnect', stop: () => this.replays.end() });
  }
}

type OfArchives = [AiredSound, Silencings, ToldMatches, ChunkBytes, MayHear, ServerTime, Log];
