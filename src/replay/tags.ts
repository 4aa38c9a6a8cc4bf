import { createHash } from 'node:crypto';
import { FRAME_MS } from '../audio/model/frames.js';
import type { ServerMs } from '../kernel/clock.js';
import { keepNewest } from '../kernel/keep-newest.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { Channel } from '../radio/channel-store.port.js';
import { framesOf } from '../radio/model/layout.js';
import { chaptersOf } from './model/chapters.js';
import { id3Of, placesFor } from './model/id3.js';
import type { Sheet } from './sheets.js';
import type { ToldMatches } from './told-matches.js';

/** What stands before the sound of a file. */
export interface Tag {
  readonly bytes: Uint8Array;
  /** Another one where it says something else; nothing where there is none. */
  readonly version: string;
}

export interface TagsParts {
  readonly told: Pick<ToldMatches, 'on'>;
  readonly time: Pick<ServerTime, 'now'>;
}

interface Known {
  readonly at: ServerMs;
  readonly tag: Promise<Tag>;
}

const NONE: Tag = { bytes: new Uint8Array(0), version: '' };
/** A match goes on, and is corrected, while what was heard of it stays as it is. */
const SURE_MS = 1_000;
/** Some megabytes. */
const TAGS_MAX = 100;

/** The tags of archives that tell of a match: its chapters. Others have none. */
export class Tags {
  private readonly known = new Map<string, Known>();

  constructor(private readonly parts: TagsParts) {}

  of(channel: Channel, sheet: Sheet, until = Infinity): Promise<Tag> {
    if (channel.match === undefined || sheet.parts.length === 0) return Promise.resolve(NONE);
    const name = `${sheet.version} ${until} ${channel.id}`;
    const now = this.parts.time.now();
    const before = this.known.get(name);
    if (before !== undefined && before.at > now - SURE_MS) return before.tag;
    const known: Known = { at: now, tag: this.make(channel, sheet, until) };
    keepNewest(this.known, name, known, TAGS_MAX);
    known.tag.catch(() => this.known.get(name) === known && this.known.delete(name));
    return known.tag;
  }

  // How much room there is follows from what was recorded by that moment, and what stands in it from what is known now: a
  // correction, or what is withdrawn, changes words and moves no sound.
  private async make({ id, title }: Channel, { parts }: Sheet, until: number): Promise<Tag> {
    const { events, lines } = await this.parts.told.on(id);
    const early = events.filter(({ recordedAt }) => recordedAt <= until);
    const places = placesFor(chaptersOf({ parts, lines, events: early }).chapters.length);
    const { chapters } = chaptersOf({ parts, lines, events });
    const bytes = id3Of({ title, chapters, durationMs: framesOf(parts) * FRAME_MS }, places);
    return { bytes, version: `.${createHash('sha256').update(bytes).digest('base64url')}` };
  }
}
