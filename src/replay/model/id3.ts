import type { Chapters } from '../../wire/replay.js';

/** What is told of a file in its tag. */
export interface Tagged {
  readonly title: string;
  readonly chapters: Chapters['chapters'];
  readonly durationMs: number;
}

/** Room is kept for so many chapters at a time: a chapter more moves nothing of what comes after the tag. */
const CHAPTERS_AT_ONCE = 64;
/** All that is told of one, its title included. */
const CHAPTER_BYTES = 300;
const CHAPTER_TITLE_BYTES = 240;
/** For the header, the title of the file and the table of its tables. */
const BASE_BYTES = 1_024;
const TITLE_BYTES = 600;
/** A table of contents names so many of its parts: their count is one byte. */
const PARTS_MAX = 255;

const [TOP, ORDERED] = [0b10, 0b01];
/** Where in the file it lies is not said: the time is. */
const NO_OFFSETS = new Uint8Array(8).fill(0xff);
const UTF_8 = 3;
const HEADER_BYTES = 10;
/** Some seven weeks: a time is four bytes. */
const TIME_MS_MAX = 2 ** 32 - 1;
const encoder = new TextEncoder();

/** For how many chapters there is room in the tag of a file that has so many. */
export function placesFor(chapters: number): number {
  return Math.max(1, Math.ceil(chapters / CHAPTERS_AT_ONCE)) * CHAPTERS_AT_ONCE;
}

/**
 * An ID3v2.4 tag with chapters (CHAP and CTOC), to be put before the frames. How long it is follows from its places alone,
 * whatever stands in it.
 */
export function id3Of({ title, chapters, durationMs }: Tagged, places: number): Uint8Array {
  const some = chapters.slice(0, places);
  const starts = some.map(({ startTime }) => Math.round(startTime * 1_000));
  const frames = [
    textFrame('TIT2', title, TITLE_BYTES),
    ...tablesOf(some.map((_, nth) => nameOf(nth))),
    ...some.map((chapter, nth) => {
      const [start = 0, end = Math.max(start, durationMs)] = starts.slice(nth, nth + 2);
      const heading = textFrame('TIT2', chapter.title, CHAPTER_TITLE_BYTES);
      return frame('CHAP', [ended(nameOf(nth)), time(start), time(end), NO_OFFSETS, heading]);
    }),
  ];
  const tag = new Uint8Array(BASE_BYTES + places * CHAPTER_BYTES);
  // What is left is padding: zeros.
  tag.set(joined([ascii('ID3'), Uint8Array.of(4, 0, 0), syncsafe(tag.length - HEADER_BYTES), ...frames]));
  return tag;
}

const nameOf = (nth: number): string => `c${nth}`;

// Where one table does not hold them all, it holds tables.
function tablesOf(names: readonly string[]): readonly Uint8Array[] {
  if (names.length === 0) return [];
  if (names.length <= PARTS_MAX) return [tableOf('toc', names, TOP | ORDERED)];
  const tables: string[][] = [];
  for (let at = 0; at < names.length; at += PARTS_MAX) tables.push(names.slice(at, at + PARTS_MAX));
  const parts = tables.map((_, nth) => `t${nth}`);
  return [tableOf('toc', parts, TOP | ORDERED), ...tables.map((some, nth) => tableOf(`t${nth}`, some, ORDERED))];
}

function tableOf(name: string, parts: readonly string[], flags: number): Uint8Array {
  return frame('CTOC', [ended(name), Uint8Array.of(flags, parts.length), ...parts.map(ended)]);
}

function textFrame(id: string, text: string, bytesMax: number): Uint8Array {
  return frame(id, [Uint8Array.of(UTF_8), encoder.encode(within(text, bytesMax))]);
}

// In whole letters.
function within(text: string, bytesMax: number): string {
  const { read } = encoder.encodeInto(text, new Uint8Array(bytesMax));
  return text.slice(0, read);
}

function frame(id: string, parts: readonly Uint8Array[]): Uint8Array {
  const content = joined(parts);
  return joined([ascii(id), syncsafe(content.length), new Uint8Array(2), content]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function ascii(text: string): Uint8Array {
  return encoder.encode(text);
}

function ended(text: string): Uint8Array {
  return ascii(`${text}\0`);
}

function time(ms: number): Uint8Array {
  const value = Math.min(ms, TIME_MS_MAX);
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

// Seven bits a byte: no size looks like the beginning of a frame of sound.
function syncsafe(value: number): Uint8Array {
  return Uint8Array.of((value >>> 21) & 0x7f, (value >>> 14) & 0x7f, (value >>> 7) & 0x7f, value & 0x7f);
}
