import { Injectable } from '@nestjs/common';
import type { Namespace, Socket } from 'socket.io';
import type { Cancel } from '../kernel/clock.js';
import { ServerTime } from '../kernel/server-time.port.js';
import { Bearers } from '../people/bearer.port.js';
import { Log } from '../watch/log.port.js';
import type { Closing, ClosingReason } from '../wire/radio.js';
import type { RadioSocket } from './radio-socket.js';
import { RadioMetrics } from './radio.metrics.js';
import { isHostsRoom } from './radio-rooms.js';

const EVERY_MS = 1_000;
/** A listener who does not read for so long would make us keep everything for it. */
const WAITING_PACKETS_MAX = 64;
const BURST_PACKETS_MAX = 512;
const WAITING_BYTES_MAX = 256 * 1_024;
/** A host is sent the whole queue with every change: 200 requests of 2,000 characters. Hosts are few. */
const HOSTS_BYTES_MAX = 4 * 1_024 * 1_024;
/** Whoever connects and joins nothing. */
const IDLE_MS = 60_000;

/** Closes sockets that should not go on: too slow, too loud, signed out, or here for nothing. */
@Injectable()
export class SocketWatch {
  private timer: Cancel | undefined;
  private namespace: Namespace | undefined;

  constructor(
    private readonly time: ServerTime,
    private readonly bearers: Bearers,
    private readonly metrics: RadioMetrics,
    private readonly log: Log,
  ) {}

  begin(namespace: Namespace): void {
    this.namespace = namespace;
    this.bearers.onSignedOut((session) => {
      for (const socket of socketsOf(namespace)) if (sessionOf(socket) === session) this.kick(socket, 'signed-out');
    });
    const round = (): void => {
      this.look(namespace);
      this.timer = this.time.after(EVERY_MS, round);
    };
    this.timer = this.time.after(EVERY_MS, round);
  }

  /** At a stop: everybody is told when to come back, not all at once. */
  closeAll(): Promise<void> {
    this.timer?.();
    const sockets = this.namespace === undefined ? [] : socketsOf(this.namespace);
    for (const socket of sockets) this.kick(socket, 'draining');
    return Promise.resolve();
  }

  kick(socket: RadioSocket, reason: ClosingReason): void {
    // What it had sent already comes after it.
    if (!socket.connected) return;
    this.metrics.kicked.inc({ reason });
    this.log.debug('a socket was closed', { reason });
    (socket as Socket).emit('closing', { reason } satisfies Closing);
    socket.disconnect(true);
  }

  /** Before it is answered anything more: a burst of questions may wait for its answers for a moment. Whether it was. */
  kickStalled(socket: RadioSocket): boolean {
    return this.kickSlow(socket, BURST_PACKETS_MAX);
  }

  private kickSlow(socket: RadioSocket, packetsMax: number): boolean {
    const slow = isSlow(socket, packetsMax);
    if (slow) {
      this.kick(socket, 'slow');
      // Closing politely waits until all is sent, which is never: it would hold what it was to be sent for a minute.
      transportOf(socket).socket?.terminate?.();
    }
    return slow;
  }

  private look(namespace: Namespace): void {
    const now = this.time.now();
    for (const socket of socketsOf(namespace)) {
      if (this.kickSlow(socket, WAITING_PACKETS_MAX)) continue;
      if (!this.bearers.holds(socket.data.identity)) this.kick(socket, 'signed-out');
      else if (socket.data.channels.size === 0 && now - socket.data.since > IDLE_MS) this.kick(socket, 'idle');
    }
  }
}

function socketsOf(namespace: Namespace): RadioSocket[] {
  return [...namespace.sockets.values()] as RadioSocket[];
}

function sessionOf({ data }: RadioSocket): string | undefined {
  const { person } = data.identity;
  return person.role === 'anonymous' ? undefined : person.session;
}

interface Transport {
  readonly socket?: { readonly bufferedAmount?: number; readonly terminate?: () => void };
}

function transportOf({ conn }: RadioSocket): Transport {
  return conn.transport as unknown as Transport;
}

function isSlow(socket: RadioSocket, packetsMax: number): boolean {
  const { writeBuffer } = socket.conn as unknown as { writeBuffer: unknown[] };
  const { bufferedAmount = 0 } = transportOf(socket).socket ?? {};
  const bytesMax = [...socket.rooms].some(isHostsRoom) ? HOSTS_BYTES_MAX : WAITING_BYTES_MAX;
  return writeBuffer.length > packetsMax || bufferedAmount > bytesMax;
}
