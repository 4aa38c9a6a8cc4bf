import { backoffMs } from '../connection/backoff.js';
import type { Surroundings } from '../connection/line.js';
import type { ServerMs } from '../../../src/wire/radio.js';
import type { LoudspeakerState } from './loudspeaker.js';
import { beginningOf, rateFor, type StreamTuning, tunedAddress } from './stream-place.js';

type MediaEvent = 'loadedmetadata' | 'playing' | 'waiting' | 'pause' | 'ended' | 'error';

/** Of a browser's `<audio>` element, which fetches, decodes and plays by itself, also behind a locked screen. */
export interface MediaElement {
  src: string;
  volume: number;
  muted: boolean;
  playbackRate: number;
  readonly currentTime: number;
  readonly ended: boolean;
  readonly error: unknown;
  play(): Promise<void>;
  pause(): void;
  removeAttribute(name: 'src'): void;
  load(): void;
  addEventListener(event: MediaEvent, run: () => void): void;
}

/** What a stream asks of who follows its channel. */
export interface StreamWays {
  /** Not known before the first probes. */
  readonly serverNow: () => ServerMs | undefined;
}

export interface LiveStreamParts extends StreamWays {
  readonly element: MediaElement;
  readonly surroundings: Surroundings;
  /** Where the stream is, for this listener. */
  readonly address: () => Promise<string>;
  /** The address that is tried first: it has to be at hand inside a tap. */
  readonly firstAddress: string;
}

/** It is looked this often whether it still sounds, and where. */
const LOOK_MS = 1_000;
/** A stream that has not come for so long is asked for anew. */
const DRY_MS = 8_000;

/** A channel as plain radios hear it: endless, some seconds behind, and played by the browser itself. */
export class LiveStream {
  onChange = (): void => undefined;
  private is: LoudspeakerState = 'off';
  private tuning: StreamTuning = { delayMs: 0, hasBed: true };
  private address: string;
  private askedAt: ServerMs | undefined;
  private beginning: ServerMs | undefined;
  private dryAt: number | undefined;
  private attempts = 0;
  // Of what was asked for, only the newest counts.
  private turn = 0;
  private cancel: (() => void) | undefined;

  constructor(private readonly parts: LiveStreamParts) {
    this.address = parts.firstAddress;
    const { element } = parts;
    element.addEventListener('loadedmetadata', () => this.answered());
    element.addEventListener('playing', () => this.sounds());
    element.addEventListener('waiting', () => this.ranDry());
    element.addEventListener('pause', () => this.paused());
    element.addEventListener('ended', () => this.lost());
    element.addEventListener('error', () => this.lost());
  }

  get state(): LoudspeakerState {
    return this.is;
  }

  /** It should sound, and waits for what comes. */
  get isDry(): boolean {
    return this.dryAt !== undefined;
  }

  /** The moment of the channel that is heard now. Not known before the server has answered. */
  heardAt(): ServerMs | undefined {
    return this.beginning === undefined ? undefined : this.beginning + this.parts.element.currentTime * 1_000;
  }

  /** To be called inside a tap. */
  async start(): Promise<void> {
    this.become('starting');
    this.attempts = 0;
    await this.tuneIn();
  }

  stop(): void {
    this.end('off');
  }

  /** What sounds is asked for anew where it is to be another. */
  tune(tuning: StreamTuning): void {
    const isOther = tuning.delayMs !== this.tuning.delayMs || tuning.hasBed !== this.tuning.hasBed;
    this.tuning = tuning;
    if (isOther && (this.is === 'on' || this.is === 'starting')) void this.tuneIn();
  }

  setVolume(volume: number): void {
    this.parts.element.volume = volume;
    // Some phones leave the volume to their own buttons.
    this.parts.element.muted = volume === 0;
  }

  private async tuneIn(): Promise<void> {
    const { element, serverNow } = this.parts;
    this.turn += 1;
    const { turn } = this;
    this.beginning = undefined;
    this.askedAt = serverNow();
    this.dryAt = this.parts.surroundings.now();
    element.src = tunedAddress(this.address, this.tuning);
    this.lookLater();
    try {
      await element.play();
    } catch (error) {
      // What was broken off by what came after it, or could not be fetched, is told otherwise.
      if (turn === this.turn && isForbidden(error)) this.end('blocked');
    }
  }

  private answered(): void {
    const answeredAt = this.parts.serverNow();
    if (answeredAt === undefined) return;
    const { askedAt = answeredAt, tuning } = this;
    this.beginning = beginningOf({ askedAt, answeredAt, tuning });
    this.onChange();
  }

  private sounds(): void {
    if (this.is === 'off') return;
    this.dryAt = undefined;
    this.attempts = 0;
    this.become('on');
    this.onChange();
  }

  private ranDry(): void {
    this.dryAt ??= this.parts.surroundings.now();
    this.onChange();
  }

  /** Not by us, who say so beforehand: by a call, or by another program that sounds. */
  private paused(): void {
    const { ended, error } = this.parts.element;
    if (this.is !== 'on' || ended || error !== null) return;
    this.end('interrupted');
  }

  /** The server went away, or does not give it: it may have to be asked for otherwise. */
  private lost(): void {
    if (this.is !== 'on' && this.is !== 'starting') return;
    this.dryAt ??= this.parts.surroundings.now();
    this.turn += 1;
    const { turn } = this;
    const waitMs = this.attempts === 0 ? 0 : backoffMs(this.attempts - 1, this.parts.surroundings.random);
    this.attempts += 1;
    this.cancel?.();
    this.cancel = this.parts.surroundings.after(waitMs, () => void this.tryAgain(turn));
    this.onChange();
  }

  private async tryAgain(turn: number): Promise<void> {
    this.address = await this.parts.address().catch(() => this.address);
    if (turn === this.turn) await this.tuneIn();
  }

  private lookLater(): void {
    this.cancel?.();
    this.cancel = this.parts.surroundings.after(LOOK_MS, () => this.look());
  }

  private look(): void {
    const { surroundings, serverNow } = this.parts;
    const [heardAt, now] = [this.heardAt(), serverNow()];
    const isDryLong = this.dryAt !== undefined && surroundings.now() - this.dryAt > DRY_MS;
    const rate = heardAt === undefined || now === undefined ? 1 : rateFor(heardAt, now, this.tuning);
    if (isDryLong || rate === undefined) return this.lost();
    this.parts.element.playbackRate = rate;
    this.lookLater();
    this.onChange();
  }

  /** Nothing is fetched any more. */
  private end(state: LoudspeakerState): void {
    const { element } = this.parts;
    this.turn += 1;
    this.cancel?.();
    this.beginning = undefined;
    this.dryAt = undefined;
    // Before it is paused, so that it was paused by us.
    this.is = state;
    element.pause();
    element.removeAttribute('src');
    element.load();
    this.onChange();
  }

  private become(state: LoudspeakerState): void {
    if (state === this.is) return;
    this.is = state;
    this.onChange();
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError';
}
