/**
 * What the espeak process sends, in this order for each thing said: samples and events in any mixture, then one end or
 * one failure. A frame is one byte of kind, four bytes of length (big endian) and the payload.
 */
export const FRAME_KINDS = {
  /** Once, when the voice is loaded. Empty. */
  ready: 'R',
  /** 16-bit little-endian mono samples. */
  sound: 'S',
  /** JSON: a list of [place, ms]; see `espeak-words.ts`. */
  events: 'W',
  /** All was said. Empty. */
  end: 'E',
  /** JSON: why nothing (more) will come, one of FAILURES. */
  failure: 'F',
} as const;

export type FrameKind = keyof typeof FRAME_KINDS;

export const FAILURES = ['missing', 'language', 'voice', 'broken'] as const;
export type EspeakFailure = (typeof FAILURES)[number];

/** What the process is asked, one JSON line each. */
export interface EspeakJob {
  readonly text: string;
  readonly language: string;
  readonly voice?: string;
  readonly rate: number;
  readonly pitch: number;
  readonly range: number;
}

export interface EspeakFrame {
  readonly kind: FrameKind;
  readonly payload: Buffer;
}

const HEADER_BYTES = 5;
const PAYLOAD_BYTES_MAX = 1 << 20;
const kinds = new Map(Object.entries(FRAME_KINDS).map(([kind, letter]) => [letter.charCodeAt(0), kind as FrameKind]));

export function encodeFrame(kind: FrameKind, payload: Uint8Array = new Uint8Array()): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  frame.write(FRAME_KINDS[kind], 0, 'latin1');
  frame.writeUInt32BE(payload.length, 1);
  frame.set(payload, HEADER_BYTES);
  return frame;
}

/** Puts frames together from whatever pieces the pipe hands over. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  /** The frames that are complete now. Throws on what is no frame at all. */
  read(piece: Buffer): EspeakFrame[] {
    this.rest = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    const frames: EspeakFrame[] = [];
    for (let frame = this.next(); frame !== undefined; frame = this.next()) frames.push(frame);
    return frames;
  }

  private next(): EspeakFrame | undefined {
    if (this.rest.length < HEADER_BYTES) return undefined;
    const kind = kinds.get(this.rest.readUInt8(0));
    const length = this.rest.readUInt32BE(1);
    if (kind === undefined || length > PAYLOAD_BYTES_MAX) throw new Error('The espeak process sent no frame.');
    if (this.rest.length < HEADER_BYTES + length) return undefined;
    const payload = this.rest.subarray(HEADER_BYTES, HEADER_BYTES + length);
    this.rest = this.rest.subarray(HEADER_BYTES + length);
    return { kind, payload };
  }
}
