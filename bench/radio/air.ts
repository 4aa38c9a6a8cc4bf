import type { QueueStatus } from '../../src/wire/host.js';
import type { Entry, Joined, Message } from '../../src/wire/radio.js';
import { House } from './house.js';
import { clock, Listener } from './listener.js';
import { monotonicMs } from './moments.js';

const LOOK_EVERY_MS = 20;
const WAIT_MS = 120_000;
const PROBES = 20;

/** One channel with somebody at it who hears everything. */
export class Studio {
  readonly told: Message[] = [];
  joined: Joined | undefined;
  private readonly ear: Listener;

  constructor(
    private readonly house: House,
    readonly channel: string,
  ) {
    this.ear = new Listener({ origin: house.origin, channel }, (message) => this.told.push(message));
  }

  /** Comes in, or comes back with what it heard last. */
  async open(): Promise<Joined> {
    await this.ear.connect();
    this.joined = await this.ear.join(this.last);
    return this.joined;
  }

  say(text: string, urgency: 'normal' | 'flash' = 'normal'): Promise<string> {
    return this.house.say(this.channel, { text, urgency });
  }

  async command(name: 'pause' | 'resume'): Promise<void> {
    await this.house.call(`/v1/channels/${this.channel}/${name}`, { method: 'POST' });
  }

  async cutShort(request: string): Promise<void> {
    await this.house.call(`/v1/channels/${this.channel}/requests/${request}/skip`, { method: 'POST', body: {} });
  }

  async queue(): Promise<QueueStatus> {
    return this.house.call<QueueStatus>(`/v1/channels/${this.channel}/queue`);
  }

  async prepared(): Promise<void> {
    const isPrepared = async (): Promise<boolean> =>
      (await this.queue()).requests?.every(({ pieces, ready }) => pieces !== null && ready >= pieces) === true;
    await until('everything is prepared', isPrepared);
  }

  /** Where a request starts, as it was announced. */
  async startOf(request: string): Promise<Entry> {
    const started = await until(`${request} is on air`, () =>
      this.told.find(({ change }) => change.started?.request === request),
    );
    const [entry] = started.change.started?.entries ?? [];
    if (entry === undefined) throw new Error('A request went on air without a start.');
    return entry;
  }

  async endOf(request: string): Promise<void> {
    await until(`${request} has ended`, () =>
      this.told.some(({ change }) =>
        change.ended?.some((ended) => ended.request === request && ended.as !== 'interrupted'),
      ),
    );
  }

  /** The server's time less the machine's, from the fastest of some probes. */
  async offsetMs(): Promise<number> {
    let best = { roundTripMs: Infinity, offsetMs: 0 };
    for (let probed = 0; probed < PROBES; probed += 1) {
      const sentAt = monotonicMs();
      const { serverNow } = await this.ear.probe();
      const roundTripMs = monotonicMs() - sentAt;
      if (roundTripMs < best.roundTripMs) best = { roundTripMs, offsetMs: serverNow - sentAt - roundTripMs / 2 };
    }
    return best.offsetMs;
  }

  close(): void {
    this.ear.close();
  }

  private get last(): { epoch: number; seq: number } | undefined {
    const { epoch, seq } = this.told.at(-1) ?? this.joined ?? {};
    return epoch === undefined || seq === undefined ? undefined : { epoch, seq };
  }
}

/** The program, and studios in it. */
export class Air {
  private readonly studios: Studio[] = [];

  private constructor(readonly house: House) {}

  static async during<T>(work: (air: Air) => Promise<T>): Promise<T> {
    const air = new Air(await House.start());
    try {
      return await work(air);
    } finally {
      for (const studio of air.studios) studio.close();
      await air.house.remove();
    }
  }

  async studio(): Promise<Studio> {
    const studio = new Studio(this.house, await this.house.channel());
    this.studios.push(studio);
    await studio.open();
    return studio;
  }
}

export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const giveUpAt = monotonicMs() + WAIT_MS;
  while (monotonicMs() < giveUpAt) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    await clock.sleep(LOOK_EVERY_MS);
  }
  throw new Error(`In vain was waited until ${what}.`);
}
