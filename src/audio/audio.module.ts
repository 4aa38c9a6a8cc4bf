import { Module, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Drain } from '../watch/drain.port.js';
import { Health, type Condition } from '../watch/health.port.js';
import { Metrics } from '../watch/metrics.port.js';
import { AudioTools } from './audio.tools.js';
import { FfmpegAudio } from './ffmpeg.audio.js';
import { MeteredAudio } from './metered.audio.js';
import { Audio } from './sound.port.js';

@Module({
  providers: [
    AudioTools,
    {
      provide: Audio,
      useFactory: (tools: AudioTools, clock: Clock, metrics: Metrics) =>
        new MeteredAudio(new FfmpegAudio(tools, clock), clock, metrics),
      inject: [AudioTools, Clock, Metrics],
    },
  ],
  exports: [Audio],
})
export class AudioModule implements OnModuleInit {
  constructor(
    private readonly tools: AudioTools,
    private readonly drain: Drain,
    private readonly health: Health,
  ) {}

  onModuleInit(): void {
    this.drain.join({ name: 'audio', step: 'close', stop: () => this.tools.close() });
    this.health.join({ name: 'audio', required: false, check: () => this.condition() });
  }

  private async condition(): Promise<Condition> {
    try {
      await this.tools.finder.find();
      return { ok: true };
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : 'unknown' };
    }
  }
}
