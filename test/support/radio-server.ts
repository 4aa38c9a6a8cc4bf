import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { HostCommand } from '../../src/wire/host.js';
import {
  type Change,
  Join,
  type Joined,
  type Message,
  Played,
  type Rates,
  Report,
  type Snapshot,
} from '../../src/wire/radio.js';
import { CHANNEL, EMPTY, idOf, joinedOf, messageOf } from './wire.js';

type Reply = (answer: unknown) => void;

/**
 * Speaks the radio's wire over real sockets, for one channel: keeps a log, answers joins from it, and remembers what it was
 * told. What it does not do by itself, a test makes it do: lose a message, hang up, refuse, answer nonsense.
 */
export class RadioServer {
  rates: Rates = { probeMs: 50, reportMs: 3_600_000, acknowledgeWithinMs: 0, rejoinWithinMs: 0 };
  readonly reports: Report[] = [];
  clockId = 'clock-a';
  epoch = 1;
  /** Everything since seq 0 is in it; a join without `last` gets this. */
  snapshot: Snapshot = EMPTY;
  recovers = true;
  /** Answers in the place of the usual ones, by event, each once. */
  readonly instead: { event: string; answer: unknown }[] = [];
  readonly joins: Join[] = [];
  readonly played: Played[] = [];
  readonly commands: HostCommand[] = [];
  readonly told: { event: string; body: unknown }[] = [];
  readonly tokens: unknown[] = [];
  readonly origins: unknown[] = [];
  clocks = 0;
  /** Server time is the clock of this process and so much more. */
  readonly aheadMs = 1_000_000;
  private readonly log: Message[] = [];
  private http: HttpServer | undefined;
  private io: Server | undefined;
  private port = 0;

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get listeners(): number {
    return this.io?.of('/radio').sockets.size ?? 0;
  }

  now(): number {
    return performance.now() + this.aheadMs;
  }

  /** Starts again on the same port when it was stopped. */
  async start(): Promise<void> {
    this.http = createServer();
    this.io = new Server(this.http, { transports: ['websocket'] });
    this.io.of('/radio').on('connection', (socket) => this.serve(socket));
    await new Promise<void>((resolve) => this.http?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.http.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.io?.close();
  }

  hangUp(): void {
    this.io?.of('/radio').disconnectSockets(true);
  }

  /** One commit: in the log, and told to everybody unless it is lost on the way. */
  say(change: Change, { isLost = false } = {}): Message {
    const message = { ...this.message(change), at: this.now() };
    this.log.push(message);
    if (!isLost) this.send(message.name, message);
    return message;
  }

  send(name: string, body: unknown): void {
    this.io?.of('/radio').to(CHANNEL).emit(name, body);
  }

  private message(change: Change): Message {
    const place = `${this.epoch}.${this.log.length + 1}`;
    return messageOf(place, change, { serverNow: this.now(), clockId: this.clockId });
  }

  private serve(socket: Socket): void {
    this.tokens.push(socket.handshake.auth['token']);
    this.origins.push(socket.handshake.headers.origin);
    this.on(socket, 'clock', () => {
      const serverNow = this.now();
      this.clocks += 1;
      return { clockId: this.clockId, serverNow };
    });
    this.on(socket, 'join', (body) => {
      void socket.join(CHANNEL);
      const join = Join.parse(body);
      this.joins.push(join);
      return this.joined(join);
    });
    this.on(socket, 'audio_played', (body) => {
      this.played.push(Played.parse(body));
      return { answer: 'heard' };
    });
    this.on(socket, 'command', (body) => {
      this.commands.push(HostCommand.parse(body));
      return { request: idOf(77) };
    });
    this.on(socket, 'authenticate', (body) => {
      this.told.push({ event: 'authenticate', body });
      return { role: 'host' };
    });
    this.on(socket, 'report', (body) => {
      this.reports.push(Report.parse(body));
      return { rates: this.rates };
    });
    socket.on('leave', (body: unknown) => this.told.push({ event: 'leave', body }));
  }

  private on(socket: Socket, event: string, answer: (body: unknown) => unknown): void {
    socket.on(event, (body: unknown, reply: Reply) => {
      const usual = answer(body);
      const at = this.instead.findIndex((other) => other.event === event);
      reply(at === -1 ? usual : this.instead.splice(at, 1)[0]?.answer);
    });
  }

  private joined({ last }: Join): Joined {
    const place = `${this.epoch}.${this.log.length}`;
    const more = { rates: this.rates, clockId: this.clockId, serverNow: this.now() };
    if (last === undefined || !this.recovers) return joinedOf(place, { ...more, snapshot: this.snapshot });
    return joinedOf(place, { ...more, missed: this.log.slice(last.seq) });
  }
}
