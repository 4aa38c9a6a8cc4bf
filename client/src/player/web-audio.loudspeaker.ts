import { FRAME_SAMPLES, SAMPLE_RATE } from '../../../src/audio/model/frames.js';
import type { Reading } from '../clock/anchors.js';
import { AudioClock } from '../clock/audio-clock.js';
import type { Surroundings } from '../connection/line.js';
import type { Loudspeaker, LoudspeakerState, Sound } from './loudspeaker.js';
import { SoundingSource } from './sounding-source.js';

/** Newer browsers tell how often they ran dry. */
interface Tells {
  readonly playbackStats?: { readonly underrunEvents?: number };
}

/** After a call some phones say that it runs, and it does not. */
const FROZEN_MS = 500;
const STARTS_MS = 3_000;
const VOLUME_S = 0.02;
/** So quiet that nobody hears it; it keeps the loudspeaker from falling asleep between chunks. */
const KEEP_ALIVE = { hertz: 1, gain: 1e-4 };

/** The loudspeaker of a browser. */
export class WebAudioLoudspeaker implements Loudspeaker<AudioBuffer> {
  onChange = (): void => undefined;
  private context: AudioContext | undefined;
  private master: GainNode | undefined;
  private wants = false;
  private is: LoudspeakerState = 'off';
  private volume = 1;
  private readonly sources = new Map<string, SoundingSource>();
  private readonly clock: AudioClock;
  private underrunsSeen = 0;
  private cancelFrozen: (() => void) | undefined;

  constructor(private readonly surroundings: Surroundings) {
    this.clock = new AudioClock(
      () => this.read(),
      surroundings,
      () => this.onChange(),
    );
  }

  get state(): LoudspeakerState {
    return this.is;
  }

  get underruns(): number {
    return (this.context as Tells | undefined)?.playbackStats?.underrunEvents ?? 0;
  }

  async start(): Promise<void> {
    this.wants = true;
    if (this.context === undefined) this.open();
    this.judge();
    await Promise.race([this.context?.resume(), this.later(STARTS_MS)]);
    if (this.wants && this.context?.state !== 'running' && this.is === 'starting') this.become('blocked');
  }

  stop(): void {
    this.wants = false;
    this.shut();
    this.become('off');
  }

  now(): number {
    return Math.round((this.context?.currentTime ?? 0) * SAMPLE_RATE);
  }

  mapping(): ReturnType<AudioClock['mapping']> {
    return this.clock.mapping();
  }

  /** Works before the tap as well: what is decoded belongs to no context. */
  decode(bytes: ArrayBuffer): Promise<AudioBuffer> {
    return new OfflineAudioContext(1, FRAME_SAMPLES, SAMPLE_RATE).decodeAudioData(bytes);
  }

  play(sound: Sound, pcm: AudioBuffer): void {
    if (this.context === undefined || this.master === undefined) return;
    const key = keyOf(sound);
    const source = new SoundingSource(sound, pcm, this.master, () => {
      // The browser tells later that it has ended. The same may be in its place again by then.
      if (this.sources.get(key) === source) this.sources.delete(key);
    });
    this.sources.set(key, source);
  }

  change(sound: Sound): void {
    this.sources.get(keyOf(sound))?.endAt(sound);
  }

  withdraw(sound: Sound): void {
    this.sources.get(keyOf(sound))?.drop();
  }

  clear(): void {
    for (const source of this.sources.values()) source.drop();
  }

  setVolume(volume: number): void {
    this.volume = volume;
    if (this.context === undefined) return;
    this.master?.gain.setTargetAtTime(volume, this.context.currentTime, VOLUME_S);
  }

  private open(): void {
    const context = new AudioContext({ latencyHint: 'playback', sampleRate: SAMPLE_RATE });
    this.context = context;
    this.underrunsSeen = 0;
    askForPlayback();
    this.master = new GainNode(context, { gain: this.volume });
    this.master.connect(context.destination);
    const quiet = new GainNode(context, { gain: KEEP_ALIVE.gain });
    const oscillator = new OscillatorNode(context, { frequency: KEEP_ALIVE.hertz });
    oscillator.connect(quiet).connect(context.destination);
    oscillator.start();
    context.addEventListener('statechange', () => this.context === context && this.judge());
    context.addEventListener('sinkchange', () => this.clock.forget());
    this.clock.start();
  }

  private shut(): void {
    this.clear();
    this.clock.stop();
    this.cancelFrozen?.();
    const { context } = this;
    this.context = undefined;
    this.master = undefined;
    void context?.close();
  }

  /** What the system has made of the context. */
  private judge(): void {
    const { context } = this;
    if (context === undefined || !this.wants) return;
    this.clock.forget();
    if (context.state === 'running') {
      this.watchFrozen(context);
      this.become('on');
    } else this.become(this.is === 'on' || this.is === 'interrupted' ? 'interrupted' : 'starting');
  }

  private become(state: LoudspeakerState): void {
    if (state === this.is) return;
    this.is = state;
    this.onChange();
  }

  private watchFrozen(context: AudioContext): void {
    const before = context.currentTime;
    this.cancelFrozen?.();
    this.cancelFrozen = this.surroundings.after(FROZEN_MS, () => {
      if (this.context !== context || context.state !== 'running' || context.currentTime > before) return;
      this.shut();
      this.become('starting');
      this.open();
      this.judge();
    });
  }

  private read(): Reading | undefined {
    const { context } = this;
    if (context === undefined || context.state !== 'running') return undefined;
    if (this.underruns !== this.underrunsSeen) {
      this.underrunsSeen = this.underruns;
      this.clock.forget();
    }
    const now = this.surroundings.now();
    const { contextTime, performanceTime } = context.getOutputTimestamp?.() ?? {};
    const isStamped = contextTime !== undefined && performanceTime !== undefined;
    return {
      now,
      currentMs: context.currentTime * 1_000,
      stamp: isStamped ? { contextMs: contextTime * 1_000, performanceMs: performanceTime } : undefined,
      baseLatencyMs: (context.baseLatency ?? 0) * 1_000,
      outputLatencyMs: (context.outputLatency ?? 0) * 1_000,
    };
  }

  private later(ms: number): Promise<void> {
    return new Promise((resolve) => void this.surroundings.after(ms, resolve));
  }
}

/** Where it exists: the sound goes on when the page is not seen, and is not silenced by a switch on the side. */
function askForPlayback(): void {
  const { audioSession } = navigator as { readonly audioSession?: { type: string } };
  if (audioSession !== undefined) audioSession.type = 'playback';
}

function keyOf({ of, at, from }: Sound): string {
  return `${of} ${at} ${from}`;
}
