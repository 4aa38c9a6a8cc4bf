import { randomBytes } from 'node:crypto';
import { Global, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Questions } from '../fanout/questions.port.js';
import { Clock } from '../kernel/clock.js';
import { SigningKeys } from '../people/signing-key.port.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { Health } from '../watch/health.port.js';
import { Log } from '../watch/log.port.js';
import { Metrics } from '../watch/metrics.port.js';
import { AskedBlobStore } from './asked.blobs.js';
import { BlobController } from './blob.controller.js';
import { BlobLinks } from './blob-link.js';
import { BlobFault, BlobStore } from './blob-store.port.js';
import { chooseBlobs, openBlobs, type ChosenBlobs, type OpenBlobs } from './choose-blobs.js';

const CHOSEN = Symbol('the chosen blobs');

/** Bytes by key. Needs `SigningKeys`, which the people room gives to all. */
@Global()
@Module({
  controllers: [BlobController],
  providers: [
    {
      provide: BlobLinks,
      useFactory: (keys: SigningKeys, clock: Clock, { values }: Settings) =>
        new BlobLinks(keys.key('blobs'), clock, values.PUBLIC_URL),
      inject: [SigningKeys, Clock, Settings],
    },
    {
      provide: CHOSEN,
      useFactory: (...[settings, clock, links, log, metrics]: Rooms) =>
        chooseBlobs({ settings, clock, links }, log, metrics),
      inject: [Settings, Clock, BlobLinks, Log, Metrics],
    },
    {
      provide: BlobStore,
      useFactory: ({ store, ahead }: ChosenBlobs, questions: Questions) =>
        ahead !== undefined && questions.isPossible ? new AskedBlobStore(store, ahead, questions) : store,
      inject: [CHOSEN, Questions],
    },
  ],
  exports: [BlobStore],
})
export class BlobsModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CHOSEN) private readonly blobs: ChosenBlobs,
    private readonly health: Health,
    private readonly drain: Drain,
    private readonly log: Log,
  ) {}

  /** The storage alone, for programs that run beside the server or instead of it. Its links are good for nothing. */
  static async openStore(settings: Settings, clock: Clock): Promise<OpenBlobs> {
    return openBlobs({ settings, clock, links: new BlobLinks(randomBytes(32), clock, undefined) });
  }

  // At the end of the start: by then this process holds the data directory, and what lies in the spool is nobody's.
  async onApplicationBootstrap(): Promise<void> {
    for (const check of this.blobs.checks) this.health.join(check);
    // Whoever finishes something puts it before this step; what is put later stays on the disk for the next start.
    this.drain.join({ name: 'uploads', step: 'disconnect', stop: (signal) => this.blobs.stop(signal) });
    this.drain.join({ name: 'blobs', step: 'close', stop: async () => this.blobs.close() });
    const swept = await this.blobs.spool.sweep();
    if (swept > 0) this.log.info('unfinished blobs were removed', { count: swept });
    await this.prepare();
    const waiting = await this.blobs.start();
    if (waiting > 0) this.log.info('audio from before the start is uploaded', { blobs: waiting });
  }

  // Without a bucket there is no stored audio, but there is radio: the health tells the rest.
  private async prepare(): Promise<void> {
    try {
      await this.blobs.prepare();
    } catch (error) {
      if (!(error instanceof BlobFault)) throw error;
      this.log.warn('the storage could not be prepared', { error });
    }
  }
}

type Rooms = [settings: Settings, clock: Clock, links: BlobLinks, log: Log, metrics: Metrics];
