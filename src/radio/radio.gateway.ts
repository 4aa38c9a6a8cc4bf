import { Injectable, UseFilters } from '@nestjs/common';
import {
  Ack,
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Namespace } from 'socket.io';
import { refuse } from '../kernel/outcome.js';
import { Allow } from '../people/allow.port.js';
import { isHostOf } from '../people/person.port.js';
import { orProblem, RefusalProblem } from '../watch/problem.port.js';
import { Authenticate, HostCommand, type Authenticated, type Done } from '../wire/host.js';
import {
  Join,
  Leave,
  Played,
  Report,
  type Joined,
  type Noted,
  type PlayedAnswer,
  type Reported,
} from '../wire/radio.js';
import { HostDesk } from './host-desk.js';
import { Listeners } from './listeners.js';
import { hostsRoomOf, roomOf } from './radio-rooms.js';
import { personOf, type RadioSocket } from './radio-socket.js';
import { SocketDoor } from './socket-door.js';
import { parsed } from './socket-message.js';
import { SocketProblemFilter } from './socket.problem.filter.js';

/** The radio over Socket.IO, namespace `/radio`. What an event carries is in `src/wire`. */
@WebSocketGateway({ namespace: '/radio' })
@UseFilters(SocketProblemFilter)
@Injectable()
export class RadioGateway implements OnGatewayInit<Namespace>, OnGatewayConnection, OnGatewayDisconnect {
  constructor(
    private readonly door: SocketDoor,
    private readonly listeners: Listeners,
    private readonly desk: HostDesk,
  ) {}

  afterInit(namespace: Namespace): void {
    this.door.open(namespace);
  }

  handleConnection(socket: RadioSocket): void {
    this.door.entered(socket);
  }

  handleDisconnect(socket: RadioSocket): void {
    this.door.left(socket);
    for (const channel of socket.data.channels ?? []) this.listeners.left(channel, socket.id);
  }

  @SubscribeMessage('join')
  @Allow('listener', { channelIn: 'channel' })
  async join(
    @ConnectedSocket() socket: RadioSocket,
    @MessageBody() body: unknown,
    @Ack() answer: ((joined: Joined) => void) | undefined,
  ): Promise<void> {
    const join = parsed(Join, body);
    const person = personOf(socket);
    const isHost = isHostOf(person, join.channel);
    const { channel } = join;
    const underWay = { channel, isLeft: false };
    const hasLeft = (): boolean => underWay.isLeft || !socket.connected;
    socket.data.joining.add(underWay);
    try {
      const joining = { connection: socket.id, person, isHost, hasLeft };
      const refusal = await this.listeners.join(join, joining, (joined) => {
        socket.data.channels.add(channel);
        void socket.join(isHost ? hostsRoomOf(channel) : roomOf(channel));
        answer?.(joined);
      });
      if (refusal !== undefined) throw new RefusalProblem(refusal);
    } finally {
      socket.data.joining.delete(underWay);
    }
  }

  @SubscribeMessage('leave')
  @Allow('listener', { channelIn: 'channel' })
  async leave(@ConnectedSocket() socket: RadioSocket, @MessageBody() body: unknown): Promise<Noted> {
    const { channel } = parsed(Leave, body);
    for (const underWay of socket.data.joining) if (underWay.channel === channel) underWay.isLeft = true;
    if (!socket.data.channels.delete(channel)) return {};
    // All in one moment: a join that comes right after it finds nothing half done.
    this.listeners.left(channel, socket.id);
    await Promise.all([socket.leave(roomOf(channel)), socket.leave(hostsRoomOf(channel))]);
    return {};
  }

  @SubscribeMessage('audio_played')
  @Allow('listener', { channelIn: 'channel' })
  async played(@ConnectedSocket() socket: RadioSocket, @MessageBody() body: unknown): Promise<PlayedAnswer> {
    return orProblem(await this.listeners.played(parsed(Played, body), socket.id));
  }

  @SubscribeMessage('report')
  @Allow('listener', { channelIn: 'channel' })
  report(@ConnectedSocket() socket: RadioSocket, @MessageBody() body: unknown): Reported {
    return orProblem(this.listeners.reported(parsed(Report, body), socket.id));
  }

  @SubscribeMessage('command')
  @Allow('host', { channelIn: 'channel' })
  async command(@ConnectedSocket() socket: RadioSocket, @MessageBody() body: unknown): Promise<Done> {
    const person = personOf(socket);
    if (person.role === 'anonymous') throw new RefusalProblem(refuse('people.not-signed-in'));
    return orProblem(await this.desk.runFor(parsed(HostCommand, body), person));
  }

  /** A socket may outlive the token it came with, if it shows the next one in time. */
  @SubscribeMessage('authenticate')
  @Allow('anyone')
  async authenticate(@ConnectedSocket() socket: RadioSocket, @MessageBody() body: unknown): Promise<Authenticated> {
    return orProblem(await this.door.authenticate(socket, parsed(Authenticate, body)));
  }
}
