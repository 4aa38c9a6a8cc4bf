/** What an ID3v2.4 tag says, read without any of our own code. */
export interface ReadTag {
  /** With its header and its padding. */
  readonly bytes: number;
  readonly title: string | undefined;
  readonly chapters: readonly ReadChapter[];
  /** The tables of contents, by their names. */
  readonly tables: Readonly<Record<string, ReadTable>>;
}

export interface ReadChapter {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly title: string | undefined;
}

export interface ReadTable {
  readonly isTop: boolean;
  readonly isOrdered: boolean;
  readonly parts: readonly string[];
}

interface Frame {
  readonly id: string;
  readonly content: Buffer;
}

/** Nothing where the bytes begin with none. */
export function readTag(bytes: Buffer): ReadTag | undefined {
  if (bytes.toString('latin1', 0, 3) !== 'ID3') return undefined;
  if (bytes[3] !== 4 || bytes[4] !== 0 || bytes[5] !== 0) throw new Error('It is no plain ID3v2.4.');
  const length = 10 + syncsafe(bytes, 6);
  const frames = framesIn(bytes.subarray(10, length));
  const tables = frames.filter(({ id }) => id === 'CTOC').map(({ content }) => tableOf(content));
  return {
    bytes: length,
    title: textOf(frames),
    chapters: frames.filter(({ id }) => id === 'CHAP').map(({ content }) => chapterOf(content)),
    tables: Object.fromEntries(tables),
  };
}

function framesIn(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at + 10 <= bytes.length && bytes[at] !== 0;) {
    const end = at + 10 + syncsafe(bytes, at + 4);
    if (end > bytes.length) throw new Error('A frame is longer than its tag.');
    frames.push({ id: bytes.toString('latin1', at, at + 4), content: bytes.subarray(at + 10, end) });
    at = end;
  }
  const padding = frames.reduce((sum, { content }) => sum + 10 + content.length, 0);
  if (bytes.subarray(padding).some((byte) => byte !== 0)) throw new Error('The padding is not empty.');
  return frames;
}

function chapterOf(content: Buffer): ReadChapter {
  const [name, at] = nameAt(content, 0);
  return {
    name,
    startMs: content.readUInt32BE(at),
    endMs: content.readUInt32BE(at + 4),
    title: textOf(framesIn(content.subarray(at + 16))),
  };
}

function tableOf(content: Buffer): [string, ReadTable] {
  const [name, at] = nameAt(content, 0);
  const [flags = 0, count = 0] = content.subarray(at);
  const parts: string[] = [];
  let place = at + 2;
  for (let nth = 0; nth < count; nth += 1) {
    const [part, next] = nameAt(content, place);
    parts.push(part);
    place = next;
  }
  if (place !== content.length) throw new Error('A table says too little or too much.');
  return [name, { isTop: (flags & 2) === 2, isOrdered: (flags & 1) === 1, parts }];
}

function textOf(frames: readonly Frame[]): string | undefined {
  const content = frames.find(({ id }) => id === 'TIT2')?.content;
  if (content === undefined) return undefined;
  if (content[0] !== 3) throw new Error('It is not in UTF-8.');
  return new TextDecoder('utf-8', { fatal: true }).decode(content.subarray(1));
}

function nameAt(bytes: Buffer, from: number): [string, number] {
  const end = bytes.indexOf(0, from);
  return [bytes.toString('latin1', from, end), end + 1];
}

function syncsafe(bytes: Buffer, at: number): number {
  return [...bytes.subarray(at, at + 4)].reduce((sum, byte) => {
    if (byte > 0x7f) throw new Error('A size has a bit that it may not have.');
    return sum * 128 + byte;
  }, 0);
}
