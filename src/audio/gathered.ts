import { AudioFault } from './audio.fault.js';

/** All bytes of a source in memory of our own, or a fault as soon as they are too many. */
export async function gathered(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  bytesMax: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of source instanceof Uint8Array ? [source] : source) {
    signal.throwIfAborted();
    bytes += part.length;
    if (bytes > bytesMax) throw new AudioFault('audio.too-large');
    parts.push(part);
  }
  const whole = new Uint8Array(bytes);
  parts.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}
