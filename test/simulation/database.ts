import { RadioMemory } from '../support/memory.channel-store.js';
import type { Scene } from './scene.js';

/** How one question to the database goes wrong. */
export type StoreFault =
  /** Refused, or lost on the way there. */
  | { readonly how: 'before'; readonly ms: number }
  /** Done, but the answer got lost. */
  | { readonly how: 'after'; readonly ms: number }
  /** Lost for whoever asked; done afterwards. */
  | { readonly how: 'late'; readonly ms: number }
  | { readonly how: 'slow'; readonly ms: number };

const AHEAD_MS = 37.5;

/** What all nodes share: the tables, and whether they can be reached. */
export class SimulatedDatabase {
  readonly memory: RadioMemory;
  private readonly ordered: StoreFault[] = [];
  private awayUntil = -Infinity;
  private troubledUntil = -Infinity;
  private hangs = false;

  constructor(private readonly scene: Scene) {
    this.memory = new RadioMemory(() => scene.clock.now() + AHEAD_MS);
  }

  get isAway(): boolean {
    return this.scene.clock.now() < this.awayUntil;
  }

  /** Somebody waits for an answer that takes long, or never comes. */
  get isTroubled(): boolean {
    return this.isAway || this.scene.clock.now() <= this.troubledUntil;
  }

  troubled(ms: number): void {
    this.troubledUntil = Math.max(this.troubledUntil, this.scene.clock.now() + ms);
  }

  /** Nobody reaches it for so long: refused at once, or left hanging. */
  goAway(ms: number, hangs: boolean): void {
    this.awayUntil = Math.max(this.awayUntil, this.scene.clock.now() + ms);
    this.hangs = hangs;
  }

  /** The next commit goes like this. */
  order(fault: StoreFault): void {
    this.ordered.push(fault);
  }

  calm(): void {
    this.ordered.length = 0;
    this.awayUntil = -Infinity;
  }

  faultOfCommit(): StoreFault | undefined {
    return this.isAway ? this.faultOfOutage() : this.ordered.shift();
  }

  faultOfOutage(): StoreFault | undefined {
    if (!this.isAway) return undefined;
    const leftMs = this.awayUntil - this.scene.clock.now();
    return { how: 'before', ms: this.hangs ? Math.min(leftMs, this.scene.chance.between(500, 4_000)) : 1 };
  }
}
