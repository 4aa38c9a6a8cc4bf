import { Module } from '@nestjs/common';
import { ServerTime } from '../kernel/server-time.port.js';
import { MatchStore } from '../matches/match-store.port.js';
import { MatchesModule } from '../matches/matches.module.js';
import { AiredSound } from '../radio/aired-sound.port.js';
import { ChunkBytes } from '../radio/chunk-bytes.js';
import { MayHear } from '../radio/may-hear.port.js';
import { Silencings } from '../radio/silencings.port.js';
import { Log } from '../watch/log.port.js';
import { ArchiveAddressesController } from './archive-addresses.controller.js';
import { ArchiveController } from './archive.controller.js';
import { Archives } from './archives.js';
import { FeedController } from './feed.controller.js';
import { Feeds } from './feeds.js';
import { ToldMatches } from './told-matches.js';

/** What was heard, again: every channel is an archive. */
@Module({
  imports: [MatchesModule],
  controllers: [ArchiveAddressesController, ArchiveController, FeedController],
  providers: [
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
  ],
})
export class ReplayModule {}

type OfArchives = [AiredSound, Silencings, ToldMatches, ChunkBytes, MayHear, ServerTime, Log];
