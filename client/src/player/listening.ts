import { DELAY_MS_MAX } from '../../../src/wire/limits.js';
import type { ServerMs } from '../../../src/wire/radio.js';
import { Acknowledging } from '../connection/acknowledging.js';
import type { Connection } from '../connection/connection.js';
import type { FollowedChannel } from '../connection/followed-channel.js';
import type { Surroundings } from '../connection/line.js';
import type { Hearing } from '../connection/reporting.js';
import type { ListeningView } from './listening-view.js';
import type { LiveStream, StreamWays } from './live-stream.js';
import type { Loudspeaker } from './loudspeaker.js';
import { Player, type PlayerParts, type Programme } from './player.js';
import { lateMs } from './stream-place.js';
import { captionsOf, lineOf, playingOf, truthOf } from './view-of.js';

export interface ListeningOptions {
  readonly connection: Connection;
  readonly channel: string;
  readonly delayMs?: number;
  /** 0 … 1. */
  readonly volume?: number;
  readonly isMuted?: boolean;
  readonly hasBed?: boolean;
  /** Heard as plain radios hear it, where that can be. */
  readonly isStreamed?: boolean;
}

/** What listening needs of the place it runs in. */
export interface Place<Pcm> extends Pick<PlayerParts<Pcm>, 'load' | 'loadBed'> {
  readonly surroundings: Surroundings;
  readonly loudspeaker: Loudspeaker<Pcm>;
  /** Where the channel can be heard as plain radios hear it. `isOnly`: and in no other way. */
  readonly stream?: { readonly isOnly: boolean; readonly make: (ways: StreamWays) => LiveStream };
  /** Calls when the page was asleep, hidden or without a network. The returned function stops it. */
  readonly onWake: (run: () => void) => () => void;
}

/** Whoever moves a slider does not join anew at every step of it. */
const DELAY_SETTLES_MS = 300;

/**
 * One listener of one channel. It joins when it is made, so that the clock is known and the next chunks are here before
 * anybody asks for sound.
 */
export class Listening<Pcm = unknown> {
  private readonly player: Player<Pcm>;
  private readonly stream: LiveStream | undefined;
  private readonly subscribers = new Set<() => void>();
  private readonly stopWaking: () => void;
  private followed: FollowedChannel;
  /** Joined with another delay; until it is there the other plays on. */
  private coming: FollowedChannel | undefined;
  private acknowledging: Acknowledging;
  private hasBeenOpen = false;
  private delayMs: number;
  private volume: number;
  private isMuted: boolean;
  private hasBed: boolean;
  private isStreamed: boolean;
  private cancelRejoin: (() => void) | undefined;

  constructor(
    private readonly options: ListeningOptions,
    private readonly place: Place<Pcm>,
  ) {
    const { delayMs = 0, volume = 1, isMuted = false, hasBed = true, isStreamed = false } = options;
    this.delayMs = delayMs;
    this.volume = volume;
    this.isMuted = isMuted;
    this.hasBed = hasBed;
    this.isStreamed = place.stream !== undefined && (place.stream.isOnly || isStreamed);
    this.player = new Player({
      ...place,
      programme: () => this.programme(),
      onHeard: (entry) => this.acknowledging.heard(entry),
      onLook: () => this.tell(),
    });
    this.followed = this.join();
    this.acknowledging = new Acknowledging(this.followed, place.surroundings);
    place.loudspeaker.onChange = () => this.player.look();
    this.stream = this.streamed();
    this.tuneStream();
    this.stopWaking = place.onWake(() => this.wake());
    this.beAsLoud();
    this.player.look();
  }

  /** As it is at this moment. */
  view(): ListeningView {
    const { player, followed, delayMs, volume, isMuted, hasBed, isStreamed } = this;
    const { loudspeaker, surroundings, stream } = this.place;
    const { following, clock, roundTripMs } = followed;
    const heardAt = this.heardAt();
    const isWaiting = isStreamed ? this.stream?.isDry === true : player.isBuffering();
    const isBuffering = this.sound === 'on' && isWaiting;
    const { isOpen, failedTries } = this.options.connection;
    return {
      sound: this.sound,
      line: lineOf({ isOpen, failedTries, hasBeenOpen: this.hasBeenOpen }),
      refusal: (this.coming ?? followed).refusal,
      following,
      heardAt,
      playing: playingOf({ following, heardAt, hasBed, isBuffering }),
      captions: captionsOf(following, heardAt),
      truth: truthOf({
        now: surroundings.now(),
        clock,
        mapping: loudspeaker.mapping(),
        errorMs: player.errorMs,
        roundTripMs,
        bufferMs: player.bufferMs(),
        underruns: loudspeaker.underruns,
      }),
      delayMs,
      volume,
      isMuted,
      hasBed,
      isStreamed,
      mayStream: stream !== undefined && !stream.isOnly,
      behindMs: this.behindMs(heardAt),
    };
  }

  /** How it stands with the sound, whichever way it takes. */
  get sound(): ListeningView['sound'] {
    return this.way.state;
  }

  /** Called several times a second, and at every change. The returned function stops it. */
  subscribe(run: () => void): () => void {
    this.subscribers.add(run);
    return () => void this.subscribers.delete(run);
  }

  /** To be called inside a tap: browsers make no sound without one. */
  start(): Promise<void> {
    return this.way.start();
  }

  /** Silence; what is said can still be read. */
  stop(): void {
    this.way.stop();
    this.tell();
  }

  /** To be called inside a tap. What sounds goes on the other way, as much behind as it can there. */
  setStreamed(isStreamed: boolean): void {
    const { stream, place, isStreamed: was } = this;
    if (stream === undefined || place.stream?.isOnly === true || isStreamed === was) return;
    const isOff = this.sound === 'off';
    this.way.stop();
    this.isStreamed = isStreamed;
    if (!isOff) void this.way.start();
    this.player.look();
  }

  setVolume(volume: number): void {
    this.volume = Math.min(1, Math.max(0, volume));
    this.beAsLoud();
  }

  setMuted(isMuted: boolean): void {
    this.isMuted = isMuted;
    this.beAsLoud();
  }

  setBed(hasBed: boolean): void {
    this.hasBed = hasBed;
    this.tuneStream();
    this.player.look();
  }

  /** Until the channel has been joined so much later, what is heard goes on as it was. */
  setDelay(delayMs: number): void {
    this.delayMs = Math.min(DELAY_MS_MAX, Math.max(0, delayMs));
    this.cancelRejoin?.();
    this.cancelRejoin = this.place.surroundings.after(DELAY_SETTLES_MS, () => {
      this.coming = this.join();
      this.tuneStream();
    });
    this.tell();
  }

  close(): void {
    this.cancelRejoin?.();
    this.stopWaking();
    this.player.close();
    this.acknowledging.stop();
    this.way.stop();
    (this.coming ?? this.followed).leave();
    this.tell();
    this.subscribers.clear();
  }

  private join(): FollowedChannel {
    const { connection, channel } = this.options;
    return connection.join({
      channel,
      delayMs: this.delayMs,
      onChange: () => this.changed(),
      hearing: () => this.hearing(),
    });
  }

  private changed(): void {
    const { coming } = this;
    if (coming !== undefined && isThere(coming)) {
      this.coming = undefined;
      this.followed = coming;
      this.acknowledging.stop();
      this.acknowledging = new Acknowledging(coming, this.place.surroundings);
      this.player.moved();
    } else this.player.look();
  }

  private programme(): Programme {
    const { entries, phase } = this.followed.following;
    // The stream brings all that sounds.
    if (this.isStreamed) return { entries: [], heardAt: this.heardAt(), hasBed: false };
    return { entries, heardAt: this.heardAt(), hasBed: this.hasBed && phase !== 'closed' };
  }

  private heardAt(): ServerMs | undefined {
    const heardAt = this.followed.heardNow();
    if (!this.isStreamed || heardAt === undefined) return heardAt;
    const { delayMs } = this;
    return this.stream?.heardAt() ?? heardAt - (lateMs({ delayMs }) - delayMs);
  }

  private behindMs(heardAt: ServerMs | undefined): number | undefined {
    const now = this.serverNow();
    return this.isStreamed && now !== undefined && heardAt !== undefined ? now - heardAt : undefined;
  }

  private serverNow(): ServerMs | undefined {
    const heardAt = this.followed.heardNow();
    return heardAt === undefined ? undefined : heardAt + this.followed.delayMs;
  }

  private get way(): Pick<Loudspeaker<Pcm>, 'state' | 'start' | 'stop'> {
    return this.isStreamed && this.stream !== undefined ? this.stream : this.place.loudspeaker;
  }

  private streamed(): LiveStream | undefined {
    const stream = this.place.stream?.make({ serverNow: () => this.serverNow() });
    if (stream !== undefined) stream.onChange = () => this.player.look();
    return stream;
  }

  private tuneStream(): void {
    this.stream?.tune({ delayMs: this.delayMs, hasBed: this.hasBed });
  }

  private hearing(): Hearing {
    const { skewMs, fetchMs, stalls } = this.player;
    const hasStream = this.isStreamed && this.stream?.state === 'on';
    return { skewMs, bufferMs: this.player.bufferMs(), fetchMs, stalls, hasStream };
  }

  private beAsLoud(): void {
    const volume = this.isMuted ? 0 : this.volume;
    this.place.loudspeaker.setVolume(volume);
    this.stream?.setVolume(volume);
    this.tell();
  }

  /** Nobody knows what the clocks did meanwhile. */
  private wake(): void {
    (this.coming ?? this.followed).probeSoon();
    if (this.sound === 'interrupted') void this.start();
    this.player.look();
  }

  private tell(): void {
    this.hasBeenOpen ||= this.options.connection.isOpen;
    for (const run of this.subscribers) run();
  }
}

function isThere(channel: FollowedChannel): boolean {
  const { following } = channel;
  return following.last !== undefined && following.needs === undefined && channel.heardNow() !== undefined;
}
