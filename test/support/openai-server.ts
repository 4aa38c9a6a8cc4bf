import { chatEvents, sentencesAnswer, type ChatAnswer } from './chat-answer.js';
import { inPieces, ProviderServer, toneFor, type Behaviour, type ProviderCall } from './provider-server.js';

/**
 * Speaks OpenAI's `/audio/speech`: the bare bytes of the format that was asked for, or what another server would send; and its
 * `/chat/completions`, streamed: what it is told to write.
 */
export class OpenAiServer extends ProviderServer {
  format: 'pcm' | 'wav' = 'pcm';
  writes: ChatAnswer | ((call: ProviderCall) => ChatAnswer) = sentencesAnswer(
    'Kerr scores!',
    'It is one nil to the Rovers.',
  );

  /** How the next calls for words are answered, whatever is asked for beside them. */
  readonly words: Behaviour[] = [];

  protected override toldFor(call: ProviderCall): Behaviour | undefined {
    return isForWords(call) ? (this.words.shift() ?? super.toldFor(call)) : super.toldFor(call);
  }

  protected answer(call: ProviderCall, half: boolean): { type: string; pieces: readonly Buffer[] } {
    if (isForWords(call)) {
      const events = chatEvents(typeof this.writes === 'function' ? this.writes(call) : this.writes);
      // Ended properly, and half of it missing.
      return { type: 'text/event-stream', pieces: half ? events.slice(0, events.length / 2) : events };
    }
    const tone = toneFor(call.body['input'] as string, 24_000);
    const sound = half ? tone.subarray(0, 2 * Math.round(tone.length / 4)) : tone;
    const bytes = this.format === 'wav' ? Buffer.concat([wavHeader(sound.length), sound]) : sound;
    return { type: this.format === 'wav' ? 'application/octet-stream' : 'audio/pcm', pieces: inPieces(bytes, 8) };
  }
}

export function isForWords({ path }: ProviderCall): boolean {
  return path.endsWith('/chat/completions');
}

function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(24_000, 24);
  header.writeUInt32LE(48_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
