import { Injectable } from '@nestjs/common';
import type { Namespace } from 'socket.io';
import { ServerTime } from '../kernel/server-time.port.js';
import type { LogRow, QueuedRequest } from '../wire/radio.js';
import { Publisher } from './publisher.port.js';
import { hostsRoomOf, roomOf } from './radio-rooms.js';

/** Publishes to the sockets of this process. A message is put together once, however many get it. */
@Injectable()
export class SocketPublisher extends Publisher {
  private namespace: Namespace | undefined;

  constructor(private readonly time: ServerTime) {
    super();
  }

  attach(namespace: Namespace): void {
    this.namespace = namespace;
  }

  publish(row: LogRow, requests: () => readonly QueuedRequest[]): void {
    if (this.namespace === undefined) return;
    const message = { ...row, serverNow: this.time.now(), clockId: this.time.clockId };
    this.namespace.to(roomOf(row.channel)).emit(row.name, message);
    const hosts = hostsRoomOf(row.channel);
    if ((this.namespace.adapter.rooms.get(hosts)?.size ?? 0) === 0) return;
    this.namespace.to(hosts).emit(row.name, { ...message, requests: requests() });
  }

  dismiss(channel: string): void {
    this.namespace?.in([roomOf(channel), hostsRoomOf(channel)]).disconnectSockets(true);
  }
}
