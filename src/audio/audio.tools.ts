import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { Log } from '../watch/log.port.js';
import { Decoder } from './decoder.js';
import { Encoder } from './encoder.js';
import { ffmpegOnPath } from './ffmpeg.commands.js';
import { bundledFfmpeg, FfmpegFinder } from './ffmpeg.finder.js';
import { Limiting } from './limiting.js';
import { ShapingPool } from './shaping.pool.js';

/** What works on sound outside the main thread. Nothing of it runs before it is needed. */
@Injectable()
export class AudioTools {
  readonly finder: FfmpegFinder;
  readonly pool: ShapingPool;
  readonly encoder: Encoder;
  readonly decoder: Decoder;

  constructor({ values }: Settings, clock: Clock, log: Log) {
    this.finder = new FfmpegFinder([async () => values.FFMPEG_PATH, ffmpegOnPath, bundledFfmpeg]);
    this.pool = new ShapingPool(clock);
    this.encoder = new Encoder(this.finder, clock, log);
    this.decoder = new Decoder(this.finder, new Limiting(), clock);
  }

  async close(): Promise<void> {
    await Promise.all([this.encoder.close(), this.decoder.close(), this.pool.close()]);
  }
}
