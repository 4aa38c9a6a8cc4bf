import { FRAME_BYTES, FRAME_MS, type Span } from '../audio/model/frames.js';
import { SILENT_FRAME } from '../audio/model/silent-frame.js';
import type { Entry } from '../wire/radio.js';
import type { Mixer, BytesOf } from './mixer.js';
import { groupFrom, GROUP_FRAMES, groupOf, titleBlock, titleOf } from './model/titles.js';

/** So much of what has sounded can be read: a listener with the longest delay, and the window of a segmented stream. */
export const RING_MS = 250_000;
const RING_FRAMES = Math.floor(RING_MS / FRAME_MS);
/** What is filled in afterwards lies in pieces of so many frames. */
const PIECE_FRAMES = 100;

interface Block extends Span {
  readonly bytes: Buffer;
  /** Of each group that begins in it. */
  readonly titles: readonly string[];
}

/** What a channel says, and what it is called. */
export interface Told {
  readonly entries: readonly Entry[];
  readonly title: string;
  readonly bytesOf: BytesOf;
}

/**
 * The last frames of a channel, in blocks that never change: whoever is still being sent one holds it, however long that takes.
 * It grows at its end as time goes on, and at its beginning when somebody wants what has sounded before.
 */
export class Ring {
  private blocks: Block[] = [];
  private span: Span;

  constructor(
    private readonly mixer: Mixer,
    now: number,
  ) {
    this.span = { start: now, end: now };
  }

  get start(): number {
    return this.span.start;
  }

  get end(): number {
    return this.span.end;
  }

  /** The oldest frame that may be asked for. */
  get oldest(): number {
    return this.span.end - RING_FRAMES;
  }

  /** Another clock: nothing of before is of use. */
  clear(now: number): void {
    this.blocks = [];
    this.span = { start: now, end: now };
  }

  /** What sounds up to a frame is final. */
  grow(end: number, told: Told): void {
    const span = { start: this.span.end, end };
    if (end <= span.start) return;
    this.blocks.push(blockOf(span, this.mixer.next(span, told.entries, told.bytesOf), told));
    this.span = { start: this.span.start, end };
    while (this.blocks[0] !== undefined && this.blocks[0].end <= this.oldest) this.blocks.shift();
    this.span = { start: this.blocks[0]?.start ?? end, end };
  }

  /** Adds what sounded before. */
  growBack(start: number, told: Told): void {
    while (this.span.start > start) {
      const span = { start: Math.max(start, this.span.start - PIECE_FRAMES), end: this.span.start };
      this.blocks.unshift(this.pastBlock(span, told));
      this.span = { start: span.start, end: this.span.end };
    }
  }

  /** What was withdrawn is silent here too. Whoever is still being sent a block holds it as it was. */
  silence(spans: readonly Span[], told: Told): void {
    this.blocks = this.blocks.map((block) => {
      // The title of a group is what is said in its middle, which may be in the next block.
      const within = spans.filter(({ start, end }) => start - GROUP_FRAMES < block.end && end > block.start);
      return within.length === 0 ? block : blockOf(block, silentIn(block, within), told);
    });
  }

  /** Frames one after the other. What nobody filled in is made for this once. */
  read({ start, end }: Span, told: Told): Buffer {
    return joined(this.blocksIn({ start, end }, told).map((block) => part(block, { start, end })));
  }

  /** The same with room for a title before each group, but for the one that begins with the first frame of a listener. */
  readTitled({ start, end }: Span, told: Told, begins: boolean): Buffer {
    const parts: Uint8Array[] = [];
    const blocks = this.blocksIn({ start: groupOf(start - 1), end }, told);
    let title = begins ? undefined : titleIn(blocks, groupOf(start - 1));
    let from = start;
    for (let group = groupFrom(start); group < end; group += GROUP_FRAMES) {
      if (group === start && begins) continue;
      const next = titleIn(blocks, group);
      for (const block of blocks) parts.push(part(block, { start: from, end: group }));
      parts.push(titleBlock(next === title ? undefined : next));
      [title, from] = [next, group];
    }
    for (const block of blocks) parts.push(part(block, { start: from, end }));
    return joined(parts);
  }

  private blocksIn({ start, end }: Span, told: Told): readonly Block[] {
    const first = this.blocks.findLastIndex((block) => block.start <= start);
    const known = this.blocks.slice(Math.max(0, first)).filter((block) => block.start < end && block.end > start);
    const from = known[0]?.start ?? end;
    return start < from ? [this.pastBlock({ start, end: from }, told), ...known] : known;
  }

  private pastBlock(span: Span, told: Told): Block {
    return blockOf(span, this.mixer.past(span, told.entries, told.bytesOf), told);
  }
}

function silentIn({ start, end, bytes }: Block, spans: readonly Span[]): Buffer {
  const hushed = Buffer.from(bytes);
  for (const span of spans) {
    const from = Math.max(0, span.start - start) * FRAME_BYTES;
    hushed.fill(SILENT_FRAME, from, (Math.min(end, span.end) - start) * FRAME_BYTES);
  }
  return hushed;
}

function blockOf({ start, end }: Span, bytes: Buffer, { entries, title }: Told): Block {
  const titles: string[] = [];
  for (let group = groupFrom(start); group < end; group += GROUP_FRAMES) {
    titles.push(titleOf(entries, group, title));
  }
  return { start, end, bytes, titles };
}

function titleIn(blocks: readonly Block[], group: number): string | undefined {
  const block = blocks.find(({ start, end }) => start <= group && group < end);
  return block?.titles[(group - groupFrom(block.start)) / GROUP_FRAMES];
}

function part({ start, end, bytes }: Block, wanted: Span): Buffer {
  if (wanted.start <= start && wanted.end >= end) return bytes;
  const from = Math.max(0, wanted.start - start) * FRAME_BYTES;
  return bytes.subarray(from, Math.max(from, (Math.min(end, wanted.end) - start) * FRAME_BYTES));
}

// One block is given as it is: all who get it get the same bytes, and nobody copies them.
function joined(parts: readonly Uint8Array[]): Buffer {
  const [first, ...others] = parts.filter(({ length }) => length > 0);
  if (first === undefined) return Buffer.alloc(0);
  return others.length === 0 && Buffer.isBuffer(first) ? first : Buffer.concat([first, ...others]);
}
