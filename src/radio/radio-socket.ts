import type { Socket } from 'socket.io';
import { ANONYMOUS, type Identity, type Person } from '../people/person.port.js';
import type { SocketRate } from './socket-limits.js';

export interface JoinUnderWay {
  readonly channel: string;
  isLeft: boolean;
}

export interface SocketData {
  identity: Identity;
  channels: Set<string>;
  /** Joins under way: whoever leaves meanwhile is not let in by them. */
  joining: Set<JoinUnderWay>;
  rate: SocketRate;
  since: number;
}

export type RadioSocket = Socket<Record<string, never>, Record<string, never>, Record<string, never>, SocketData>;

export function personOf({ data }: RadioSocket): Person {
  return data.identity?.person ?? ANONYMOUS;
}
