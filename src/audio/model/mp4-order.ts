import type { Span } from './frames.js';

interface Box extends Span {
  readonly name: string;
  /** Where its content begins. */
  readonly body: number;
}

const HEADER_BYTES = 8;
const BOXES_MAX = 64;
const CONTAINERS = ['trak', 'mdia', 'minf', 'stbl'];

/**
 * A recorder that does not know the length beforehand writes the index of an MP4 file behind the sound, and who reads from
 * a pipe cannot go back. This puts the index in front. What it does not understand it leaves alone: the decoder refuses it.
 */
export function indexFirst(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes = boxesIn(view, { start: 0, end: bytes.length });
  const [type] = boxes;
  const index = boxes.find(({ name }) => name === 'moov');
  const media = boxes.find(({ name }) => name === 'mdat');
  if (type?.name !== 'ftyp' || !index || !media || index.start < media.start) return bytes;
  const ordered = new Uint8Array(bytes.length);
  const moved = index.end - index.start;
  ordered.set(bytes.subarray(0, type.end));
  ordered.set(bytes.subarray(index.start, index.end), type.end);
  ordered.set(bytes.subarray(type.end, index.start), type.end + moved);
  ordered.set(bytes.subarray(index.end), index.end);
  const place = { start: type.end + HEADER_BYTES, end: type.end + moved };
  shiftOffsets(new DataView(ordered.buffer), place, moved);
  return ordered;
}

/** The tables in the index say where in the file the sound lies: `by` bytes further on now. */
function shiftOffsets(view: DataView, within: Span, by: number): void {
  for (const box of boxesIn(view, within)) {
    if (CONTAINERS.includes(box.name)) shiftOffsets(view, { start: box.body, end: box.end }, by);
    if (box.name === 'stco') shiftTable(view, { start: box.body, end: box.end }, by);
    if (box.name === 'co64') shiftWideTable(view, { start: box.body, end: box.end }, by);
  }
}

/** Version and flags, a count, and then offsets of four bytes. */
function shiftTable(view: DataView, { start, end }: Span, by: number): void {
  for (let at = start + 8; at + 4 <= end; at += 4) view.setUint32(at, (view.getUint32(at) + by) >>> 0);
}

/** The same with offsets of eight bytes. */
function shiftWideTable(view: DataView, { start, end }: Span, by: number): void {
  for (let at = start + 8; at + 8 <= end; at += 8) view.setBigUint64(at, view.getBigUint64(at) + BigInt(by));
}

function boxesIn(view: DataView, { start, end }: Span): Box[] {
  const boxes: Box[] = [];
  for (let at = start; at + HEADER_BYTES <= end && boxes.length < BOXES_MAX;) {
    const size = view.getUint32(at);
    if (size < HEADER_BYTES || at + size > end) break;
    const name = String.fromCharCode(...[4, 5, 6, 7].map((n) => view.getUint8(at + n)));
    boxes.push({ name, start: at, body: at + HEADER_BYTES, end: at + size });
    at += size;
  }
  return boxes;
}
