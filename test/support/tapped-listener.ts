import { Acknowledging } from '../../client/src/connection/acknowledging.js';
import { Connection } from '../../client/src/connection/connection.js';
import type { FollowedChannel } from '../../client/src/connection/followed-channel.js';
import { socketLine } from '../../client/src/connection/socket.line.js';
import { SoundWatch } from '../../client/src/connection/sound-watch.js';
import { surroundings } from '../../client/src/connection/surroundings.js';
import { Joined, MESSAGES, type Entry, type Message } from '../../src/wire/radio.js';
import { until } from './until.js';

interface Hearing {
  readonly origin: string;
  readonly channel: string;
  /** Whether it tells what it heard. */
  readonly acknowledges?: boolean;
}

/** A listener as the pages have it, that also keeps every message as it came over the wire. */
export class TappedListener {
  /** By place, as told first; told again they must be the same. */
  readonly told: Message[] = [];
  readonly joins: Joined[] = [];
  readonly heard: Entry[] = [];
  /** What has sounded out for it, also what began while it was too busy to look. */
  readonly heardOut: Entry[] = [];
  readonly followed: FollowedChannel;
  private readonly connection: Connection;
  private readonly watch: SoundWatch;
  private readonly acknowledging: Acknowledging;

  constructor({ origin, channel, acknowledges = false }: Hearing) {
    this.connection = new Connection((events) => {
      const line = socketLine(origin, () => undefined, {
        ...events,
        onOpen: () => events.onOpen(),
        onShut: (why) => events.onShut(why),
        onMessage: (name, body) => {
          if (MESSAGES.some((known) => known === name)) this.told.push(body as Message);
          events.onMessage(name, body);
        },
      });
      return { ...line, send: (event, body, answered) => line.send(event, body, this.tap(event, answered)) };
    }, surroundings);
    this.followed = this.connection.join({ channel, onChange: () => this.watch?.look() });
    this.acknowledging = new Acknowledging(this.followed, surroundings);
    this.watch = new SoundWatch(this.followed, surroundings, {
      onSound: (entry) => this.heard.push(entry),
      onEnd: (entry) => {
        this.heardOut.push(entry);
        if (acknowledges) this.acknowledging.heard(entry);
      },
    });
    this.connection.open();
  }

  /** The chunks whose starts it was ever told. */
  get held(): ReadonlySet<string> {
    const joined = this.joins.flatMap(({ snapshot }) => snapshot?.entries ?? []);
    const told = this.told.flatMap(({ change: { started, cued, chunks = [] } }) => [
      ...(started?.entries ?? []),
      ...(cued?.entries ?? []),
      ...chunks,
    ]);
    return new Set([...joined, ...told].map(({ chunk }) => chunk));
  }

  get isIn(): boolean {
    return this.joins.length > 0 && this.followed.following.needs === undefined;
  }

  async in(): Promise<this> {
    await until('the listener has joined', () => this.isIn);
    return this;
  }

  close(): void {
    this.watch.stop();
    this.acknowledging.stop();
    this.connection.close();
  }

  private tap(event: string, answered: ((answer: unknown) => void) | undefined) {
    if (answered === undefined || event !== 'join') return answered;
    return (answer: unknown) => {
      const joined = Joined.safeParse(answer);
      if (joined.success) this.joins.push(joined.data);
      if (joined.success) this.told.push(...(joined.data.missed ?? []));
      answered(answer);
    };
  }
}
