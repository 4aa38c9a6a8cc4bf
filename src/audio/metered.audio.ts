import { Histogram } from 'prom-client';
import type { Clock } from '../kernel/clock.js';
import type { Metrics } from '../watch/metrics.port.js';
import { AudioFault } from './audio.fault.js';
import { Audio, type ChunkOptions, type ChunkSound, type Level, type Sound } from './sound.port.js';

/** Measures how long sounds take to become chunks, and counts how that ends. */
export class MeteredAudio extends Audio {
  private readonly took: Histogram<'outcome'>;

  constructor(
    private readonly audio: Audio,
    private readonly clock: Clock,
    { registry }: Metrics,
  ) {
    super();
    this.took = new Histogram({
      name: 'audio_chunk_seconds',
      help: 'From a sound to its chunks, by how it ended: ok, aborted, or the code of the fault.',
      labelNames: ['outcome'],
      buckets: [0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    });
  }

  levelFor(voice: string): Level {
    return this.audio.levelFor(voice);
  }

  async toChunks(sound: Sound, options: ChunkOptions): Promise<readonly ChunkSound[]> {
    const startedAt = this.clock.now();
    let outcome = 'aborted';
    try {
      const chunks = await this.audio.toChunks(sound, options);
      outcome = 'ok';
      return chunks;
    } catch (error) {
      if (error instanceof AudioFault) outcome = error.code;
      throw error;
    } finally {
      this.took.observe({ outcome }, (this.clock.now() - startedAt) / 1_000);
    }
  }

  decode(sound: Sound, signal?: AbortSignal): Promise<Sound & { readonly bytes: Uint8Array }> {
    return this.audio.decode(sound, signal);
  }
}
