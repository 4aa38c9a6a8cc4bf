import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { Database } from '../../src/database/database.port.js';
import type { Conductor } from '../../src/radio/conductor.js';
import { Stations } from '../../src/radio/stations.js';
import type { NewChannelInput, QueueStatus, SayInput } from '../../src/wire/host.js';
import type { JoinInput, Joined, Message, MessageName } from '../../src/wire/radio.js';
import { MESSAGES } from '../../src/wire/radio.js';
import { SocketAdapter } from '../../src/radio/socket.adapter.js';
import { PeopleApp, type Call } from './people-app.js';
import { until } from './until.js';

interface Hosting extends Call {
  readonly key?: string;
}

/** A socket that keeps everything it is told. */
export class Ear {
  readonly told: Message[] = [];

  constructor(readonly socket: Socket) {
    for (const name of MESSAGES) socket.on(name, (message: Message) => this.told.push(message));
  }

  ask<T>(event: string, body?: unknown): Promise<T> {
    return this.socket.timeout(20_000).emitWithAck(event, body) as Promise<T>;
  }

  join(join: JoinInput): Promise<Joined> {
    return this.ask<Joined>('join', join);
  }

  /** The next message of this name that is not told yet, or the first that fits. */
  hears(name: MessageName, fits: (message: Message) => boolean = () => true): Promise<Message> {
    return until(`hears ${name}`, () => this.told.find((message) => message.name === name && fits(message)));
  }
}

/** The whole house with its radio, and hands to work it. */
export class RadioApp {
  private readonly ears: Ear[] = [];

  private constructor(readonly house: PeopleApp) {}

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<RadioApp> {
    return new RadioApp(await PeopleApp.open(environment, { sockets: (app) => new SocketAdapter(app) }));
  }

  get origin(): string {
    return `http://127.0.0.1:${this.house.port}`;
  }

  async channel(input: Partial<NewChannelInput> = {}): Promise<string> {
    const token = await this.house.accessToken('admin');
    const body = { title: 'Final', ...input };
    const answer = await this.house.call('/v1/channels', { method: 'POST', token, body });
    if (answer.status !== 201) throw new Error(answer.text);
    return (JSON.parse(answer.text) as { id: string }).id;
  }

  async say(channel: string, say: SayInput, key: string = randomUUID()) {
    const token = await this.house.accessToken('host', [channel]);
    const path = `/v1/channels/${channel}/requests`;
    return this.house.call(path, { method: 'POST', token, body: say, headers: { 'idempotency-key': key } });
  }

  /** What one host after the other does over HTTP, each with a key of its own. */
  async host(channel: string, path: string, { key = randomUUID(), headers = {}, ...call }: Hosting = {}) {
    const token = call.token ?? (await this.house.accessToken('host', [channel]));
    const answer = await this.house.call(`/v1/channels/${channel}/${path}`, {
      method: 'POST',
      ...call,
      token,
      headers: { 'idempotency-key': key, ...headers },
    });
    return {
      ...answer,
      body: JSON.parse(answer.text) as Record<string, unknown> & { code?: string; request?: string },
    };
  }

  /** The id of a request that was accepted. */
  async said(channel: string, say: SayInput): Promise<string> {
    const { body, status, text } = await this.host(channel, 'requests', { body: say });
    if (status !== 201 || body.request === undefined) throw new Error(text);
    return body.request;
  }

  async queue(channel: string): Promise<QueueStatus> {
    const token = await this.house.accessToken('host', [channel]);
    return JSON.parse((await this.house.call(`/v1/channels/${channel}/queue`, { token })).text) as QueueStatus;
  }

  /** Who runs a channel. */
  conductor(channel: string): Conductor {
    const conductor = this.house.app.get(Stations).running(channel);
    if (conductor === undefined) throw new Error(`Nobody runs ${channel}.`);
    return conductor;
  }

  /** As if another process had had the channel and died: this one takes it, with what is kept of it. */
  async takeOver(channel: string, deadFor = '1 hour'): Promise<void> {
    const before = this.conductor(channel);
    const dead = randomUUID();
    await this.query(
      `INSERT INTO nodes SELECT $1, 'other', clock_id, ahead_ms, now() - $2::interval FROM nodes LIMIT 1`,
      [dead, deadFor],
    );
    await this.query('UPDATE channels SET owner = $1 WHERE id = $2', [dead, channel]);
    const stations = this.house.app.get(Stations);
    await until('it is taken over', () => {
      const now = stations.running(channel);
      return now !== undefined && now !== before && now.recent.length > 0;
    });
  }

  /** A request's sound as it is asked for, and what it came with. */
  async sound(path: string, { token, headers = {}, method = 'GET' }: Call = {}) {
    const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await fetch(`${this.origin}${path}`, { method, headers: { ...headers, ...bearer } });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.house.app.get(Database).query<Row>(text, [...values]);
  }

  async ear(token?: string): Promise<Ear> {
    const auth = token === undefined ? {} : { token };
    const socket = io(`${this.origin}/radio`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth,
      extraHeaders: { origin: this.origin },
    });
    const ear = new Ear(socket);
    this.ears.push(ear);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return ear;
  }

  async close(): Promise<void> {
    for (const { socket } of this.ears) socket.disconnect();
    await this.house.close();
  }
}
