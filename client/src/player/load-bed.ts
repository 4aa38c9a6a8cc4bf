import { FRAME_BYTES, FRAME_SAMPLES, SAMPLE_RATE } from '../../../src/audio/model/frames.js';
import type { Bed } from './bed.js';

const BED_URL = '/bed.mp3';
/** A decoder needs the frames before to sound as if it had come from there. */
const RUN_UP_FRAMES = 4;

/** The bed as a loop: decoded behind its own end, so that its beginning sounds as it does the second time around. */
export async function loadBed(decode: (bytes: ArrayBuffer) => Promise<AudioBuffer>): Promise<Bed<AudioBuffer>> {
  const answer = await fetch(BED_URL);
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const frames = new Uint8Array(await answer.arrayBuffer());
  const runUp = frames.subarray(frames.length - RUN_UP_FRAMES * FRAME_BYTES);
  const twice = new Uint8Array(runUp.length + frames.length);
  twice.set(runUp);
  twice.set(frames, runUp.length);
  const decoded = await decode(twice.buffer);
  const samples = (frames.length / FRAME_BYTES) * FRAME_SAMPLES;
  const pcm = new AudioBuffer({ length: samples, sampleRate: SAMPLE_RATE });
  pcm.copyToChannel(decoded.getChannelData(0).subarray(RUN_UP_FRAMES * FRAME_SAMPLES), 0);
  return { pcm, samples };
}
