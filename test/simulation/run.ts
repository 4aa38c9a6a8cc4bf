import type { ServerMs } from '../../src/kernel/clock.js';
import type { ThisNode } from '../../src/radio/this-node.js';
import type { SimulatedTime } from './process.js';
import type { Scene } from './scene.js';

interface Life {
  readonly run: string;
  readonly clockId: string;
  readonly at: ServerMs;
}

/** The signs of life in the data directories, which outlive processes; by node. */
export type DataDirectories = Map<string, Life>;

const EVERY_MS = 1_000;

/** A process of a node, as the production one is, with its data directory in memory. */
export class SimulatedRun implements ThisNode {
  readonly run: string;
  private readonly before: Life | undefined;
  private readonly beganAt: ServerMs;

  constructor(
    readonly node: string,
    readonly clock: SimulatedTime,
    private readonly directories: DataDirectories,
    scene: Scene,
  ) {
    this.run = scene.ids.next();
    this.before = directories.get(node);
    this.beganAt = clock.now();
  }

  get clockId(): string {
    return this.clock.clockId;
  }

  aliveAt(run: string | null): ServerMs | undefined {
    const { before } = this;
    return before?.run === run && before.clockId === this.clockId ? before.at : undefined;
  }

  /** It dies: the last sign of life is what is left of it. */
  ended(): void {
    const at = this.clock.now() - ((this.clock.now() - this.beganAt) % EVERY_MS);
    this.directories.set(this.node, { run: this.run, clockId: this.clockId, at });
  }
}
