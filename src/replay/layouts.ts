import { createHash } from 'node:crypto';
import { FRAME_MS } from '../audio/model/frames.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import type { AiredChunk, AiredSound } from '../radio/aired-sound.port.js';
import type { Channel } from '../radio/channel-store.port.js';
import { laidOut, type DeadAir, type Part } from '../radio/model/layout.js';
import type { Silencings } from '../radio/silencings.port.js';
import type { ArchiveQuery } from '../wire/replay.js';

/** How pauses are, and until when. */
export type Asked = Pick<ArchiveQuery, 'deadAir' | 'until'>;

/** What lies where in an archive. */
export interface Laid {
  readonly parts: readonly Part<AiredChunk>[];
  /** The chunks that are silent in it: they were withdrawn, or their sound was deleted. */
  readonly silent: ReadonlySet<string>;
  /** Another one where it is heard otherwise. */
  readonly version: string;
}

export interface LayoutsParts {
  readonly aired: AiredSound;
  readonly silencings: Silencings;
  readonly time: ServerTime;
}

interface Known {
  readonly of: string;
  readonly at: number;
  readonly laid: Promise<Laid>;
  /** As it was at the moments that are asked for. */
  readonly cuts: Map<number, Promise<Laid>>;
}

/** Players ask for many pieces one after the other: it is not looked anew for each what there is. */
const KNOWN_MS = 1_000;
const KNOWN_MAX = 50;
const CUTS_MAX = 20;

/** What lies where in archives, good for a second. */
export class Layouts {
  private readonly known = new Map<string, Known>();

  constructor(private readonly parts: LayoutsParts) {
    // At once, and not with the next look.
    parts.silencings.watch((channel) => this.forget(channel));
  }

  /** As it is now, or was at a moment: that is the beginning of what is now, but where an archive loses its own beginning. */
  of({ id, keepDays }: Pick<Channel, 'id' | 'keepDays'>, { deadAir, until }: Asked): Promise<Laid> {
    const { laid, cuts } = this.now(id, deadAir);
    if (until === undefined) return laid;
    const cut =
      cuts.get(until) ??
      (keepDays === null
        ? laid.then(({ parts }) => laidAs(partsUntil(parts, until)))
        : this.read(id, deadAir, Math.min(until, this.parts.time.now())));
    cuts.set(until, cut);
    cut.catch(() => cuts.delete(until));
    const [oldest] = cuts.keys();
    if (cuts.size > CUTS_MAX && oldest !== undefined) cuts.delete(oldest);
    return cut;
  }

  /** What is known of a channel is not true any more. */
  forget(channel: string): void {
    for (const [name, { of }] of this.known) if (of === channel) this.known.delete(name);
  }

  private now(id: string, deadAir: DeadAir): Known {
    const name = `${deadAir} ${id}`;
    const now = this.parts.time.now();
    const before = this.known.get(name);
    if (before !== undefined && before.at > now - KNOWN_MS) return before;
    const laid = this.read(id, deadAir, now);
    const known: Known = { of: id, at: now, laid, cuts: new Map() };
    this.known.delete(name);
    this.known.set(name, known);
    // Whoever asks next asks the database itself.
    laid.catch(() => this.known.get(name) === known && this.known.delete(name));
    const [oldest] = this.known.keys();
    if (this.known.size > KNOWN_MAX && oldest !== undefined) this.known.delete(oldest);
    return known;
  }

  private async read(id: string, deadAir: DeadAir, until: number): Promise<Laid> {
    return laidAs(laidOut(await this.parts.aired.until(id, until), deadAir));
  }
}

function laidAs(parts: readonly Part<AiredChunk>[]): Laid {
  const hash = createHash('sha256');
  for (const { of, frames } of parts) hash.update(`${of?.chunk ?? ''} ${of?.key ?? ''} ${frames}\n`);
  const silent = new Set(parts.flatMap(({ of }) => (of?.key === null ? [of.chunk] : [])));
  return { parts, silent, version: hash.digest('base64url') };
}

// Silence is before what follows it.
function partsUntil(parts: readonly Part<AiredChunk>[], until: number): readonly Part<AiredChunk>[] {
  const last = parts.findLastIndex(({ of }) => of !== null && of.startsAt + of.frames * FRAME_MS <= until);
  return parts.slice(0, last + 1);
}
