import type { Audio, SoundFormat } from '../audio/sound.port.js';
import type { Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { isConceivable, measure, Pace, type Measured } from './model/believable.js';
import { expectedMs, isFitted } from './model/expected.js';
import { speechDeadlines } from './speech-deadlines.js';
import { SpeechFault } from './speech-fault.js';
import { wholeOf } from './speech-record.js';
import { SpeechAround } from './speech-around.js';
import type { Speech, SpeechPart, Utterance, WordTiming } from './speech.port.js';

// A piece is 8 s of speech, 400 kB; whatever is twenty times that is no piece.
const BYTES_MAX = 8 * 1024 * 1024;
const PACES_MAX = 1_000;

interface Collected {
  readonly format: SoundFormat;
  readonly voice: string;
  readonly bytes: Uint8Array;
  readonly words: readonly WordTiming[];
}

/**
 * One voice whose answers can be relied on. A piece is held until all of it is there and believed, and comes out as
 * samples: a chunk is ready or it is not, so nothing could be done with the first half of one that fails.
 */
export class ValidatedSpeech extends SpeechAround {
  private readonly paces = new Map<string, Pace>();

  constructor(
    inner: Speech,
    private readonly audio: Audio,
    private readonly clock: Clock,
  ) {
    super(inner);
  }

  async *say(utterance: Utterance, signal: AbortSignal): AsyncIterable<SpeechPart> {
    const piece = await this.decoded(await this.collect(utterance, signal), signal);
    this.believe(piece, utterance);
    yield { kind: 'format', format: piece.format, voice: piece.voice };
    yield { kind: 'sound', bytes: piece.bytes };
    if (piece.words.length > 0) yield { kind: 'words', words: piece.words };
  }

  /** Whether what it once said would be believed today. The pace of a voice is known only after its first pieces. */
  believes(parts: readonly SpeechPart[], utterance: Utterance): boolean {
    const piece = wholeOf(parts);
    const measured = piece && measuredIn(piece);
    return piece !== undefined && measured !== undefined && this.doubtOf(piece, utterance, measured) === undefined;
  }

  private async collect(utterance: Utterance, signal: AbortSignal): Promise<Collected> {
    const deadlines = speechDeadlines(this.clock, signal);
    const sound: Uint8Array[] = [];
    const words: WordTiming[] = [];
    let format: Extract<SpeechPart, { kind: 'format' }> | undefined;
    let bytes = 0;
    for await (const part of deadlines.over(this.inner.say(utterance, deadlines.signal))) {
      if (part.kind === 'format') format = part;
      else if (part.kind === 'words') words.push(...part.words);
      else sound.push(part.bytes);
      bytes += part.kind === 'sound' ? part.bytes.length : 0;
      if (bytes > BYTES_MAX) throw unbelievable('It never ends.');
    }
    if (format === undefined || bytes === 0) throw unbelievable('There is no sound in it.');
    return { format: format.format, voice: format.voice, bytes: Buffer.concat(sound), words };
  }

  private async decoded(piece: Collected, signal: AbortSignal): Promise<Collected> {
    if (piece.format.encoding === 'pcm16') return piece;
    try {
      const { format, bytes } = await this.audio.decode({ format: piece.format, bytes: piece.bytes }, signal);
      return { ...piece, format, bytes };
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      throw new SpeechFault('speech.bad-answer', { retryable: cause.retryable, detail: cause.message, cause });
    }
  }

  private believe(piece: Collected, utterance: Utterance): void {
    const measured = measuredIn(piece);
    if (measured === undefined) throw unbelievable('It ends inside a sample.');
    const doubt = this.doubtOf(piece, utterance, measured);
    if (doubt !== undefined) throw unbelievable(doubt);
    this.paceOf(piece, utterance).learn(measured, expectedMs(utterance.text, utterance.language));
  }

  private doubtOf(piece: Collected, utterance: Utterance, measured: Measured): string | undefined {
    if (measured.soundingMs === 0) return 'It is silent.';
    const expected = expectedMs(utterance.text, utterance.language);
    const fits = isFitted(utterance.language)
      ? this.paceOf(piece, utterance).believes(measured, expected)
      : isConceivable(measured, expected);
    if (!fits) return 'It is much shorter or longer than its text.';
    // Words that sound after the sound has ended tell that it was cut.
    return (piece.words.at(-1)?.startMs ?? 0) > measured.durationMs ? 'Its last words are missing.' : undefined;
  }

  private paceOf({ voice }: Collected, { language, style }: Utterance): Pace {
    const key = `${voice} ${language} ${style}`;
    const known = this.paces.get(key);
    if (known !== undefined) return known;
    if (this.paces.size >= PACES_MAX) this.paces.clear();
    const pace = new Pace();
    this.paces.set(key, pace);
    return pace;
  }
}

function measuredIn({ format, bytes }: Collected): Measured | undefined {
  if (format.encoding !== 'pcm16' || bytes.length % (2 * format.channels) !== 0) return undefined;
  return measure({ bytes, ...format });
}

function unbelievable(detail: string): SpeechFault {
  return new SpeechFault('speech.bad-answer', { retryable: true, detail: `The sound is not believed: ${detail}` });
}
