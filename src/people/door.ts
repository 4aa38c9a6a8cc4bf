import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Settings } from '../settings/settings.js';
import { Drain } from '../watch/drain.port.js';
import { atDoor, closeToOthers, removeDoor } from './door-address.js';
import { DoorDesk } from './door.desk.js';
import { firstLine } from './first-line.js';

const VISITORS_MAX = 4;
const VISIT_MS = 5_000;

/**
 * A back door for the operator: `npm run invite` asks here for a link while the server holds the embedded database. It
 * is a socket in the data directory, open to its owner alone, and a letter counts only if it is sealed with the secret.
 */
@Injectable()
export class Door {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly drain: Drain,
    private readonly desk: DoorDesk,
  ) {}

  /** `origin` is where the links lead that are given out here. */
  async open(origin: string): Promise<void> {
    const data = this.settings.values.LONGWAVE_DATA;
    // Left by a server that was killed. Nobody else can be behind it: the data directory is ours alone.
    removeDoor(data);
    const server = createServer((visitor) => void this.receive(visitor, origin));
    server.maxConnections = VISITORS_MAX;
    await atDoor(data, async (address) => {
      server.listen(address);
      await once(server, 'listening');
    });
    this.drain.join({ name: 'door', step: 'refuse', stop: () => closed(server, data) });
    closeToOthers(data);
  }

  private async receive(visitor: Socket, origin: string): Promise<void> {
    const line = await firstLine(visitor, this.clock, VISIT_MS);
    if (line !== undefined) visitor.end(`${JSON.stringify(await this.desk.answer(line, origin))}\n`);
  }
}

async function closed(server: Server, data: string): Promise<void> {
  server.close();
  await once(server, 'close');
  removeDoor(data);
}
