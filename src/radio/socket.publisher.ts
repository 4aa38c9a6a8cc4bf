import { Injectable } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import { ServerTime } from '../kernel/server-time.port.js';
import type { LogRow, Message, QueuedRequest } from '../wire/radio.js';
import { hostsRoomOf, roomOf } from './radio-rooms.js';

/** Tells the sockets of this process. A message is put together once, however many get it. */
@Injectable()
export class SocketPublisher {
  private namespace: Namespace | undefined;

  constructor(private readonly time: ServerTime) {}

  attach(namespace: Namespace): void {
    this.namespace = namespace;
  }

  /** A row of the log, as it is sent now. */
  publish(row: LogRow, requests: () => readonly QueuedRequest[]): Message {
    const message = { ...row, serverNow: this.time.now(), clockId: this.time.clockId };
    this.send(message, requests);
    return message;
  }

  /** `requests` is for hosts alone, and only worked out where there are any. */
  send(message: Message, requests: () => readonly QueuedRequest[] | undefined): void {
    if (this.namespace === undefined) return;
    const { channel, name } = message;
    this.namespace.to(roomOf(channel)).emit(name, message);
    const hosts = hostsRoomOf(channel);
    if ((this.namespace.adapter.rooms.get(hosts)?.size ?? 0) === 0) return;
    const queue = requests();
    this.namespace.to(hosts).emit(name, queue === undefined ? message : { ...message, requests: queue });
  }

  dismissHere(channel: string): void {
    this.namespace?.in([roomOf(channel), hostsRoomOf(channel)]).disconnectSockets(true);
  }
}
