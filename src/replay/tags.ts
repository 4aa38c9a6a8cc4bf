import { createHash } from 'node:crypto';
import { FRAME_MS } from '../audio/model/frames.js';
import type { Channel } from '../radio/channel-store.port.js';
import { framesOf } from '../radio/model/layout.js';
import type { Laid } from './layouts.js';
import { chaptersOf } from './model/chapters.js';
import { id3Of, placesFor } from './model/id3.js';
import type { ToldMatches } from './told-matches.js';

/** What stands before the sound of a file. */
export interface Tag {
  readonly bytes: Uint8Array;
  /** Another one where it says something else; nothing where there is none. */
  readonly version: string;
}

const NONE: Tag = { bytes: new Uint8Array(0), version: '' };

/** The tags of archives that tell of a match: its chapters. Others have none. */
export class Tags {
  /** For as long as what lies where is known. */
  private readonly known = new WeakMap<Laid, Promise<Tag>>();

  constructor(private readonly told: Pick<ToldMatches, 'on'>) {}

  of(channel: Channel, laid: Laid, until = Infinity): Promise<Tag> {
    if (channel.match === undefined || laid.parts.length === 0) return Promise.resolve(NONE);
    const tag = this.known.get(laid) ?? this.make(channel, laid, until);
    this.known.set(laid, tag);
    tag.catch(() => this.known.delete(laid));
    return tag;
  }

  // How much room there is follows from what was recorded by that moment, and what stands in it from what is known now: a
  // correction, or what is withdrawn, changes words and moves no sound.
  private async make({ id, title }: Channel, { parts }: Laid, until: number): Promise<Tag> {
    const { events, lines } = await this.told.on(id);
    const early = events.filter(({ recordedAt }) => recordedAt <= until);
    const places = placesFor(chaptersOf({ parts, lines, events: early }).chapters.length);
    const { chapters } = chaptersOf({ parts, lines, events });
    const bytes = id3Of({ title, chapters, durationMs: framesOf(parts) * FRAME_MS }, places);
    return { bytes, version: `.${createHash('sha256').update(bytes).digest('base64url')}` };
  }
}
