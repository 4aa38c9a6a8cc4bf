import type { Scene } from './scene.js';

export type Mishap = 'lost' | 'twice' | 'overtaken';

/** The way between one listener and one node. Messages take time; they stay in order unless something goes wrong. */
export class Link {
  readonly id: string;
  isOpen = true;
  private freeAt = -Infinity;
  private mishap: Mishap | undefined;

  constructor(
    private readonly scene: Scene,
    private readonly delayMs: number,
    /** Called at the listener's end when nothing comes from the other any more. */
    readonly onSilence: () => void,
  ) {
    this.id = scene.ids.next();
  }

  /** To the listener. */
  down(run: () => void): void {
    const { mishap } = this;
    this.mishap = undefined;
    if (mishap === 'lost') return;
    const { clock } = this.scene;
    const tripMs = this.tripMs();
    if (mishap === 'overtaken') {
      clock.after(tripMs + 400, () => this.arrive(run));
      return;
    }
    const at = Math.max(this.freeAt, clock.now() + tripMs);
    this.freeAt = at;
    clock.after(at - clock.now(), () => this.arrive(run));
    if (mishap === 'twice') clock.after(at - clock.now() + tripMs, () => this.arrive(run));
  }

  /** To the node. */
  up(run: () => void): void {
    this.scene.clock.after(this.tripMs(), () => this.arrive(run));
  }

  close(): void {
    this.isOpen = false;
  }

  /** Nothing arrives for so long, and then all of it. */
  stall(ms: number): void {
    this.freeAt = Math.max(this.freeAt, this.scene.clock.now() + ms);
  }

  /** What is sent next goes wrong. */
  miss(mishap: Mishap): void {
    this.mishap = mishap;
  }

  private arrive(run: () => void): void {
    if (this.isOpen) run();
  }

  private tripMs(): number {
    return this.delayMs * this.scene.chance.between(0.8, 1.5);
  }
}
