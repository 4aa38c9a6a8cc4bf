import { endedBetween, nextChangeAt, positionAt } from '../../../src/radio/model/sounding.js';
import type { Entry } from '../../../src/wire/radio.js';
import type { FollowedChannel } from './followed-channel.js';
import type { Surroundings } from './line.js';

export interface Heard {
  /** It sounds now; whoever joins late hears it from its middle. */
  onSound(entry: Entry): void;
  /** It has fallen silent, at its end or where it was cut. */
  onEnd?(entry: Entry): void;
}

/** The server's clock was set back by more than this: it is another time, not a better estimate. */
const SET_BACK_MS = 1_000;

/** Says what sounds when it begins to, by the timeline and the clock; for captions, and for listening without loudspeakers. */
export class SoundWatch {
  private sounding: Entry | undefined;
  private upTo: number | undefined;
  private cancel: (() => void) | undefined;
  private isStopped = false;

  constructor(
    private readonly channel: FollowedChannel,
    private readonly surroundings: Surroundings,
    private readonly heard: Heard,
  ) {}

  /** To be called whenever the channel has changed; what falls due in between it sees by itself. */
  look(): void {
    this.cancel?.();
    const now = this.channel.heardNow();
    if (now === undefined || this.isStopped) return;
    if (this.upTo === undefined || now < this.upTo - SET_BACK_MS) this.upTo = now;
    const at = Math.max(now, this.upTo);
    const { following } = this.channel;
    const ended = endedBetween(following, this.upTo, at);
    this.upTo = at;
    for (const entry of ended) this.heard.onEnd?.(entry);
    const entry = positionAt(following, at)?.entry;
    if (entry !== undefined && entry.chunk !== this.sounding?.chunk) this.heard.onSound(entry);
    this.sounding = entry;
    // Whoever was told may have stopped it, or looked again.
    if (this.isStopped) return;
    this.cancel?.();
    const next = nextChangeAt(following, at);
    if (next !== undefined) this.cancel = this.surroundings.after(Math.max(1, next - now), () => this.look());
  }

  stop(): void {
    this.isStopped = true;
    this.cancel?.();
  }
}
