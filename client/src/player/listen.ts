import { surroundings } from '../connection/surroundings.js';
import { loadBed } from './load-bed.js';
import { Listening, type ListeningOptions } from './listening.js';
import { onWake } from './waking.js';
import { WebAudioLoudspeaker } from './web-audio.loudspeaker.js';

/** Listens in a browser. It is silent until `start` is called inside a tap. */
export function listen(options: ListeningOptions): Listening<AudioBuffer> {
  const loudspeaker = new WebAudioLoudspeaker(surroundings);
  const load = async (url: string, signal: AbortSignal): Promise<AudioBuffer> =>
    loudspeaker.decode(await bytesOf(url, signal));
  return new Listening(options, {
    surroundings,
    loudspeaker,
    load,
    loadBed: () => loadBed((bytes) => loudspeaker.decode(bytes)),
    onWake,
  });
}

async function bytesOf(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.arrayBuffer();
}
