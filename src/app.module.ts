import { Module, type DynamicModule } from '@nestjs/common';
import { AudioModule } from './audio/audio.module.js';
import { BlobsModule } from './blobs/blobs.module.js';
import { CommentaryModule } from './commentary/commentary.module.js';
import { DatabaseModule } from './database/database.module.js';
import { FanoutModule } from './fanout/fanout.module.js';
import { KernelModule } from './kernel/kernel.module.js';
import { MatchesModule } from './matches/matches.module.js';
import { PeopleModule } from './people/people.module.js';
import { RadioModule } from './radio/radio.module.js';
import { ReplayModule } from './replay/replay.module.js';
import type { Settings } from './settings/settings.js';
import { SettingsModule } from './settings/settings.module.js';
import { SpeechModule } from './speech/speech.module.js';
import { TransmitterModule } from './transmitter/transmitter.module.js';
import type { Log } from './watch/log.port.js';
import { WatchModule } from './watch/watch.module.js';
import { WritingModule } from './writing/writing.module.js';

/** The map of the house in code: one line a room. */
@Module({})
export class AppModule {
  static with(settings: Settings, log: Log): DynamicModule {
    return {
      module: AppModule,
      imports: [
        KernelModule.keptIn({ folder: settings.values.LONGWAVE_DATA, log }),
        SettingsModule.with(settings),
        WatchModule.with(log),
        DatabaseModule.with({ entities: [] }),
        PeopleModule,
        FanoutModule,
        BlobsModule,
        AudioModule,
        SpeechModule,
        WritingModule,
        RadioModule,
        TransmitterModule,
        MatchesModule,
        CommentaryModule,
        ReplayModule,
      ],
    };
  }
}
