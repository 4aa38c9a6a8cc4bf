import type { ChunkSound } from '../audio/sound.port.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { expectedMs } from '../speech/model/expected.js';
import { toPieces } from '../speech/model/pieces.js';
import { SpeechFault } from '../speech/speech-fault.js';
import type { Voiced, VoicedPiece } from '../speech/voicing.js';
import type { ChannelVoice } from './channel-voice.js';
import type { Channel, ChunkContent, HeardAgain, RequestContent } from './channel-store.port.js';
import type { ChunkStorage } from './chunk-storage.js';
import { isClip, type Clips } from './clips.js';
import { CHUNKS_MAX } from './model/limits.js';
import { plainNote } from './model/plain-note.js';
import type { NoteWriter } from './note-writer.port.js';
import { ReadAhead } from './read-ahead.js';
import type { ReplayedSound } from './replayed-sound.js';
import { Maker, type InTheMaking, type MadeChunk, type MadePiece, type MakingRequest } from './maker.port.js';

interface Means {
  readonly voice: ChannelVoice;
  readonly clips: Clips;
  readonly notes: NoteWriter;
  readonly replayed: ReplayedSound;
  readonly storage: ChunkStorage;
}

/** Who is heard in a chunk, and what a reader sees of it. */
type Shown = Pick<ChunkContent, 'text' | 'words' | 'voice' | 'language'>;

interface Sounding {
  readonly piece: number;
  readonly sound: Omit<ChunkSound, 'heardFromMs'>;
  readonly shown: Shown;
}

/** What a clip without words is taken to last until it has been looked at. */
const CLIP_MS = 5_000;

/** Words are spoken, clips are played, what was heard is heard again; in any case each chunk is in the storage before anybody is told of it. */
export class VoicingMaker extends Maker {
  constructor(private readonly means: Means) {
    super();
  }

  expectedMs({ text, mode, language, clip, replay }: RequestContent): number {
    if (replay !== undefined) return replay.durationMs;
    const pieces = toPieces(mode === 'write' ? saidPlainly(text, language) : text, { language });
    if (!isRefusal(pieces)) return pieces.reduce((ms, piece) => ms + piece.expectedMs, 0);
    return clip === undefined ? expectedMs(text, language) : CLIP_MS;
  }

  make(request: MakingRequest, signal: AbortSignal): InTheMaking | Refusal {
    const { clip, mode, replay } = request.content;
    if (mode === 'write') return this.write(request, signal);
    // What is gone by then is left out: how much is left is known when all of it was looked for.
    if (replay !== undefined) return { pieces: null, made: this.hearAgain(request, replay, signal) };
    if (clip === undefined) return this.speak(request, signal);
    if (!isClip(clip)) return refuse('blobs.bad-key');
    // It is decoded as a whole: until then nobody knows how many chunks it has, but it is one piece.
    return { pieces: 1, made: this.play(request, clip, signal) };
  }

  private speak(request: MakingRequest, signal: AbortSignal): InTheMaking | Refusal {
    const { channel, content, fromPiece } = request;
    const voiced = this.voiced(request, { text: content.text, fromPiece }, signal);
    if (isRefusal(voiced)) return voiced;
    return { pieces: voiced.pieces, made: this.storedOneByOne(channel, voiced.made, signal) };
  }

  private voiced(
    { channel, content }: MakingRequest,
    { text, fromPiece }: { readonly text: string; readonly fromPiece: number },
    signal: AbortSignal,
  ): Voiced | Refusal {
    const { language, voice, style } = content;
    return this.means.voice.voice(channel, { text, language, voice, style, fromPiece }, signal);
  }

  private async *storedOneByOne(
    channel: Channel,
    made: AsyncIterable<VoicedPiece>,
    signal: AbortSignal,
  ): AsyncIterable<MadePiece> {
    for await (const piece of made) {
      yield { chunks: await this.stored(channel, soundingOf(piece), signal), last: piece.last };
    }
  }

  // What nobody could say as it stands is refused: it is said so where nobody can write.
  private write(request: MakingRequest, signal: AbortSignal): InTheMaking | Refusal {
    const { text, language } = request.content;
    const plainly = toPieces(saidPlainly(text, language), { language });
    return isRefusal(plainly) ? plainly : { pieces: null, made: this.writtenOneByOne(request, signal) };
  }

  private async *writtenOneByOne(request: MakingRequest, signal: AbortSignal): AsyncIterable<MadePiece> {
    const { channel, content, fromPiece, written } = request;
    const leaving = new AbortController();
    const ending = AbortSignal.any([signal, leaving.signal]);
    const { text, language, style } = content;
    const note = { channel, text, language, style, written };
    const sentences = new ReadAhead(this.means.notes.write(note, ending), CHUNKS_MAX);
    let piece = fromPiece;
    try {
      for await (const part of this.voicedAsWritten(request, sentences, ending)) {
        const chunks = await this.stored(channel, soundingOf(part, piece), signal);
        piece += 1;
        const last = piece === CHUNKS_MAX || (part.last && sentences.isDrained);
        yield { chunks, last };
        if (last) return;
      }
      // Only now is it known that the last one was the last.
      if (piece === 0) throw new SpeechFault('speech.bad-answer');
      yield { chunks: [], last: true };
    } finally {
      leaving.abort(new SpeechFault('speech.unavailable', { detail: 'Nobody listens any more.' }));
    }
  }

  private async *voicedAsWritten(
    request: MakingRequest,
    sentences: ReadAhead<string>,
    signal: AbortSignal,
  ): AsyncIterable<VoicedPiece> {
    for (let next = await sentences.next(); next !== undefined; next = await sentences.next()) {
      const voiced = this.voiced(request, { text: next, fromPiece: 0 }, signal);
      // A sentence that nobody could say.
      if (!isRefusal(voiced)) yield* voiced.made;
    }
  }

  private async *play(
    { channel, content, fromPiece }: MakingRequest,
    clip: string,
    signal: AbortSignal,
  ): AsyncIterable<MadePiece> {
    if (fromPiece > 0) return;
    const sounds = await this.means.clips.chunksOf(clip, signal);
    const shown = { text: content.text, words: [], voice: 'clip' };
    const sounding = sounds.map((sound) => ({ piece: 0, sound, shown }));
    yield { chunks: await this.stored(channel, sounding, signal), last: true };
  }

  private async *hearAgain(
    { channel, fromPiece }: MakingRequest,
    replay: HeardAgain,
    signal: AbortSignal,
  ): AsyncIterable<MadePiece> {
    for await (const { piece, chunks, last } of this.means.replayed.pieces(replay, fromPiece, signal)) {
      // One by one: of a long stretch a piece is a minute, and the storage is there for others too.
      const made: MadeChunk[] = [];
      for (const chunk of chunks) made.push(...(await this.stored(channel, [{ piece, ...chunk }], signal)));
      yield { chunks: made, last };
    }
  }

  private stored(channel: Channel, chunks: readonly Sounding[], signal: AbortSignal): Promise<readonly MadeChunk[]> {
    return Promise.all(
      chunks.map(async ({ piece, sound, shown }) => {
        const { id, key, sha256 } = await this.means.storage.store(channel.id, sound.frames, signal);
        const content = { ...shown, key, sha256, peaks: sound.peaks };
        return { id, piece, frames: sound.frameCount, cutPoints: sound.cutPoints, content };
      }),
    );
  }
}

function saidPlainly(note: string, language: string): string {
  return plainNote(note, language).join(' ');
}

function soundingOf({ chunks }: VoicedPiece, as?: number): readonly Sounding[] {
  return chunks.map(({ piece, chunk, text, words, voice }) => ({
    piece: as ?? piece,
    sound: chunk,
    shown: { text, words, voice },
  }));
}
