import type { ChunkSound } from '../audio/sound.port.js';
import { isRefusal, refuse, type Refusal } from '../kernel/outcome.js';
import { expectedMs } from '../speech/model/expected.js';
import { toPieces } from '../speech/model/pieces.js';
import { parseEntries, type PlainEntries } from '../speech/pronunciation-list.js';
import type { VoicedPiece, Voicing } from '../speech/voicing.js';
import type { Log } from '../watch/log.port.js';
import type { Channel, ChunkContent, RequestContent } from './channel-store.port.js';
import type { ChunkStorage } from './chunk-storage.js';
import { isClip, type Clips } from './clips.js';
import { Maker, type InTheMaking, type MadeChunk, type MadePiece, type MakingRequest } from './maker.port.js';

interface Means {
  readonly voicing: Voicing;
  readonly clips: Clips;
  readonly storage: ChunkStorage;
  readonly log: Log;
}

/** Who is heard in a chunk, and what a reader sees of it. */
type Shown = Pick<ChunkContent, 'text' | 'words' | 'voice'>;

interface Sounding {
  readonly piece: number;
  readonly sound: ChunkSound;
  readonly shown: Shown;
}

/** What a clip without words is taken to last until it has been looked at. */
const CLIP_MS = 5_000;

/** Words are spoken, clips are played; either way each chunk is in the storage before anybody is told of it. */
export class VoicingMaker extends Maker {
  private readonly entries = new WeakMap<Channel['pronunciations'], PlainEntries>();

  constructor(private readonly means: Means) {
    super();
  }

  expectedMs({ text, language, clip }: RequestContent): number {
    const pieces = toPieces(text, { language });
    if (!isRefusal(pieces)) return pieces.reduce((ms, piece) => ms + piece.expectedMs, 0);
    return clip === undefined ? expectedMs(text, language) : CLIP_MS;
  }

  make(request: MakingRequest, signal: AbortSignal): InTheMaking | Refusal {
    const { clip } = request.content;
    if (clip === undefined) return this.speak(request, signal);
    if (!isClip(clip)) return refuse('blobs.bad-key');
    // It is decoded as a whole: until then nobody knows how many chunks it has, but it is one piece.
    return { pieces: 1, made: this.play(request, clip, signal) };
  }

  private speak({ channel, content, fromPiece }: MakingRequest, signal: AbortSignal): InTheMaking | Refusal {
    const { text, language, voice = channel.voice, style } = content;
    const pronunciations = this.pronunciationsOf(channel);
    const voiced = this.means.voicing.voice({ text, language, voice, style, pronunciations, fromPiece }, signal);
    if (isRefusal(voiced)) return voiced;
    return { pieces: voiced.pieces, made: this.storedOneByOne(channel, voiced.made, signal) };
  }

  private async *storedOneByOne(
    channel: Channel,
    made: AsyncIterable<VoicedPiece>,
    signal: AbortSignal,
  ): AsyncIterable<MadePiece> {
    for await (const { chunks, last } of made) {
      const sounding = chunks.map(({ piece, chunk, text, words, voice }) => ({
        piece,
        sound: chunk,
        shown: { text, words, voice },
      }));
      yield { chunks: await this.stored(channel, sounding, signal), last };
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

  private stored(channel: Channel, chunks: readonly Sounding[], signal: AbortSignal): Promise<readonly MadeChunk[]> {
    return Promise.all(
      chunks.map(async ({ piece, sound, shown }) => {
        const { id, key, sha256 } = await this.means.storage.store(channel.id, sound.frames, signal);
        const content = { ...shown, key, sha256, peaks: sound.peaks };
        return { id, piece, frames: sound.frameCount, cutPoints: sound.cutPoints, content };
      }),
    );
  }

  // Whoever set them was told what is wrong with them; a goal is said all the same, as it is written.
  private pronunciationsOf({ id, language, pronunciations }: Channel): PlainEntries {
    const known = this.entries.get(pronunciations);
    if (known !== undefined) return known;
    const { entries, mistakes } = parseEntries(pronunciations, language);
    const usable = mistakes.length === 0 ? entries : parseEntries({}, language).entries;
    if (mistakes.length > 0) {
      this.means.log.warn('the pronunciations of a channel have mistakes and are not used', {
        channel: id,
        mistakes: mistakes.length,
      });
    }
    this.entries.set(pronunciations, usable);
    return usable;
  }
}
