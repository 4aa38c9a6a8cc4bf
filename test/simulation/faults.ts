import type { Request } from '../../src/radio/model/state.js';
import type { SimulatedDatabase, StoreFault } from './database.js';
import type { SimulatedListener } from './listener.js';
import type { SimulatedNode } from './node.js';
import type { Scene } from './scene.js';
import type { FaultName } from './schedule.js';

interface FaultParts {
  readonly scene: Scene;
  readonly database: SimulatedDatabase;
  readonly listeners: readonly SimulatedListener[];
  readonly nodes: readonly SimulatedNode[];
  readonly kept: () => readonly Request[];
  readonly restart: (node: SimulatedNode, isNewBoot: boolean) => void;
}

const NO_CHUNK = '00000000-0000-7000-8000-eeeeeeeeeeee';

/** Everything that goes wrong in a schedule, but the voices. */
export class Faults {
  private isCalm = false;

  constructor(private readonly parts: FaultParts) {}

  happen(name: FaultName): void {
    const { scene, database, listeners } = this.parts;
    const { chance } = scene;
    const listener = chance.pick(listeners);
    scene.note(() => `fault: ${name}`);
    switch (name) {
      case 'commit':
        return database.order(this.storeFault());
      case 'outage':
        return database.goAway(
          chance.happens(0.2) ? this.lasting(8_000, 30_000) : this.lasting(300, 6_000),
          chance.happens(0.5),
        );
      case 'death':
        return this.die();
      case 'freeze':
        return chance.pick(this.parts.nodes)?.freeze(this.lasting(300, 12_000));
      case 'cut':
        return listener?.cut();
      case 'stall':
        return listener?.stall(chance.between(100, 3_000));
      case 'lost':
      case 'twice':
      case 'overtaken':
        return listener?.miss(name);
      case 'lie':
        return this.lie(listener);
      case 'away':
      default:
        listener?.leave();
        scene.clock.after(this.lasting(1_000, 20_000), () => listener?.comeBack());
    }
  }

  /** From now on everything works. */
  calm(): void {
    this.isCalm = true;
    this.parts.database.calm();
    for (const node of this.parts.nodes.slice()) {
      node.process.thaw();
      if (node.process.isDead) this.parts.restart(node, false);
    }
  }

  private lasting(fromMs: number, toMs: number): number {
    const { chance, measure } = this.parts.scene;
    return chance.between(fromMs, toMs) * measure.faultScale;
  }

  private storeFault(): StoreFault {
    const { chance } = this.parts.scene;
    const how = chance.weighed({ before: 3, after: 3, late: 1, slow: 2 });
    const ms = chance.happens(0.3) ? chance.between(500, 4_000) : chance.between(1, 60);
    return { how, ms };
  }

  private die(): void {
    const { scene, nodes, restart } = this.parts;
    const node = scene.chance.pick(nodes.filter(({ process }) => !process.isDead));
    if (node === undefined) return;
    node.die();
    const isNewBoot = scene.chance.happens(0.3);
    const isLong = scene.chance.happens(0.3);
    scene.clock.after(isLong ? this.lasting(8_000, 16_000) : this.lasting(200, 3_000), () => {
      if (!this.isCalm) restart(node, isNewBoot);
    });
  }

  // Of what was not heard yet, of what never was, and the same again and again.
  private lie(listener: SimulatedListener | undefined): void {
    const { scene, kept } = this.parts;
    const chunks = kept().flatMap((request) => request.chunks);
    const late = listener?.following.entries.at(-1)?.chunk;
    const chunk = scene.chance.pick([late, scene.chance.pick(chunks)?.id, NO_CHUNK]) ?? NO_CHUNK;
    for (let times = scene.chance.whole(1, 4); times > 0; times -= 1) listener?.acknowledge(chunk, 0);
  }
}
