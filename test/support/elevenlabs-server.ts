import { inPieces, ProviderServer, toneFor, type ProviderCall } from './provider-server.js';

const PIECES = 8;

/** Speaks ElevenLabs' `/v1/text-to-speech/{voice}/stream/with-timestamps`: lines of JSON with base64 and alignment. */
export class ElevenLabsServer extends ProviderServer {
  protected answer(call: ProviderCall, half: boolean): { type: string; pieces: readonly Buffer[] } {
    const text = call.body['text'] as string;
    const perPiece = Math.ceil(text.length / PIECES);
    const lines = inPieces(toneFor(text, 24_000), PIECES).map((sound, at) => {
      const characters = text.slice(at * perPiece, (at + 1) * perPiece).split('');
      const starts = characters.map((_, index) => (at * perPiece + index) * 0.066);
      return `${JSON.stringify({
        audio_base64: sound.toString('base64'),
        alignment: {
          characters,
          character_start_times_seconds: starts,
          character_end_times_seconds: starts.map((start) => start + 0.066),
        },
        normalized_alignment: null,
      })}\n\n`;
    });
    const sent = half ? lines.slice(0, PIECES / 2) : lines;
    return { type: 'application/json', pieces: sent.map((line) => Buffer.from(line)) };
  }
}
