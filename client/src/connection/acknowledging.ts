import { again, type Due, heard, NOTHING_OWED, type Owed, sent } from '../../../src/radio/model/owed.js';
import type { Entry } from '../../../src/wire/radio.js';
import { isPassing } from './asking.js';
import type { FollowedChannel } from './followed-channel.js';
import type { Surroundings } from './line.js';

/** One that came too early is repeated after so long, one that was lost after longer. */
const EARLY_AGAIN_MS = 100;
const LOST_AGAIN_MS = 1_000;

/** Tells the server what was heard: after the last chunk of a request, when its turn has come, and until it was told. */
export class Acknowledging {
  private owed: Owed = NOTHING_OWED;
  private cancel: (() => void) | undefined;
  private isStopped = false;

  constructor(
    private readonly channel: FollowedChannel,
    private readonly surroundings: Surroundings,
  ) {}

  heard(entry: Entry): void {
    this.owe(heard(this.owed, entry, this.surroundings.now(), this.turnMs()));
  }

  stop(): void {
    this.isStopped = true;
    this.cancel?.();
  }

  private owe(owed: Owed): void {
    this.owed = owed;
    this.cancel?.();
    if (owed.due === undefined || this.isStopped) return;
    const waitMs = Math.max(0, owed.due.at - this.surroundings.now());
    this.cancel = this.surroundings.after(waitMs, () => void this.send());
  }

  private async send(): Promise<void> {
    const { owed, played } = sent(this.owed, this.surroundings.now());
    this.owe(owed);
    if (played !== undefined) await this.tell(played);
  }

  private async tell(played: Due): Promise<void> {
    const answer = await this.channel.acknowledge({ chunk: played.chunk, heard: played.heard });
    if ('refused' in answer && !isPassing(answer.refused)) return;
    if ('ok' in answer && answer.ok.answer === 'heard') return;
    const waitMs = 'ok' in answer ? EARLY_AGAIN_MS : LOST_AGAIN_MS + this.turnMs();
    this.owe(again(this.owed, played, this.surroundings.now() + waitMs));
  }

  /** How long to wait so that not all speak at once. */
  private turnMs(): number {
    return this.surroundings.random() * (this.channel.rates?.acknowledgeWithinMs ?? 0);
  }
}
