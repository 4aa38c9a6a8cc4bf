import { surroundings } from '../connection/surroundings.js';
import { Listening, type ListeningOptions } from './listening.js';
import { loadBed } from './load-bed.js';
import { mediaSessionOf } from './media-session.js';
import { onWake } from './waking.js';
import { WebAudioLoudspeaker } from './web-audio.loudspeaker.js';

export interface ListenOptions extends ListeningOptions {
  /** What the system shows beside its own buttons. */
  readonly title?: string;
  /** Shown with what is fetched: of some channels not everybody gets the sound. */
  readonly token?: () => string | undefined;
}

/** Listens in a browser. It is silent until `start` is called inside a tap. */
export function listen({
  title = 'Longwave',
  token = () => undefined,
  ...options
}: ListenOptions): Listening<AudioBuffer> {
  const loudspeaker = new WebAudioLoudspeaker(surroundings);
  const listening = new Listening(options, {
    surroundings,
    loudspeaker,
    load: async (url, signal) => loudspeaker.decode(await bytesOf(url, token(), signal)),
    loadBed: () => loadBed((bytes) => loudspeaker.decode(bytes)),
    onWake,
  });
  const controls = { title, onPlay: () => void listening.start(), onStop: () => listening.stop() };
  const showIsOn = mediaSessionOf(controls);
  listening.subscribe(() => showIsOn(loudspeaker.state === 'on'));
  return listening;
}

async function bytesOf(url: string, token: string | undefined, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(url, { signal, ...(token && { headers: { authorization: `Bearer ${token}` } }) });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.arrayBuffer();
}
