import { Fault } from '../../src/kernel/fault.js';
import type { Refusal } from '../../src/kernel/outcome.js';
import type { Amendment } from '../../src/radio/amendment.js';
import {
  ChannelStore,
  type Channel,
  type Claimed,
  type KeptAnswer,
  type Standing,
  type Transition,
} from '../../src/radio/channel-store.port.js';
import type { Aired } from '../../src/radio/model/commands.js';
import type { ThisNode } from '../../src/radio/this-node.js';
import type { LogRow } from '../../src/wire/radio.js';
import { MemoryChannelStore } from '../support/memory.channel-store.js';
import type { SimulatedDatabase, StoreFault } from './database.js';
import type { SimulatedProcess } from './process.js';
import type { Scene } from './scene.js';

/** Sees what is written, at the moment it is. */
export interface StoreWitness {
  committed(transition: Transition, isNew: boolean): void;
  claimed(claimed: Claimed, here: ThisNode): void;
  lived(here: ThisNode): void;
}

interface Ways {
  readonly scene: Scene;
  readonly database: SimulatedDatabase;
  readonly process: SimulatedProcess;
  readonly here: ThisNode;
  readonly witness: StoreWitness;
}

/** One node's way to the database: it takes time, and whatever is asked or answered may get lost. */
export class FaultyChannelStore extends ChannelStore {
  private readonly store: MemoryChannelStore;

  constructor(private readonly ways: Ways) {
    super();
    this.store = new MemoryChannelStore(ways.database.memory, ways.here);
  }

  create(channel: Channel): Promise<Channel | Refusal> {
    return this.ask(() => this.store.create(channel));
  }

  find(id: string): Promise<Channel | undefined> {
    return this.ask(() => this.store.find(id));
  }

  list(page: { readonly before?: string | undefined; readonly limit: number }): Promise<readonly Channel[]> {
    return this.ask(() => this.store.list(page));
  }

  standings(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    return this.ask(() => this.store.standings(ids));
  }

  amend(owned: { readonly id: string; readonly term: number }, changes: Amendment): Promise<Channel> {
    return this.ask(() => this.store.amend(owned, changes));
  }

  claim(id: string): Promise<Claimed | Refusal> {
    const { witness, here } = this.ways;
    return this.ask(async (isLost) => {
      const claimed = await this.storeThat(isLost).claim(id);
      if ('term' in claimed) witness.claimed(claimed, here);
      return claimed;
    });
  }

  letGo(id: string): void {
    this.store.letGo(id);
  }

  claimable(): Promise<readonly string[]> {
    return this.ask(() => this.store.claimable());
  }

  commit(transition: Transition): Promise<void> {
    const { database, witness } = this.ways;
    const log = (): number => database.memory.channels.get(transition.row.channel)?.log.length ?? 0;
    return this.ask(async () => {
      const before = log();
      const done = this.store.commit(transition);
      const isNew = log() > before;
      await done;
      witness.committed(transition, isNew);
    }, database.faultOfCommit());
  }

  rowsAfter(channel: string, seq: number, limit: number): Promise<readonly LogRow[]> {
    return this.ask(() => this.store.rowsAfter(channel, seq, limit));
  }

  aired(channel: string, request: string): Promise<Aired | undefined> {
    return this.ask(() => this.store.aired(channel, request));
  }

  answered(channel: string, host: string, key: string): Promise<KeptAnswer | undefined> {
    return this.ask(() => this.store.answered(channel, host, key));
  }

  live(): Promise<readonly string[]> {
    const { witness, here } = this.ways;
    return this.ask((isLost) => {
      witness.lived(here);
      return this.storeThat(isLost).live();
    });
  }

  // What a process remembers of an answer it forgets with the answer.
  private storeThat(isLost: boolean): MemoryChannelStore {
    return isLost ? new MemoryChannelStore(this.ways.database.memory, this.ways.here) : this.store;
  }

  private ask<T>(
    work: (isLost: boolean) => Promise<T>,
    fault: StoreFault | undefined = this.ways.database.faultOfOutage() ?? this.smallFault(),
  ): Promise<T> {
    const { scene, process } = this.ways;
    const thereMs = scene.chance.between(0.2, 2);
    const backMs = scene.chance.between(0.2, 2);
    return new Promise<T>((resolve, reject) => {
      const lose = (ms: number): void => {
        process.after(ms, () => reject(new Fault('database.unavailable', { retryable: true })));
      };
      const does = (ms: number, then: (done: Promise<T>) => void, isLost = false): void => {
        scene.clock.after(ms, () => then(work(isLost)));
      };
      const answers = (done: Promise<T>): void => {
        done.then(
          (value) => process.after(backMs, () => resolve(value)),
          (error: unknown) => process.after(backMs, () => reject(error)),
        );
      };
      if (fault === undefined) return does(thereMs, answers);
      this.ways.database.troubled(fault.ms);
      scene.note(() => `database fault ${fault.how} ${fault.ms.toFixed(0)} ms`);
      if (fault.how === 'slow') return does(fault.ms, answers);
      lose(fault.ms);
      if (fault.how === 'after') does(Math.min(thereMs, fault.ms), unheard, true);
      if (fault.how === 'late') does(fault.ms + 300, unheard, true);
    });
  }

  private smallFault(): StoreFault | undefined {
    const { chance } = this.ways.scene;
    if (!chance.happens(0.002)) return undefined;
    return { how: chance.happens(0.5) ? 'before' : 'after', ms: chance.between(1, 50) };
  }
}

function unheard(done: Promise<unknown>): void {
  done.catch(() => undefined);
}
