import { randomInt } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { SystemClock, type Cancel } from '../../src/kernel/clock.js';
import type { ClockAnswer, Joined, JoinInput, Message, Rates } from '../../src/wire/radio.js';
import { MESSAGES } from '../../src/wire/radio.js';
import { monotonicMs } from './moments.js';

export const clock = new SystemClock();

/** As `client/src/connection` waits. */
const CONNECT_MS = 8_000;
const ANSWER_MS = 30_000;
const AGAIN_MS = 1_000;
/** A probe is asked in bursts of so many, five bursts at first: as `client/src/connection` does. */
const BURST = 8;
const FIRST_PROBES = 40;

export interface Place {
  readonly origin: string;
  readonly channel: string;
}

/** One listener over a Socket.IO of its own: it joins, probes the clock, and acknowledges what it has heard. */
export class Listener {
  private readonly socket: Socket;
  private cancelProbe: Cancel | undefined;
  private cancelPlayed: Cancel | undefined;
  private unheard = 0;
  private isActive = false;
  connects = 0;

  constructor(
    private readonly place: Place,
    onMessage: (message: Message, at: number) => void,
  ) {
    this.socket = io(`${place.origin}/radio`, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnection: false,
      timeout: CONNECT_MS,
      extraHeaders: { origin: place.origin },
    });
    for (const name of MESSAGES) this.socket.on(name, (message: Message) => onMessage(message, monotonicMs()));
  }

  /** Comes in, however often it is sent away, and probes the clock as one does who has just come. */
  async open(): Promise<Joined> {
    await this.connect();
    const joined = await this.join();
    for (let probed = 0; probed < FIRST_PROBES; probed += 1) await this.probe();
    return joined;
  }

  async connect(): Promise<void> {
    for (;;) {
      this.connects += 1;
      if (await this.comesIn()) return;
      await clock.sleep(AGAIN_MS);
    }
  }

  join(last?: JoinInput['last']): Promise<Joined> {
    return this.ask<Joined>('join', { channel: this.place.channel, ...(last === undefined ? {} : { last }) });
  }

  probe(): Promise<ClockAnswer> {
    return this.ask<ClockAnswer>('clock', { channel: this.place.channel });
  }

  /** Probes at the rate the server asks for, beginning anywhere in it. */
  begin({ probeMs }: Rates): void {
    this.isActive = true;
    const burst = async (): Promise<void> => {
      for (let probed = 0; probed < BURST && this.isActive; probed += 1) await this.probe();
      if (this.isActive) this.cancelProbe = clock.after(probeMs, () => void burst());
    };
    this.cancelProbe = clock.after(randomInt(probeMs), () => void burst());
  }

  /** Heard a request to its end: acknowledges it when its turn comes; one that waits already keeps its turn. */
  heard(chunk: () => string, { acknowledgeWithinMs }: Rates): void {
    this.unheard += 1;
    if (this.cancelPlayed !== undefined || !this.isActive) return;
    this.cancelPlayed = clock.after(randomInt(acknowledgeWithinMs + 1), () => {
      this.cancelPlayed = undefined;
      const body = { channel: this.place.channel, chunk: chunk(), heard: this.unheard };
      this.unheard = 0;
      void this.ask('audio_played', body);
    });
  }

  rest(): void {
    this.isActive = false;
    this.cancelProbe?.();
    this.cancelPlayed?.();
    this.cancelPlayed = undefined;
    this.unheard = 0;
  }

  close(): void {
    this.rest();
    this.socket.disconnect();
  }

  private comesIn(): Promise<boolean> {
    return new Promise((resolve) => {
      this.socket.once('connect', () => {
        this.socket.off('connect_error');
        resolve(true);
      });
      this.socket.once('connect_error', () => {
        this.socket.off('connect');
        this.socket.disconnect();
        resolve(false);
      });
      this.socket.connect();
    });
  }

  private ask<T>(event: string, body: unknown): Promise<T> {
    return this.socket.timeout(ANSWER_MS).emitWithAck(event, body) as Promise<T>;
  }
}
