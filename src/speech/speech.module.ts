import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AudioModule } from '../audio/audio.module.js';
import { Audio } from '../audio/sound.port.js';
import { BlobStore } from '../blobs/blob-store.port.js';
import { Database } from '../database/database.port.js';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Health, type Condition } from '../watch/health.port.js';
import { Log } from '../watch/log.port.js';
import { Metrics } from '../watch/metrics.port.js';
import { SpeechBudget } from './budget.js';
import { chooseSpeech, type ChosenSpeech } from './choose-speech.js';
import { PronunciationList, readPronunciations } from './pronunciation-list.js';
import { SpeechController } from './speech.controller.js';
import { SpeechStatus } from './speech-status.port.js';
import { Speech } from './speech.port.js';
import { Voicing } from './voicing.js';

const CHOSEN = Symbol('the chosen voices');

/** Words to sound: the voices of the settings, and the one use case for whoever has something to say. */
@Global()
@Module({
  imports: [AudioModule],
  controllers: [SpeechController],
  providers: [
    {
      provide: SpeechBudget,
      useFactory: (database: Database, clock: Clock, { values }: Settings) =>
        new SpeechBudget(database, clock, values.SPEECH_CHARACTERS_PER_DAY),
      inject: [Database, Clock, Settings],
    },
    {
      provide: CHOSEN,
      useFactory: (...[settings, audio, clock, log, metrics, budget, blobs]: Rooms) =>
        chooseSpeech({ settings, audio, clock, log, metrics, saving: { budget, blobs } }),
      inject: [Settings, Audio, Clock, Log, Metrics, SpeechBudget, BlobStore],
    },
    {
      provide: PronunciationList,
      useFactory: ({ values }: Settings) => readPronunciations(values.LONGWAVE_DATA, values.PRONUNCIATIONS_FILE),
      inject: [Settings],
    },
    { provide: Speech, useFactory: ({ speech }: ChosenSpeech) => speech, inject: [CHOSEN] },
    { provide: SpeechStatus, useFactory: ({ speech }: ChosenSpeech) => speech, inject: [CHOSEN] },
    {
      provide: Voicing,
      useFactory: (speech: Speech, audio: Audio, list: PronunciationList) => new Voicing(speech, audio, list),
      inject: [Speech, Audio, PronunciationList],
    },
  ],
  exports: [Speech, SpeechStatus, Voicing],
})
export class SpeechModule implements OnModuleInit {
  constructor(
    @Inject(CHOSEN) private readonly chosen: ChosenSpeech,
    private readonly drain: Drain,
    private readonly health: Health,
  ) {}

  async onModuleInit(): Promise<void> {
    this.drain.join({ name: 'speech', step: 'close', stop: () => this.chosen.close() });
    this.health.join({ name: 'speech', required: false, check: () => Promise.resolve(this.condition()) });
    // A provider's SDK takes a second to load, in which nothing else runs: now nobody listens yet.
    await this.chosen.warm();
  }

  private condition(): Condition {
    const voices = this.chosen.speech.voices();
    if (voices.some(({ state }) => state === 'working')) return { ok: true };
    const reasons = voices.map(({ name, lastFault }) => `${name}: ${lastFault?.code ?? 'resting'}`);
    return { ok: false, reason: reasons.join(', ') || 'There is no voice.' };
  }
}

type Rooms = [
  settings: Settings,
  audio: Audio,
  clock: Clock,
  log: Log,
  metrics: Metrics,
  budget: SpeechBudget,
  blobs: BlobStore,
];
