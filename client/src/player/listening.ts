import { DELAY_MS_MAX } from '../../../src/wire/limits.js';
import type { ServerMs } from '../../../src/wire/radio.js';
import { Acknowledging } from '../connection/acknowledging.js';
import type { Connection } from '../connection/connection.js';
import type { FollowedChannel } from '../connection/followed-channel.js';
import type { Surroundings } from '../connection/line.js';
import type { Hearing } from '../connection/reporting.js';
import type { ListeningView } from './listening-view.js';
import type { Loudspeaker } from './loudspeaker.js';
import { Player, type PlayerParts, type Programme } from './player.js';
import { captionsOf, lineOf, playingOf, truthOf } from './view-of.js';

export interface ListeningOptions {
  readonly connection: Connection;
  readonly channel: string;
  readonly delayMs?: number;
  /** 0 … 1. */
  readonly volume?: number;
  readonly isMuted?: boolean;
  readonly hasBed?: boolean;
}

/** What listening needs of the place it runs in. */
export interface Place<Pcm> extends Pick<PlayerParts<Pcm>, 'load' | 'loadBed'> {
  readonly surroundings: Surroundings;
  readonly loudspeaker: Loudspeaker<Pcm>;
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
  private cancelRejoin: (() => void) | undefined;

  constructor(
    private readonly options: ListeningOptions,
    private readonly place: Place<Pcm>,
  ) {
    const { delayMs = 0, volume = 1, isMuted = false, hasBed = true } = options;
    this.delayMs = delayMs;
    this.volume = volume;
    this.isMuted = isMuted;
    this.hasBed = hasBed;
    this.player = new Player({
      ...place,
      programme: () => this.programme(),
      onHeard: (entry) => this.acknowledging.heard(entry),
      onLook: () => this.tell(),
    });
    this.followed = this.join();
    this.acknowledging = new Acknowledging(this.followed, place.surroundings);
    place.loudspeaker.onChange = () => this.player.look();
    this.stopWaking = place.onWake(() => this.wake());
    this.sound();
    this.player.look();
  }

  /** As it is at this moment. */
  view(): ListeningView {
    const { player, followed, delayMs, volume, isMuted, hasBed } = this;
    const { loudspeaker, surroundings } = this.place;
    const { following, clock, roundTripMs } = followed;
    const heardAt = followed.heardNow();
    const isBuffering = loudspeaker.state === 'on' && player.isBuffering();
    const { isOpen, failedTries } = this.options.connection;
    return {
      sound: loudspeaker.state,
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
    };
  }

  /** Called several times a second, and at every change. The returned function stops it. */
  subscribe(run: () => void): () => void {
    this.subscribers.add(run);
    return () => void this.subscribers.delete(run);
  }

  /** To be called inside a tap: browsers make no sound without one. */
  start(): Promise<void> {
    return this.place.loudspeaker.start();
  }

  /** Silence; what is said can still be read. */
  stop(): void {
    this.place.loudspeaker.stop();
    this.tell();
  }

  setVolume(volume: number): void {
    this.volume = Math.min(1, Math.max(0, volume));
    this.sound();
  }

  setMuted(isMuted: boolean): void {
    this.isMuted = isMuted;
    this.sound();
  }

  setBed(hasBed: boolean): void {
    this.hasBed = hasBed;
    this.player.look();
  }

  /** Until the channel has been joined so much later, what is heard goes on as it was. */
  setDelay(delayMs: number): void {
    this.delayMs = Math.min(DELAY_MS_MAX, Math.max(0, delayMs));
    this.cancelRejoin?.();
    this.cancelRejoin = this.place.surroundings.after(DELAY_SETTLES_MS, () => (this.coming = this.join()));
    this.tell();
  }

  close(): void {
    this.cancelRejoin?.();
    this.stopWaking();
    this.player.close();
    this.acknowledging.stop();
    this.place.loudspeaker.stop();
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
    return { entries, heardAt: this.heardAt(), hasBed: this.hasBed && phase !== 'closed' };
  }

  private heardAt(): ServerMs | undefined {
    return this.followed.heardNow();
  }

  private hearing(): Hearing {
    const { skewMs, fetchMs, stalls } = this.player;
    return { skewMs, bufferMs: this.player.bufferMs(), fetchMs, stalls };
  }

  private sound(): void {
    this.place.loudspeaker.setVolume(this.isMuted ? 0 : this.volume);
    this.tell();
  }

  /** Nobody knows what the clocks did meanwhile. */
  private wake(): void {
    (this.coming ?? this.followed).probeSoon();
    if (this.place.loudspeaker.state === 'interrupted') void this.start();
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
