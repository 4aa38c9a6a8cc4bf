import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type NestMiddleware } from '@nestjs/common';
import { isRefusal } from '../kernel/outcome.js';
import { ANONYMOUS } from '../people/person.port.js';
import { ChannelId } from '../wire/radio.js';
import { ArchiveQuery } from '../wire/replay.js';
import { ArchiveDoor } from './archive-door.js';
import { Archives } from './archives.js';

/** What of Express’ request is of use here. */
interface Routed extends IncomingMessage {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: unknown;
}

/**
 * Players ask for an archive part by part, without a name but what stands in the address: those are answered here, after what
 * every request passes and before Nest's own way to a controller, which takes longer than the answer. Whoever shows who they
 * are, asks for something odd or is refused goes that way, and is answered there: here nobody is told anything but sound.
 */
@Injectable()
export class PlainArchive implements NestMiddleware<Routed, ServerResponse> {
  constructor(
    private readonly archives: Archives,
    private readonly door: ArchiveDoor,
  ) {}

  async use(request: Routed, response: ServerResponse, next: (error?: unknown) => void): Promise<void> {
    const id = ChannelId.safeParse(request.params['id']);
    const asked = ArchiveQuery.safeParse(request.query);
    if (request.headers.authorization !== undefined || !id.success || !asked.success) return next();
    const person = this.door.whoIs(id.data, asked.data, ANONYMOUS);
    const sound = await this.archives.sound(id.data, asked.data, person);
    if (isRefusal(sound)) return next();
    await this.door.send(sound, response);
  }
}
