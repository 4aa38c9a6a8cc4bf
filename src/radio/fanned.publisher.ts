import { Injectable } from '@nestjs/common';
import { Fanout } from '../fanout/fanout.port.js';
import type { LogRow, QueuedRequest } from '../wire/radio.js';
import { topicOf, type Said } from './nodes/relays.js';
import { Publisher } from './publisher.port.js';
import { SocketPublisher } from './socket.publisher.js';
import { Tally } from './tally.js';

/** Publishes to the sockets of this process, and to the other nodes for theirs. */
@Injectable()
export class FannedPublisher extends Publisher {
  constructor(
    private readonly sockets: SocketPublisher,
    private readonly fanout: Fanout,
    private readonly tally: Tally,
  ) {
    super();
  }

  publish(row: LogRow, requests: () => readonly QueuedRequest[]): void {
    const message = this.sockets.publish(row, requests);
    if (!this.fanout.isShared) return;
    const hasFarHosts = this.tally.hasFarHosts(row.channel);
    const said: Said = { message, ...(hasFarHosts ? { requests: [...requests()] } : {}) };
    this.fanout.publish(topicOf(row.channel), said);
  }

  dismiss(channel: string): void {
    this.sockets.dismissHere(channel);
  }

  /** What the channel is was changed; with `dismiss` not all who listen may go on, on whichever node. */
  amended(channel: string, dismiss: boolean): void {
    if (dismiss) this.dismiss(channel);
    this.fanout.publish(topicOf(channel), { amended: true, dismiss } satisfies Said);
  }
}
