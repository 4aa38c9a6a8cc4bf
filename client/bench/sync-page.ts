import { connect } from '../src/connection/connect.js';
import { surroundings } from '../src/connection/surroundings.js';
import { Listening } from '../src/player/listening.js';
import type { Sound } from '../src/player/loudspeaker.js';
import { onWake } from '../src/player/waking.js';
import { WebAudioLoudspeaker } from '../src/player/web-audio.loudspeaker.js';

/** What was asked of the loudspeaker, and what is needed to say what another player would have asked in that moment. */
interface Played {
  readonly chunk: string;
  /** When its first sample sounds, or would have, in samples of the loudspeaker. */
  readonly zeroAt: number;
  /** When it was to begin, and when it was asked. */
  readonly at: number;
  readonly now: number;
  readonly outputLatencyMs: number;
  /** Until it should begin, as this player knew the time. */
  readonly waitMs: number;
}

const RATE_PER_MS = 48;
const asked = new URLSearchParams(location.search);
const hint = asked.get('hint');
const played: Played[] = [];
let context: AudioContext | undefined;

window.AudioContext = new Proxy(window.AudioContext, {
  construct: (Context, [options]: [AudioContextOptions]) => {
    context = new Context({
      ...options,
      ...(hint === 'interactive' || hint === 'playback' ? { latencyHint: hint } : {}),
    });
    return context;
  },
});

class RecordedLoudspeaker extends WebAudioLoudspeaker {
  override play(sound: Sound, pcm: AudioBuffer): void {
    const { following, heardAt } = listening?.view() ?? {};
    const entry = following?.entries.find(({ chunk }) => chunk === sound.of);
    if (entry !== undefined && heardAt !== undefined) {
      played.push({
        chunk: sound.of,
        zeroAt: sound.at - sound.from,
        at: sound.at,
        now: this.now(),
        outputLatencyMs: (context?.outputLatency ?? 0) * 1_000,
        waitMs: entry.startsAt - heardAt,
      });
    }
    super.play(sound, pcm);
  }
}

const connection = connect({ origin: location.origin });
const loudspeaker = new RecordedLoudspeaker(surroundings);
const isLate = asked.has('late');
let listening = isLate ? undefined : listen();
// Somebody whose loudspeaker has been running, and who comes to the channel late.
if (isLate) void loudspeaker.start();

function listen(): Listening<AudioBuffer> {
  return new Listening(
    { connection, channel: asked.get('channel') ?? '', hasBed: false },
    { surroundings, loudspeaker, load, loadBed: () => Promise.reject(new Error('There is no bed here.')), onWake },
  );
}

async function start(): Promise<void> {
  if (isLate) listening = listen();
  else await listening?.start();
}

async function load(url: string, signal: AbortSignal): Promise<AudioBuffer> {
  const answer = await fetch(url, { signal });
  return loudspeaker.decode(await answer.arrayBuffer());
}

/** Told as often as it is asked for: a browser that cannot be asked sends it. */
function story(): object {
  const { truth, sound, playing } = listening?.view() ?? {};
  return {
    played: played.map((one) => ({
      chunk: one.chunk,
      zeroAt: one.zeroAt,
      leadSamples: one.at - one.now,
      // As a player would that trusts `currentTime` and the latency that its browser tells.
      naiveZeroAt: one.now + (one.waitMs - one.outputLatencyMs) * RATE_PER_MS,
    })),
    truth,
    sound,
    playing,
  };
}

Object.assign(window, { rig: { story, start } });

if (asked.has('tells')) {
  void start();
  setInterval(() => {
    void fetch('/bench/story', { method: 'POST', body: JSON.stringify(story()) });
  }, 1_000);
}
