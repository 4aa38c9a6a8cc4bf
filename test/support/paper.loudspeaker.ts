import type { AudioMapping } from '../../client/src/clock/anchors.js';
import type { Loudspeaker, LoudspeakerState, Sound } from '../../client/src/player/loudspeaker.js';

/** A loudspeaker that writes down what it is told. What it plays is text; its clock is a test's, `latencyMs` ahead of the ear. */
export class PaperLoudspeaker implements Loudspeaker<string> {
  onChange = (): void => undefined;
  state: LoudspeakerState = 'on';
  underruns = 0;
  volume = 1;
  sounds: readonly Sound[] = [];

  constructor(
    private readonly clock: () => number,
    private readonly latencyMs: number,
  ) {}

  async start(): Promise<void> {
    this.become('on');
  }

  stop(): void {
    this.become('off');
  }

  become(state: LoudspeakerState): void {
    this.state = state;
    this.onChange();
  }

  now(): number {
    return Math.round(this.clock() * 48);
  }

  mapping(): AudioMapping {
    return { anchorMs: -this.latencyMs, withinMs: 0.5 };
  }

  async decode(bytes: ArrayBuffer): Promise<string> {
    return new TextDecoder().decode(bytes);
  }

  play(sound: Sound): void {
    this.sounds = [...this.sounds, sound];
  }

  change(sound: Sound): void {
    this.sounds = this.sounds.map((one) => (one.of === sound.of && one.at === sound.at ? sound : one));
  }

  withdraw(sound: Sound): void {
    this.sounds = this.sounds.filter((one) => one.of !== sound.of || one.at !== sound.at);
  }

  clear(): void {
    this.sounds = [];
  }

  setVolume(volume: number): void {
    this.volume = volume;
  }
}
