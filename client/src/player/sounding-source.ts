import { SAMPLE_RATE } from '../../../src/audio/model/frames.js';
import type { Sound } from './loudspeaker.js';

/** Where nothing is known of an end: 46 days after the loudspeaker was opened. Firefox takes 97 at most, and throws. */
const NEVER_S = 4e6;

/** One sound in a browser, with a gain for its beginning and one for its end, so that each can change by itself. */
export class SoundingSource {
  private readonly source: AudioBufferSourceNode;
  private readonly end: GainNode;
  private readonly begin: GainNode;

  constructor(
    sound: Sound,
    pcm: AudioBuffer,
    into: AudioNode,
    private readonly onEnded: () => void,
  ) {
    const { context } = into;
    this.source = new AudioBufferSourceNode(context, { buffer: pcm, loop: sound.loops });
    this.begin = new GainNode(context);
    this.end = new GainNode(context);
    this.source.connect(this.begin).connect(this.end).connect(into);
    const at = seconds(sound.at);
    if (sound.fadeIn > 0) {
      this.begin.gain.value = 0;
      this.begin.gain.setValueAtTime(0, at).linearRampToValueAtTime(1, seconds(sound.at + sound.fadeIn));
    }
    this.source.addEventListener('ended', () => this.drop());
    this.source.start(at, seconds(sound.from));
    this.endAt(sound);
  }

  endAt({ until, fadeOut }: Sound): void {
    this.source.stop(until === Infinity ? NEVER_S : seconds(until));
    this.end.gain.cancelScheduledValues(0);
    this.end.gain.value = 1;
    if (fadeOut === 0 || until === Infinity) return;
    this.end.gain.setValueAtTime(1, seconds(until - fadeOut)).linearRampToValueAtTime(0, seconds(until));
  }

  drop(): void {
    this.source.stop();
    this.end.disconnect();
    this.onEnded();
  }
}

function seconds(samples: number): number {
  return samples / SAMPLE_RATE;
}
