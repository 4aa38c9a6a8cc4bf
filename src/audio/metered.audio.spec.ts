import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { AudioFault } from './audio.fault.js';
import { MeteredAudio } from './metered.audio.js';
import { Audio, type ChunkSound, type Level, type Sound } from './sound.port.js';

/** Takes 80 ms, and then does as it is told. */
class SlowAudio extends Audio {
  constructor(
    private readonly clock: VirtualClock,
    private readonly fault?: Error,
  ) {
    super();
  }

  levelFor(voice: string): Level {
    return { voice };
  }

  async toChunks(): Promise<readonly ChunkSound[]> {
    await this.clock.advance(80);
    if (this.fault) throw this.fault;
    return [];
  }

  async decode(sound: Sound): Promise<Sound & { readonly bytes: Uint8Array }> {
    return { ...sound, bytes: new Uint8Array() };
  }
}

describe('metered audio', () => {
  test.each([
    ['ok', undefined],
    ['audio.empty', new AudioFault('audio.empty')],
    ['aborted', new Error('enough')],
  ])('[AU19] what ends as %s is timed and counted as that', async (outcome, fault) => {
    const clock = new VirtualClock();
    const registry = new Registry();
    const audio = new MeteredAudio(new SlowAudio(clock, fault), clock, { registry });
    const sound: Sound = { format: { encoding: 'unknown' }, bytes: new Uint8Array() };
    const call = audio.toChunks(sound, { level: audio.levelFor('anna') });
    await (fault ? expect(call).rejects.toBe(fault) : expect(call).resolves.toEqual([]));
    const said = await registry.metrics();
    expect(said).toContain(`audio_chunk_seconds_count{outcome="${outcome}"} 1`);
    expect(said).toContain(`audio_chunk_seconds_sum{outcome="${outcome}"} 0.08`);
  });
});
