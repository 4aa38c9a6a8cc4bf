import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Person } from '../people/person.port.js';
import { closingOf } from '../radio/leaving.js';
import { beginRanged } from '../radio/ranged-answer.js';
import { SlowReaders } from '../radio/slow-readers.js';
import { StreamTokens } from '../radio/stream-tokens.js';
import type { ArchiveQuery } from '../wire/replay.js';
import { AI_VOICE } from '../wire/streams.js';
import type { ArchivedSound } from './archives.js';

/** Who comes for an archive, and how they are sent its sound: the same whichever way they came in. */
@Injectable()
export class ArchiveDoor {
  constructor(
    private readonly slow: SlowReaders,
    private readonly tokens: StreamTokens,
  ) {}

  /** A token in the address goes on as long as it is used: a long replay is fetched piece by piece. */
  whoIs(id: string, { token }: Pick<ArchiveQuery, 'token'>, person: Person): Person {
    const known = this.tokens.personOf(id, token, person);
    if (token !== undefined && known !== person) this.tokens.used(token);
    return known;
  }

  async send(sound: ArchivedSound, response: ServerResponse): Promise<void> {
    const head = {
      'Content-Type': 'audio/mpeg',
      'Cache-Control': `${sound.isPublic ? 'public' : 'private'}, no-cache`,
      ...AI_VOICE,
    };
    const span = beginRanged({ ...sound, head }, response);
    if (span !== undefined) await this.slow.send(sound.read(span, closingOf(response)), response);
  }
}
