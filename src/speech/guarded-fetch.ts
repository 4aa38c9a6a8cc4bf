import { SpeechFault } from './speech-fault.js';

// Two minutes of 48 kHz samples in base64; a piece of speech is a twentieth of it.
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;

/** What the providers' SDKs fetch with: a redirect would carry our key elsewhere, and an answer has an end. */
export const guardedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'error' });
  if (response.body === null) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(capped(ANSWER_BYTES_MAX)), { status, statusText, headers });
};

function capped(bytesMax: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(piece, controller) {
      bytes += piece.length;
      if (bytes > bytesMax) controller.error(new SpeechFault('speech.bad-answer'));
      else controller.enqueue(piece);
    },
  });
}
