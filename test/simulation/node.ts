import { Registry } from 'prom-client';
import { Fault } from '../../src/kernel/fault.js';
import { refuse, type Refusal } from '../../src/kernel/outcome.js';
import { ANONYMOUS } from '../../src/people/model/person.js';
import { AttendanceClerk } from '../../src/radio/attendance-clerk.js';
import { Attendance } from '../../src/radio/attendance.port.js';
import { HostDesk } from '../../src/radio/host-desk.js';
import { Listeners } from '../../src/radio/listeners.js';
import { elsewhere } from '../../src/radio/nodes/far-nodes.js';
import { Wherever } from '../../src/radio/nodes/wherever.js';
import { Publisher } from '../../src/radio/publisher.port.js';
import { RadioMetrics } from '../../src/radio/radio.metrics.js';
import { ListenerReports } from '../../src/radio/listener-reports.js';
import { Stretches } from '../../src/radio/stretches.js';
import { Sayable } from '../../src/radio/sayable.js';
import { Stations } from '../../src/radio/stations.js';
import { Tally } from '../../src/radio/tally.js';
import { Visitors } from '../../src/radio/visitors.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { Log, type LogFields } from '../../src/watch/log.port.js';
import type { Done, HostCommand } from '../../src/wire/host.js';
import type { Join, Joined, LogRow, Message, PlayedAnswer, QueuedRequest } from '../../src/wire/radio.js';
import { LoneQuestions } from '../support/lone-questions.js';
import { MemoryBlobStore } from '../support/memory.blob-store.js';
import { PaperAiredSound } from '../support/paper.aired-sound.js';
import type { SimulatedDatabase } from './database.js';
import { FaultyChannelStore, type StoreWitness } from './faulty.channel-store.js';
import type { Link } from './link.js';
import { SimulatedProcess, SimulatedTime, type BootClock } from './process.js';
import { SimulatedRun, type DataDirectories } from './run.js';
import { CHANNEL, type Scene } from './scene.js';
import { SimulatedMaker, type Speech } from './speech.js';

export interface NodeWitness extends StoreWitness {
  published(row: LogRow): void;
  admitted(joined: Joined, asked: Join): void;
}

export interface NodeParts {
  readonly scene: Scene;
  readonly database: SimulatedDatabase;
  readonly speech: Speech;
  readonly witness: NodeWitness;
  readonly name: string;
  readonly boot: BootClock;
  readonly directories: DataDirectories;
}

/** What a node sends to a listener who is there. */
export interface Receiver {
  receive(message: Message): void;
  joined(joined: Joined): void;
  refused(refusal: Refusal): void;
}

interface Seat {
  readonly link: Link;
  readonly receiver: Receiver;
  readonly isHost: boolean;
}

const metrics = new RadioMetrics({ registry: new Registry() });
const settings = parseSettings({});
const KEY = Buffer.alloc(32, 7);
/** A listener's probes notice a node that does not answer. */
const SILENCE_MS = 6_000;

/** One process of the production radio, all of it but the sockets and the tables. */
export class SimulatedNode {
  readonly process: SimulatedProcess;
  readonly time: SimulatedTime;
  readonly stations: Stations;
  private readonly here: SimulatedRun;
  private readonly listeners: Listeners;
  private readonly desk: HostDesk;
  private readonly seats = new Map<string, Seat>();

  constructor(private readonly parts: NodeParts) {
    const { scene, boot, database, witness, speech, name } = parts;
    const process = new SimulatedProcess(scene.clock);
    const time = new SimulatedTime(process, scene.clock, boot);
    const here = new SimulatedRun(name, time, parts.directories, scene);
    const store = new FaultyChannelStore({ scene, database, process, here, witness });
    const maker = new SimulatedMaker(scene, speech, time);
    const tally = new Tally();
    const log = new LoudLog(scene);
    const publisher = new SeatPublisher(this.seats, (row) => this.told(row));
    const emptyRoom = { mayBegin: () => true };
    const random = scene.chance.draw;
    this.process = process;
    this.here = here;
    this.time = time;
    this.stations = new Stations({ time, store, maker, publisher, tally, metrics, emptyRoom, log, random });
    const { stations } = this;
    const visitors = new Visitors(stations, store, settings);
    const attendance = new Uncounted();
    const clerk = new AttendanceClerk({ time, attendance, tally, stations, reports: new ListenerReports(), log });
    const far = { arePossible: false, ask: () => Promise.resolve(elsewhere()) };
    const wherever = new Wherever({ stations, questions: new LoneQuestions(), far });
    const relays = { to: () => Promise.resolve(undefined), has: () => false };
    const farAudience = { hostJoins: () => undefined };
    const rooms = { stations, store, tally, time, visitors, clerk, wherever, relays, farAudience };
    this.listeners = new Listeners({ ...rooms, node: name, key: KEY });
    const stretches = new Stretches(new PaperAiredSound([]), visitors, time);
    const sayable = new Sayable(maker, new MemoryBlobStore(), stretches);
    this.desk = new HostDesk(wherever, sayable, time, scene.ids);
  }

  get name(): string {
    return this.parts.name;
  }

  get boot(): BootClock {
    return this.parts.boot;
  }

  begin(): void {
    void this.stations.begin();
  }

  die(): void {
    this.parts.scene.note(() => `${this.name} dies`);
    this.here.ended();
    this.process.die();
    for (const { link } of this.seats.values()) {
      this.parts.scene.clock.after(this.parts.scene.chance.between(0, 3_000), link.onSilence);
    }
    this.seats.clear();
  }

  freeze(ms: number): void {
    this.parts.scene.note(() => `${this.name} freezes for ${ms.toFixed(0)} ms`);
    this.process.freeze(ms);
    for (const { link } of this.seats.values()) {
      this.parts.scene.clock.after(SILENCE_MS, () => {
        if (this.process.isFrozen) link.onSilence();
      });
    }
  }

  join(seat: Seat, asked: Join): void {
    const { link, receiver, isHost } = seat;
    const admit = (joined: Joined): void => {
      this.seats.set(link.id, seat);
      this.parts.witness.admitted(joined, asked);
      link.down(() => receiver.joined(joined));
    };
    const refused = (refusal: Refusal | undefined): void => {
      if (refusal !== undefined) link.down(() => receiver.refused(refusal));
    };
    this.process.does(() => {
      const hasLeft = (): boolean => !link.isOpen;
      const joining = { connection: link.id, person: ANONYMOUS, isHost, hasLeft };
      void this.orRefusal(this.listeners.join(asked, joining, admit)).then(refused);
    });
  }

  left(link: Link): void {
    this.process.does(() => {
      if (this.seats.delete(link.id)) this.listeners.left(CHANNEL, link.id);
    });
  }

  played(link: Link, chunk: string, answered: (answer: PlayedAnswer | Refusal) => void): void {
    this.process.does(() => {
      const asked = this.listeners.played({ channel: CHANNEL, chunk, heard: 1 }, link.id);
      void this.orRefusal(asked).then((answer) => link.down(() => answered(answer)));
    });
  }

  command(command: HostCommand, host: string, answered: (answer: Done | Refusal) => void): void {
    this.process.does(() => void this.orRefusal(this.desk.run(command, host)).then(answered));
  }

  private told(row: LogRow): (requests: () => readonly QueuedRequest[]) => void {
    this.parts.witness.published(row);
    const message = { ...row, serverNow: this.time.now(), clockId: this.time.clockId };
    return (requests) => {
      for (const { link, receiver, isHost } of this.seats.values()) {
        const told = isHost ? { ...message, requests: [...requests()] } : message;
        link.down(() => receiver.receive(told));
      }
    };
  }

  // What the doors do with a fault: whoever asked may try again. Anything else is our own mistake.
  private async orRefusal<T>(asked: Promise<T>): Promise<T | Refusal> {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof Fault)) this.parts.scene.broken(`a mistake of our own: ${String(error)}`);
      return error instanceof Fault ? refuse(error.code) : refuse('server.fault');
    }
  }
}

class SeatPublisher extends Publisher {
  constructor(
    private readonly seats: ReadonlyMap<string, Seat>,
    private readonly tell: (row: LogRow) => (requests: () => readonly QueuedRequest[]) => void,
  ) {
    super();
  }

  publish(row: LogRow, requests: () => readonly QueuedRequest[]): void {
    this.tell(row)(requests);
  }

  dismiss(): void {
    for (const { link } of this.seats.values()) link.onSilence();
  }
}

class Uncounted extends Attendance {
  joined(): Promise<void> {
    return Promise.resolve();
  }

  left(): Promise<void> {
    return Promise.resolve();
  }

  present(): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(new Map());
  }

  heard(): Promise<void> {
    return Promise.resolve();
  }

  totals(): Promise<readonly never[]> {
    return Promise.resolve([]);
  }
}

/** Whatever is logged as our own mistake breaks the run. */
class LoudLog extends Log {
  constructor(private readonly scene: Scene) {
    super();
  }

  debug(): void {
    return undefined;
  }

  info(): void {
    return undefined;
  }

  warn(sentence: string, fields: LogFields = {}): void {
    const { error } = fields;
    this.scene.note(() => `warn: ${sentence} ${error instanceof Error ? error.message : ''}`);
  }

  error(sentence: string, fields: LogFields = {}): void {
    const { error } = fields;
    this.scene.broken(`${sentence}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
