import { z } from 'zod';
import type { SoundFormat } from '../audio/sound.port.js';
import type { SpeechPart, WordTiming } from './speech.port.js';

// A stored piece of speech: `LWS1`, the length of the header (32 bits, big end first), the header in JSON, the sound.
const MAGIC = Buffer.from('LWS1');
const HEADER_AT = MAGIC.length + 4;

const Header = z.object({
  voice: z.string(),
  format: z.union([
    z.object({
      encoding: z.literal('pcm16'),
      sampleRate: z.int().positive(),
      channels: z.union([z.literal(1), z.literal(2)]),
    }),
    z.object({ encoding: z.literal('unknown') }),
  ]),
  words: z.array(
    z.object({
      start: z.int().nonnegative(),
      end: z.int().nonnegative(),
      startMs: z.number(),
      endMs: z.number(),
    }),
  ),
  bytes: z.int().positive(),
});

/** A piece of speech, put together. */
export interface WholePiece {
  readonly format: SoundFormat;
  readonly voice: string;
  readonly bytes: Buffer;
  readonly words: readonly WordTiming[];
}

export function wholeOf(parts: readonly SpeechPart[]): WholePiece | undefined {
  const first = parts.find((part) => part.kind === 'format');
  const words = parts.flatMap((part): readonly WordTiming[] => (part.kind === 'words' ? part.words : []));
  const bytes = Buffer.concat(parts.flatMap((part) => (part.kind === 'sound' ? [part.bytes] : [])));
  return first && { format: first.format, voice: first.voice, bytes, words };
}

/** Nothing where the parts are no whole piece of speech: a format and sound after it. */
export function writeRecord(parts: readonly SpeechPart[]): Buffer | undefined {
  const whole = wholeOf(parts);
  if (whole === undefined || whole.bytes.length === 0) return undefined;
  const { format, voice, words, bytes: sound } = whole;
  const header = Buffer.from(
    JSON.stringify({ voice, format, words: [...words], bytes: sound.length } satisfies z.infer<typeof Header>),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([MAGIC, length, header, sound]);
}

/** Nothing where the bytes are not what `writeRecord` made. */
export function readRecord(bytes: Buffer): readonly SpeechPart[] | undefined {
  if (bytes.length < HEADER_AT || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const soundAt = HEADER_AT + bytes.readUInt32BE(MAGIC.length);
  const header = Header.safeParse(parsed(bytes.toString('utf8', HEADER_AT, soundAt)));
  if (!header.success || bytes.length !== soundAt + header.data.bytes) return undefined;
  const { voice, format, words } = header.data;
  return [
    { kind: 'format', format, voice },
    ...(words.length > 0 ? [{ kind: 'words' as const, words }] : []),
    { kind: 'sound', bytes: bytes.subarray(soundAt) },
  ];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
