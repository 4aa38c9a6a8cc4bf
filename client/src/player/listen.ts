import { surroundings } from '../connection/surroundings.js';
import { Listening, type ListeningOptions, type Place } from './listening.js';
import { LiveStream, type StreamWays } from './live-stream.js';
import { loadBed } from './load-bed.js';
import { mediaSessionOf } from './media-session.js';
import { onWake } from './waking.js';
import { WebAudioLoudspeaker } from './web-audio.loudspeaker.js';

export interface ListenOptions extends ListeningOptions {
  /** What the system shows beside its own buttons. */
  readonly title?: string;
  /** Shown with what is fetched: of some channels not everybody gets the sound. */
  readonly token?: () => string | undefined;
  /** Where the channel's stream is for this listener, where it is not simply there for everybody. */
  readonly streamAddress?: () => Promise<string>;
}

type Streamed = NonNullable<Place<AudioBuffer>['stream']>;

/** Listens in a browser. It is silent until `start` is called inside a tap. */
export function listen({
  title = 'Longwave',
  token = () => undefined,
  streamAddress,
  ...options
}: ListenOptions): Listening<AudioBuffer> {
  const loudspeaker = new WebAudioLoudspeaker(surroundings);
  const listening = new Listening(options, {
    surroundings,
    loudspeaker,
    load: async (url, signal) => loudspeaker.decode(await bytesOf(url, token(), signal)),
    loadBed: () => loadBed((bytes) => loudspeaker.decode(bytes)),
    onWake,
    stream: streamOf(`/v1/channels/${options.channel}/live.mp3`, streamAddress),
  });
  const showIsOn = mediaSessionOf({
    title,
    onPlay: () => void listening.start(),
    onStop: () => listening.stop(),
  });
  listening.subscribe(() => showIsOn(listening.sound === 'on'));
  return listening;
}

/** The only one where a browser has no Web Audio, or keeps it from pages, as locked-down phones do. */
function streamOf(firstAddress: string, address = () => Promise.resolve(firstAddress)): Streamed {
  const isOnly = !('AudioContext' in window && 'OfflineAudioContext' in window);
  const make = (ways: StreamWays): LiveStream =>
    new LiveStream({ ...ways, element: new Audio(), surroundings, firstAddress, address });
  return { isOnly, make };
}

async function bytesOf(url: string, token: string | undefined, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(url, { signal, ...(token && { headers: { authorization: `Bearer ${token}` } }) });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.arrayBuffer();
}
