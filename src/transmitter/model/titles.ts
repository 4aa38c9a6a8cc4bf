import { FRAME_BYTES, FRAME_MS } from '../../audio/model/frames.js';
import { entryEnd } from '../../radio/model/sounding.js';
import type { Entry } from '../../wire/radio.js';

/** After so many frames of sound there is room for a title. The same for all, counted in server time, so all share it. */
export const GROUP_FRAMES = 10;
export const META_BYTES = GROUP_FRAMES * FRAME_BYTES;

/** What the displays of radios take. */
const TITLE_BYTES_MAX = 250;
const BLOCK_BYTES = 16;

/** The first group that begins at a frame or after it. */
export function groupFrom(frame: number): number {
  return Math.ceil(frame / GROUP_FRAMES) * GROUP_FRAMES;
}

export function groupOf(frame: number): number {
  return Math.floor(frame / GROUP_FRAMES) * GROUP_FRAMES;
}

/** What is said while a group of frames sounds, or else what the channel is called. The middle decides. */
export function titleOf(entries: readonly Entry[], group: number, channel: string): string {
  const at = (group + GROUP_FRAMES / 2) * FRAME_MS;
  const said = entries.find((entry) => entry.startsAt <= at && at < entryEnd(entry))?.text;
  return said === undefined || said === '' ? channel : said;
}

const encoder = new TextEncoder();
const NOTHING_NEW = Uint8Array.of(0);

/** The block that stands between two groups: a title, or nothing where it stays as it is. */
export function titleBlock(title: string | undefined): Uint8Array {
  if (title === undefined) return NOTHING_NEW;
  const text = encoder.encode(`StreamTitle='${shownTitle(title)}';`);
  const blocks = Math.ceil(text.length / BLOCK_BYTES);
  const block = new Uint8Array(1 + blocks * BLOCK_BYTES);
  block[0] = blocks;
  block.set(text, 1);
  return block;
}

/** One line, without what would end it early, and no longer than a display takes. Nobody cuts a character in half. */
export function shownTitle(title: string): string {
  const line = title
    .replaceAll("'", '’')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (encoder.encode(line).length <= TITLE_BYTES_MAX) return line;
  const bytesMax = TITLE_BYTES_MAX - encoder.encode('…').length;
  let shown = '';
  let bytes = 0;
  for (const character of line) {
    bytes += encoder.encode(character).length;
    if (bytes > bytesMax) break;
    shown += character;
  }
  return `${shown.trimEnd()}…`;
}
