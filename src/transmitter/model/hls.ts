import { FRAME_MS, type Span } from '../../audio/model/frames.js';

/** A segment is 4.8 s: short enough not to be far behind, long enough not to be asked for all the time. */
export const SEGMENT_FRAMES = 200;
const SEGMENT_S = (SEGMENT_FRAMES * FRAME_MS) / 1_000;
/** Two minutes: so far a listener can go back. */
export const WINDOW_SEGMENTS = 25;

const TICKS_PER_MS = 90;
const TIMESTAMP_MAX = 2n ** 33n;

/** The segment that is whole when everything before this frame is; segments are counted from the beginning of server time. */
export function lastWhole(frame: number): number {
  return Math.floor(frame / SEGMENT_FRAMES) - 1;
}

export function framesOf(segment: number): Span {
  return { start: segment * SEGMENT_FRAMES, end: (segment + 1) * SEGMENT_FRAMES };
}

export interface MediaPlaylist {
  /** The newest. */
  readonly last: number;
  readonly segments: number;
  /** Nothing more will come. */
  readonly isOver: boolean;
  readonly url: (segment: number) => string;
}

/** A window of segments that says of each when it sounds. */
export function mediaPlaylist({ last, segments, isOver, url }: MediaPlaylist): string {
  const first = last - segments + 1;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:3',
    `#EXT-X-TARGETDURATION:${Math.ceil(SEGMENT_S)}`,
    `#EXT-X-MEDIA-SEQUENCE:${first}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ];
  for (let segment = first; segment <= last; segment += 1) {
    const at = new Date(framesOf(segment).start * FRAME_MS).toISOString();
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${at}`, `#EXTINF:${SEGMENT_S.toFixed(3)},`, url(segment));
  }
  if (isOver) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

const OWNER = 'com.apple.streaming.transportStreamTimestamp\0';
const BYTES = { tag: 10, frame: 10, timestamp: 8 };

/** The tag that packed audio begins with: when its first frame sounds, in ticks of 1/90 ms (RFC 8216, 3.4). */
export function timestampTag(segment: number): Uint8Array {
  const payload = OWNER.length + BYTES.timestamp;
  const tag = new Uint8Array(BYTES.tag + BYTES.frame + payload);
  const view = new DataView(tag.buffer);
  const text = (at: number, letters: string): void => {
    for (let nth = 0; nth < letters.length; nth += 1) tag[at + nth] = letters.charCodeAt(nth);
  };
  text(0, 'ID3');
  tag[3] = 4;
  // Sizes are below 128: as ID3 writes them they are one byte.
  tag[9] = BYTES.frame + payload;
  text(BYTES.tag, 'PRIV');
  tag[BYTES.tag + 7] = payload;
  text(BYTES.tag + BYTES.frame, OWNER);
  const ticks = (BigInt(framesOf(segment).start) * BigInt(FRAME_MS * TICKS_PER_MS)) % TIMESTAMP_MAX;
  view.setBigUint64(tag.length - BYTES.timestamp, ticks);
  return tag;
}
