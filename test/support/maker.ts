import { join } from 'node:path';
import type { Audio } from '../../src/audio/sound.port.js';
import { BlobLinks } from '../../src/blobs/blob-link.js';
import type { BlobStore } from '../../src/blobs/blob-store.port.js';
import { DiskBlobStore } from '../../src/blobs/disk.blobs.js';
import { Spool } from '../../src/blobs/spool.js';
import { SystemClock, type Clock } from '../../src/kernel/clock.js';
import { CountingIds } from '../../src/kernel/ids.js';
import { isRefusal } from '../../src/kernel/outcome.js';
import type { AiredTake } from '../../src/radio/aired-sound.port.js';
import type { Channel, RequestContent } from '../../src/radio/channel-store.port.js';
import { ChannelVoice } from '../../src/radio/channel-voice.js';
import { ChunkBytes } from '../../src/radio/chunk-bytes.js';
import { ChunkStorage } from '../../src/radio/chunk-storage.js';
import { Clips } from '../../src/radio/clips.js';
import type { InTheMaking, Maker, MadePiece } from '../../src/radio/maker.port.js';
import type { NoteWriter } from '../../src/radio/note-writer.port.js';
import { PlainNoteWriter } from '../../src/radio/plain.note-writer.js';
import { ReplayedSound } from '../../src/radio/replayed-sound.js';
import { VoicingMaker } from '../../src/radio/voicing.maker.js';
import type { Speech } from '../../src/speech/speech.port.js';
import { Voicing } from '../../src/speech/voicing.js';
import { never } from '../contracts/speech.contract.js';
import { MemoryLog } from './memory.log.js';
import { PaperAiredSound } from './paper.aired-sound.js';

export const CHANNEL: Channel = {
  id: 'Final-en',
  title: 'The final',
  language: 'en',
  visibility: 'public',
  archived: false,
  keepDays: null,
  gapMs: 408,
  pronunciations: {},
  createdAt: 0,
};

export const SAID: RequestContent = {
  text: 'The first sentence is here now. The second one follows it at once. The third one closes the over.',
  language: 'en',
  style: 'calm',
  host: 'host-1',
};

interface Parts {
  readonly speech: Speech;
  readonly audio: Audio;
  readonly blobs: BlobStore;
  readonly clock?: Clock;
  readonly notes?: NoteWriter;
  readonly aired?: readonly AiredTake[];
}

/** The maker as the radio has it, on these parts. */
export function makerOf({ speech, audio, blobs, ...more }: Parts) {
  const { clock = new SystemClock(), notes = new PlainNoteWriter(), aired = [] } = more;
  const log = new MemoryLog();
  const ids = new CountingIds();
  const recent = new ChunkBytes(blobs, clock);
  const clips = new Clips(audio, blobs, ids, clock);
  const storage = new ChunkStorage({ blobs, clock, ids, recent });
  const voice = new ChannelVoice(new Voicing(speech, audio), log);
  const replayed = new ReplayedSound({ aired: new PaperAiredSound(aired), bytes: recent, log });
  const maker = new VoicingMaker({ voice, clips, notes, replayed, storage });
  return { maker, clips, recent, log };
}

interface Asked {
  readonly content?: Partial<RequestContent>;
  readonly channel?: Partial<Channel>;
  readonly fromPiece?: number;
  readonly written?: readonly string[];
  readonly signal?: AbortSignal;
}

export function inTheMaking(
  maker: Maker,
  { content, channel, fromPiece = 0, written = [], signal = never() }: Asked = {},
): InTheMaking {
  const asked = {
    channel: { ...CHANNEL, ...channel },
    id: 'request-1',
    content: { ...SAID, ...content },
    fromPiece,
    written,
  };
  const making = maker.make(asked, signal);
  if (isRefusal(making)) throw new Error(making.refused);
  return making;
}

export async function piecesOf(made: AsyncIterable<MadePiece>): Promise<MadePiece[]> {
  const pieces: MadePiece[] = [];
  for await (const piece of made) pieces.push(piece);
  return pieces;
}

export async function diskBlobs(folder: string): Promise<BlobStore> {
  const links = new BlobLinks(Buffer.alloc(32), new SystemClock(), undefined);
  return DiskBlobStore.open(join(folder, 'kept'), await Spool.open(join(folder, 'temp')), links);
}
