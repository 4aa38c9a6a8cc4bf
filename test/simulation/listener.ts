import { isRefusal, type Refusal } from '../../src/kernel/outcome.js';
import {
  answered,
  applied,
  doubted,
  notJoined,
  placeToJoinFrom,
  type Following,
} from '../../src/radio/model/following.js';
import { entryEnd, pruned } from '../../src/radio/model/sounding.js';
import type { Joined, Message, PlayedAnswer } from '../../src/wire/radio.js';
import { Link, type Mishap } from './link.js';
import type { Receiver, SimulatedNode } from './node.js';
import type { BootClock } from './process.js';
import { CHANNEL, type Scene } from './scene.js';

export interface ListenerParts {
  readonly scene: Scene;
  readonly name: string;
  /** One that answers, if there is one. */
  readonly nodeFor: () => SimulatedNode | undefined;
  readonly clockOf: (clockId: string) => BootClock | undefined;
  readonly delayMs: number;
  readonly linkMs: number;
  readonly isHost: boolean;
}

const REJOIN_MS = 500;
const ANSWER_MS = 5_000;

/** Somebody who listens: the production `Following`, and a connection that comes back whatever happens to it. */
export class SimulatedListener implements Receiver {
  following: Following = notJoined(CHANNEL);
  /** Joined on this connection, and still there. */
  isJoined = false;
  link: Link | undefined;
  private node: SimulatedNode | undefined;
  private isJoining = false;
  private lastWhenAsked: Following['last'];
  private turn = 0;
  private isGone = false;

  constructor(readonly parts: ListenerParts) {}

  get name(): string {
    return this.parts.name;
  }

  /** Whole, as far as can be told without what has not arrived. */
  get isInStep(): boolean {
    return this.isJoined && this.following.needs === undefined;
  }

  /** The moment of the channel that is heard now, in the time of the clock that is followed. */
  heardAt(): number | undefined {
    const clock = this.following.clockId === undefined ? undefined : this.parts.clockOf(this.following.clockId);
    return clock && this.parts.scene.clock.now() + clock.offsetMs - this.parts.delayMs;
  }

  connect(): void {
    if (this.link !== undefined || this.isGone) return;
    const { scene, linkMs, nodeFor } = this.parts;
    const node = nodeFor();
    if (node === undefined) return this.connectAfter(500);
    const link = new Link(scene, linkMs, () => this.lose(link));
    this.link = link;
    this.node = node;
    this.following = doubted(this.following);
    link.up(() => this.join());
    this.giveUpAfter(ANSWER_MS, link);
  }

  leave(): void {
    this.isGone = true;
    this.drop();
  }

  comeBack(): void {
    this.isGone = false;
    this.connect();
  }

  /** The connection breaks. */
  cut(): void {
    if (this.link !== undefined) this.lose(this.link);
  }

  stall(ms: number): void {
    this.link?.stall(ms);
  }

  miss(mishap: Mishap): void {
    this.link?.miss(mishap);
  }

  receive(message: Message): void {
    this.following = this.prune(applied(this.following, message));
    this.acknowledgeLater(message);
    if (this.following.needs !== undefined) this.joinAfter(REJOIN_MS);
  }

  joined(joined: Joined): void {
    this.isJoining = false;
    this.isJoined = true;
    this.turn += 1;
    this.following = this.prune(answered(this.following, joined, this.lastWhenAsked));
    const { needs } = this.following;
    this.parts.scene.note(
      () =>
        `${this.name} joined ${joined.epoch}.${joined.seq} ${joined.recovered ? 'recovered' : 'anew'} ${needs ?? ''}`,
    );
    if (needs !== undefined) this.joinAfter(REJOIN_MS);
  }

  refused(refusal: Refusal): void {
    this.parts.scene.note(() => `${this.name} may not join: ${refusal.refused}`);
    this.isJoining = false;
    // Another node may know more.
    this.cut();
  }

  /** Says that a chunk was heard, whether or not it was. */
  acknowledge(chunk: string, triesLeft: number): void {
    const { link, node } = this;
    if (link === undefined || node === undefined) return;
    const again = (answer: PlayedAnswer | Refusal): void => {
      const isEarly = !isRefusal(answer) && answer.answer === 'early';
      if (isEarly && triesLeft > 0) this.after(100, () => this.acknowledge(chunk, triesLeft - 1));
    };
    link.up(() => node.played(link, chunk, again));
  }

  private join(): void {
    const { link, node } = this;
    if (link === undefined || node === undefined) return;
    this.isJoining = true;
    this.lastWhenAsked = this.following.last;
    const asked = placeToJoinFrom(this.following);
    const body = { channel: CHANNEL, delayMs: this.parts.delayMs, ...(asked === undefined ? {} : { last: asked }) };
    link.up(() => node.join({ link, receiver: this, isHost: this.parts.isHost }, body));
    this.giveUpAfter(ANSWER_MS, link);
  }

  private joinAfter(ms: number): void {
    if (this.isJoining) return;
    this.isJoining = true;
    const { link } = this;
    this.after(ms, () => {
      if (this.link === link) this.join();
    });
  }

  // A question that is not answered is as good as a connection that broke.
  private giveUpAfter(ms: number, link: Link): void {
    const { turn } = this;
    this.after(ms, () => {
      if (turn === this.turn) this.lose(link);
    });
  }

  private lose(link: Link): void {
    if (this.link !== link) return;
    this.parts.scene.note(() => `${this.name} loses its connection`);
    this.drop();
    this.connectAfter(this.parts.scene.chance.between(100, 1_500));
  }

  private drop(): void {
    const { link, node } = this;
    if (link === undefined) return;
    link.close();
    // The node's end notices a while later.
    this.after(this.parts.scene.chance.between(0, 2_000), () => node?.left(link));
    this.link = undefined;
    this.node = undefined;
    this.isJoined = false;
    this.isJoining = false;
    this.turn += 1;
  }

  private connectAfter(ms: number): void {
    this.after(ms, () => this.connect());
  }

  private acknowledgeLater({ change }: Message): void {
    const entries = [...(change.started?.entries ?? []), ...(change.cued?.entries ?? []), ...(change.chunks ?? [])];
    for (const entry of entries) {
      const at = this.heardAt();
      if (!entry.last || at === undefined) continue;
      const waitMs = entryEnd(entry) - at + this.parts.scene.chance.between(-260, 250);
      this.after(Math.max(0, waitMs), () => this.acknowledge(entry.chunk, 3));
    }
  }

  private prune(following: Following): Following {
    const at = this.heardAt();
    return at === undefined ? following : pruned(following, at);
  }

  private after(ms: number, run: () => void): void {
    this.parts.scene.clock.after(ms, run);
  }
}
