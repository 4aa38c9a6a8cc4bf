import { programFile } from '../../src/kernel/program.js';
import type { QueueStatus } from '../../src/wire/host.js';
import type { Joined, Rates } from '../../src/wire/radio.js';
import { Child } from './child.js';
import { Crowd, ratesAt, type Opened, type Received } from './crowd.js';
import { House } from './house.js';
import { clock, Listener, type Place } from './listener.js';
import type { Memory, Sent, Toll } from './witness.js';

const SETTLE_MS = 2_000;
const LOOK_EVERY_MS = 500;
/** Hosts may ask for ten things a second; what is prepared is told to everybody, so with more listeners it takes longer. */
const HOST_MS = 110;
const HOST_MS_PER_LISTENER = 0.1;
const ROUND_MS_MAX = 120_000;

const WORDS = ['Four runs!', 'Just a single.', 'No run.', 'Two more.', 'Good ball.', 'Dropped!', 'Six!', 'Well left.'];

export interface Round {
  readonly received: Received;
  readonly toll: Toll;
}

/** How the listeners came in, and what they cost the server while nothing else happened. */
export interface Arrival extends Opened {
  readonly stallMs: number;
  readonly cpuMs: number;
  readonly bytesPerListener: number;
  readonly heldPerListener: number;
}

export interface Side {
  readonly arrival: Arrival;
  readonly rounds: readonly Round[];
}

export interface Fought {
  readonly ours: Side;
  readonly bare: Side;
}

interface DuelOptions {
  readonly listeners: number;
  /** How many requests go on air in a round. */
  readonly starts: number;
  readonly processes: number;
}

interface Listening {
  readonly crowd: Crowd;
  readonly rates: Rates;
}

interface Measured {
  readonly round: Round;
  /** What was sent before it. */
  readonly prepared: readonly Sent[];
}

interface Ours {
  readonly ours: Measured;
}

/** Longwave and a bare Socket.IO server, each with as many listeners, busy in turns. */
export class Duel {
  constructor(private readonly options: DuelOptions) {}

  async fight(rounds: number): Promise<Fought> {
    const crowd = new Crowd(this.options.listeners, this.options.processes);
    const house = await House.start();
    const bare = new Child(programFile('bench/radio/bare.process.js'), { node: ['--expose-gc'] });
    try {
      return await this.between(house, bare, { crowd, rounds });
    } finally {
      await Promise.all([crowd.close(), bare.kill(), house.remove()]);
    }
  }

  private async between(
    house: House,
    bare: Child,
    { crowd, rounds }: { crowd: Crowd; rounds: number },
  ): Promise<Fought> {
    const ours = { origin: house.origin, channel: await house.channel() };
    const port = await bare.ask<number>('listen', await joinedAt(ours));
    const theirs = { origin: `http://127.0.0.1:${port}`, channel: ours.channel };
    const arrivals = {
      ours: await this.arrive(crowd, house.program, ours),
      bare: await this.arrive(crowd, bare, theirs),
    };
    const rates = await ratesAt(ours);
    // The first of each is for warming up.
    const fought: { ours: Round[]; bare: Round[] } = { ours: [], bare: [] };
    for (let round = 0; round <= rounds; round += 1) {
      const measured = await this.onAir(house, ours, { crowd, rates });
      fought.ours.push(measured.round);
      fought.bare.push(await this.replayed(bare, theirs, { crowd, rates, ours: measured }));
    }
    return {
      ours: { arrival: arrivals.ours, rounds: fought.ours.slice(1) },
      bare: { arrival: arrivals.bare, rounds: fought.bare.slice(1) },
    };
  }

  private async arrive(crowd: Crowd, server: Child, place: Place): Promise<Arrival> {
    const before = await server.ask<Memory>('memory');
    await server.ask('begin');
    const opened = await crowd.open(place);
    await clock.sleep(SETTLE_MS + this.options.listeners / 2);
    const { stallMs, cpuMs } = await server.ask<Toll>('end');
    const after = await server.ask<Memory>('memory');
    return {
      ...opened,
      stallMs,
      cpuMs,
      bytesPerListener: (after.rssBytes - before.rssBytes) / this.options.listeners,
      heldPerListener: (after.heldBytes - before.heldBytes) / this.options.listeners,
    };
  }

  // Speech is made while the channel is paused: what is measured is the sending.
  private async onAir(house: House, place: Place, { crowd, rates }: Listening): Promise<Measured> {
    const { starts, listeners } = this.options;
    const { channel } = place;
    await house.program.ask('begin', true);
    await house.call(`/v1/channels/${channel}/pause`, { method: 'POST' });
    for (let at = 0; at < starts; at += 1) {
      await house.say(channel, { text: WORDS[at % WORDS.length] ?? '' });
      await clock.sleep(HOST_MS + HOST_MS_PER_LISTENER * listeners);
    }
    await this.until(house, channel, ({ requests = [] }) => requests.every(({ ready }) => ready > 0));
    const prepared = await house.program.ask<Toll>('end');
    await clock.sleep(SETTLE_MS);
    await crowd.begin(place, rates);
    await house.program.ask('begin', true);
    await house.call(`/v1/channels/${channel}/resume`, { method: 'POST' });
    await this.until(house, channel, ({ requests = [] }) => requests.length === 0);
    await clock.sleep(SETTLE_MS);
    const toll = await house.program.ask<Toll>('end');
    return { round: { toll, received: await crowd.end(place) }, prepared: prepared.sent };
  }

  // What was sent before the round is sent here too: whoever has just sent a lot sends faster.
  private async replayed(bare: Child, place: Place, { crowd, rates, ours }: Listening & Ours): Promise<Round> {
    await bare.ask('replay', ours.prepared);
    await clock.sleep(SETTLE_MS);
    await crowd.begin(place, rates);
    await bare.ask('begin', true);
    await bare.ask('replay', ours.round.toll.sent);
    await clock.sleep(SETTLE_MS);
    const toll = await bare.ask<Toll>('end');
    return { toll, received: await crowd.end(place) };
  }

  private async until(house: House, channel: string, fits: (queue: QueueStatus) => boolean): Promise<void> {
    const giveUpAt = clock.now() + ROUND_MS_MAX;
    while (clock.now() < giveUpAt) {
      if (fits(await house.call<QueueStatus>(`/v1/channels/${channel}/queue`))) return;
      await clock.sleep(LOOK_EVERY_MS);
    }
    throw new Error('The channel does not get on.');
  }
}

async function joinedAt(place: Place): Promise<Joined> {
  const one = new Listener(place, () => undefined);
  await one.connect();
  const joined = await one.join();
  one.close();
  return joined;
}
