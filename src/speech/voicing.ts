import { FRAME_MS, type Audio, type ChunkSound, type Level, type Sound } from '../audio/sound.port.js';
import { isRefusal, type Refusal } from '../kernel/outcome.js';
import { isFitted } from './model/expected.js';
import { PIECE_MS_MIN, toPieces, type Piece } from './model/pieces.js';
import { shownWords } from './model/pronounce.js';
import { PronunciationList, type PlainEntries } from './pronunciation-list.js';
import type { Speech, SpeechPart, Style, WordTiming } from './speech.port.js';
import { SpeechFault } from './speech-fault.js';

export interface VoicingRequest {
  readonly text: string;
  readonly language: string;
  readonly voice?: string | undefined;
  readonly style: Style;
  /** Word → say as, of the channel; they count before the installation's. */
  readonly pronunciations?: PlainEntries | undefined;
  /** Goes on with this piece, from 0: those before it were made already and are not spoken again. */
  readonly fromPiece?: number | undefined;
}

export interface VoicedChunk {
  /** Which piece of the request this is of, from 0. A piece that came out too long is several chunks. */
  readonly piece: number;
  /** The piece as it is shown. */
  readonly text: string;
  /** Those that sound in this chunk, from its beginning; places are places in `text`. */
  readonly words: readonly WordTiming[];
  readonly chunk: ChunkSound;
  /** Who spoke, such as `espeak:en`. */
  readonly voice: string;
}

/** A piece of the request, whole: almost always one chunk. */
export interface VoicedPiece {
  readonly chunks: readonly VoicedChunk[];
  /** Nothing comes after it. */
  readonly last: boolean;
}

export interface Voiced {
  /** How many pieces the request has: known before the first is spoken. */
  readonly pieces: number;
  /** Pulled one by one: who does not pull has no more spoken than is in hand. */
  readonly made: AsyncIterable<VoicedPiece>;
}

// While one piece is heard, measured and encoded, the next is already spoken. More would only be thrown away by a skip.
const PIECES_AT_ONCE = 2;

interface Spoken {
  readonly sound: Sound;
  readonly voice: string;
  readonly words: readonly WordTiming[];
}

/** A request's text → its pieces, in order, each as soon as it is made. */
export class Voicing {
  constructor(
    private readonly speech: Speech,
    private readonly audio: Audio,
    private readonly installation: PronunciationList = new PronunciationList({}),
  ) {}

  voice(request: VoicingRequest, signal: AbortSignal): Voiced | Refusal {
    const pieces = this.piecesOf(request);
    if (isRefusal(pieces)) return pieces;
    return { pieces: pieces.length, made: this.made(pieces, request, signal) };
  }

  /**
   * Has one short sentence spoken before it is needed: a voice that costs something is kept, and says it at once then. What
   * would be no piece of its own in a longer text is not worth it.
   */
  async rehearse(request: VoicingRequest, signal: AbortSignal): Promise<void> {
    if (!this.speech.supports.paid) return;
    const pieces = this.piecesOf(request);
    if (isRefusal(pieces)) return;
    const [piece, ...others] = pieces;
    if (piece === undefined || others.length > 0 || piece.expectedMs < PIECE_MS_MIN) return;
    await this.spoken(piece, request, signal);
  }

  private piecesOf({ text, language, pronunciations }: VoicingRequest): readonly Piece[] | Refusal {
    return toPieces(text, { language, pronunciations: this.installation.in(language, pronunciations) });
  }

  private async *made(
    pieces: readonly Piece[],
    request: VoicingRequest,
    signal: AbortSignal,
  ): AsyncIterable<VoicedPiece> {
    const leaving = new AbortController();
    const ending = AbortSignal.any([signal, leaving.signal]);
    const levels = new Map<string, Level>();
    const ahead: Promise<readonly VoicedChunk[]>[] = [];
    let next = request.fromPiece ?? 0;
    try {
      for (let at = next; at < pieces.length; at += 1) {
        for (; next < Math.min(pieces.length, at + PIECES_AT_ONCE); next += 1) {
          ahead.push(looked(this.piece(pieces, next, { request, levels, ending })));
        }
        const chunks = (await ahead.shift()) ?? [];
        yield { chunks, last: at === pieces.length - 1 };
      }
    } finally {
      leaving.abort(new SpeechFault('speech.unavailable', { detail: 'Nobody listens any more.' }));
    }
  }

  private async piece(
    pieces: readonly Piece[],
    at: number,
    { request, levels, ending }: { request: VoicingRequest; levels: Map<string, Level>; ending: AbortSignal },
  ): Promise<readonly VoicedChunk[]> {
    const piece = pieces[at];
    if (piece === undefined) return [];
    const spoken = await this.spoken(piece, request, ending);
    const level = levels.get(spoken.voice) ?? this.audio.levelFor(spoken.voice);
    levels.set(spoken.voice, level);
    const length = isFitted(request.language) ? { expectMs: piece.expectedMs } : {};
    const chunks = await this.audio.toChunks(spoken.sound, { level, ...length, signal: ending });
    const words = shownWords(piece, spoken.words);
    return chunks.map((chunk) => ({
      piece: at,
      text: piece.text,
      words: wordsIn(chunk, words),
      chunk,
      voice: spoken.voice,
    }));
  }

  private async spoken({ spoken }: Piece, request: VoicingRequest, signal: AbortSignal): Promise<Spoken> {
    const { language, style, voice } = request;
    const bytes: Uint8Array[] = [];
    const words: WordTiming[] = [];
    let format: Extract<SpeechPart, { kind: 'format' }> | undefined;
    const utterance = { text: spoken, language, style, ...(voice === undefined ? {} : { voice }) };
    for await (const part of this.speech.say(utterance, signal)) {
      if (part.kind === 'format') format = part;
      else if (part.kind === 'sound') bytes.push(part.bytes);
      else words.push(...part.words);
    }
    if (format === undefined) throw new SpeechFault('speech.bad-answer', { retryable: true });
    return { sound: { format: format.format, bytes: Buffer.concat(bytes) }, voice: format.voice, words };
  }
}

function wordsIn({ heardFromMs, frameCount }: ChunkSound, words: readonly WordTiming[]): WordTiming[] {
  const chunkMs = frameCount * FRAME_MS;
  return words
    .map((word) => ({ ...word, startMs: word.startMs - heardFromMs, endMs: word.endMs - heardFromMs }))
    .filter(({ startMs, endMs }) => endMs > 0 && startMs < chunkMs)
    .map((word) => ({ ...word, startMs: Math.max(0, word.startMs), endMs: Math.min(chunkMs, word.endMs) }));
}

// What is made ahead may fail before anybody waits for it; it is told when its turn comes.
function looked<T>(promise: Promise<T>): Promise<T> {
  promise.then(undefined, () => undefined);
  return promise;
}
