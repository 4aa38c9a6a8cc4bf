import type { Request } from '../../src/radio/model/state.js';
import { channel } from '../support/kept-channel.js';
import { MemoryChannelStore } from '../support/memory.channel-store.js';
import { AirChecks } from './air-checks.js';
import { SimulatedDatabase } from './database.js';
import { EarChecks } from './ear-checks.js';
import { EndChecks } from './end-checks.js';
import { Faults } from './faults.js';
import { SimulatedHost } from './host.js';
import { Hosting } from './hosting.js';
import { SimulatedListener } from './listener.js';
import { LogChecks } from './log-checks.js';
import { SimulatedNode } from './node.js';
import type { BootClock } from './process.js';
import type { DataDirectories } from './run.js';
import { CHANNEL, Scene } from './scene.js';
import { drawSchedule, type Action, type Schedule } from './schedule.js';
import { Speech } from './speech.js';

const HOSTS = 4;
/** Longer than everything that may still be said or made. */
const QUIET_MS_MAX = 900_000;
const LOOK_MS = 2_000;
/** Two silences of one connection, and all that follows from them. */
const CALM_MS = 9_000;

/** A radio, its listeners and its hosts, with nothing real in between. */
export class World {
  readonly scene: Scene;
  readonly schedule: Schedule;
  readonly log: LogChecks;
  faultsAndCommands = 0;
  requests = 0;
  private readonly database: SimulatedDatabase;
  private readonly speech: Speech;
  private readonly clocks = new Map<string, BootClock>();
  private readonly directories: DataDirectories = new Map();
  private readonly nodes: SimulatedNode[] = [];
  private readonly listeners: SimulatedListener[];
  private readonly ears: EarChecks[];
  private readonly hosts: SimulatedHost[];
  private readonly air: AirChecks;
  private readonly hosting: Hosting;
  private readonly faults: Faults;

  constructor(seed: number, keepsLines: boolean) {
    this.scene = new Scene(seed, keepsLines, () => this.look());
    const { scene } = this;
    this.schedule = drawSchedule(scene.chance, scene.measure);
    this.database = new SimulatedDatabase(scene);
    this.speech = new Speech(scene);
    const clockOf = (clockId: string): BootClock | undefined => this.clocks.get(clockId);
    this.log = new LogChecks({ scene, database: this.database, clockOf });
    const nodeFor = (): SimulatedNode | undefined => this.nodeFor();
    this.listeners = Array.from({ length: this.schedule.listeners }, (_, at) => this.listener(at, clockOf));
    this.ears = this.listeners.map((listener) => new EarChecks(listener, scene));
    this.hosts = Array.from({ length: HOSTS }, (_, at) => {
      const onDone = this.hasDone.bind(this);
      return new SimulatedHost({ scene, name: `host-${at + 1}`, nodeFor, onDone });
    });
    const isDisturbed = (): boolean => this.isDisturbed();
    this.air = new AirChecks({ scene, database: this.database, log: this.log, isDisturbed });
    const kept = (): readonly Request[] => this.kept();
    this.hosting = new Hosting({ scene, speech: this.speech, hosts: this.hosts, kept });
    const restart = this.restart.bind(this);
    const { database, listeners, nodes } = this;
    this.faults = new Faults({ scene, database, listeners, nodes, kept, restart });
  }

  /** The whole schedule, and then quiet. */
  async run(): Promise<void> {
    const { scene, schedule } = this;
    const here = { node: 'a', run: scene.ids.next(), clock: scene.clock, clockId: 'any', aliveAt: () => undefined };
    await new MemoryChannelStore(this.database.memory, here).create(
      channel(CHANNEL, { gapMs: scene.chance.pick([408, 408, 0, 1_200]) ?? 408 }),
    );
    for (let nth = 0; nth < schedule.nodes; nth += 1) this.start(`node-${nth + 1}`, this.newClock());
    this.listeners.forEach((listener) => listener.connect());
    for (const action of schedule.actions) scene.clock.after(action.atMs, () => this.act(action));
    await scene.clock.advance(schedule.ms);
    await this.calmDown();
  }

  private async calmDown(): Promise<void> {
    const { scene } = this;
    scene.note(() => 'nothing goes wrong any more');
    this.faults.calm();
    for (const listener of this.listeners) listener.comeBack();
    // Whoever is still asking gets an answer first: a pause that comes last would last.
    await scene.clock.advance(CALM_MS);
    for (let ms = 0; ms < QUIET_MS_MAX && !this.isEveryIntentKnown(); ms += LOOK_MS) await scene.clock.advance(LOOK_MS);
    this.hosting.finish(this.schedule.closes);
    for (let ms = 0; ms < QUIET_MS_MAX && !this.isOver(); ms += LOOK_MS) {
      if (!scene.measure.isHeardOut) this.hosting.clear();
      await scene.clock.advance(LOOK_MS);
    }
    await scene.clock.advance(CALM_MS);
    const intents = this.hosts.flatMap((host) => host.intents);
    const { database, log, speech, listeners } = this;
    new EndChecks({ scene, database, log, speech, listeners, intents }).check();
    for (const node of this.nodes) node.process.die();
    await scene.clock.advance(0);
  }

  get comparedLive(): number {
    return this.ears.reduce((sum, { comparedLive }) => sum + comparedLive, 0);
  }

  private isOver(): boolean {
    return this.isEveryIntentKnown() && this.kept().every(({ place }) => place.at === 'ended');
  }

  private isEveryIntentKnown(): boolean {
    return this.hosts.every(({ intents }) => intents.every(({ answer }) => answer !== undefined));
  }

  private act(action: Action): void {
    if (action.does === 'say') {
      this.requests += 1;
      if (this.hosting.say(action.urgency)) this.faultsAndCommands += 1;
      return;
    }
    this.faultsAndCommands += 1;
    if (action.does === 'command') this.hosting.command(action.name);
    else this.faults.happen(action.name);
  }

  private look(): void {
    this.air.look();
    for (const ear of this.ears) ear.look(this.log.told);
  }

  // What is acknowledged to a host is written.
  private hasDone({ command }: { command: { name: string } }, { request }: { request?: string | undefined }): void {
    if (command.name !== 'enqueue' && command.name !== 'edit') return;
    const isThere = request !== undefined && this.database.memory.channels.get(CHANNEL)?.requests.has(request);
    if (!isThere) this.scene.broken(`${request} was acknowledged and is not written`);
  }

  private kept(): readonly Request[] {
    return [...(this.database.memory.channels.get(CHANNEL)?.requests.values() ?? [])];
  }

  private isDisturbed(): boolean {
    const isNodeGone = this.nodes.some(({ process }) => process.isDead || process.isFrozen);
    return this.database.isTroubled || isNodeGone || !this.nodes.some(({ stations }) => stations.running(CHANNEL));
  }

  private nodeFor(): SimulatedNode | undefined {
    return this.scene.chance.pick(this.nodes.filter(({ process }) => !process.isDead));
  }

  private start(name: string, boot: BootClock): SimulatedNode {
    const { scene, database, speech, log, directories } = this;
    const node = new SimulatedNode({ scene, database, speech, witness: log, name, boot, directories });
    this.nodes.push(node);
    node.begin();
    return node;
  }

  private restart(old: SimulatedNode, isNewBoot: boolean): void {
    this.nodes.splice(this.nodes.indexOf(old), 1);
    this.scene.note(() => `${old.name} starts again${isNewBoot ? ' after a boot' : ''}`);
    this.start(old.name, isNewBoot ? this.newClock() : old.boot);
  }

  // Each differs from the others by something that is far from a whole frame.
  private newClock(): BootClock {
    const nth = this.clocks.size;
    const offsetMs = this.scene.chance.whole(-40, 40) * 24 + ((nth * 5) % 24) + 0.5;
    const clock = { clockId: `clock-${nth + 1}`, offsetMs };
    this.clocks.set(clock.clockId, clock);
    return clock;
  }

  private listener(at: number, clockOf: (clockId: string) => BootClock | undefined): SimulatedListener {
    const { scene } = this;
    return new SimulatedListener({
      scene,
      name: `listener-${at + 1}`,
      nodeFor: () => this.nodeFor(),
      clockOf,
      delayMs: at === 2 ? scene.chance.whole(5, 20) * 1_000 : 0,
      linkMs: scene.chance.between(5, 150),
      isHost: at === 0,
    });
  }
}
