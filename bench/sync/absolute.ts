import { spawnSync } from 'node:child_process';
import { connect } from '../../client/src/connection/connect.js';
import type { FollowedChannel } from '../../client/src/connection/followed-channel.js';
import type { Entry } from '../../src/wire/radio.js';
import type { Figure } from '../figure.js';
import { median, monotonicMs, quantile } from '../radio/moments.js';
import { Clicks } from './clicks.js';
import { lagOf } from './correlation.js';
import { after, type Rig } from './rig.js';
import { burstsIn } from './skews.js';
import { RATE } from './sound-card.js';

const CHUNKS = 8;
const WARM_MS = 20_000;
const REACH = RATE / 2;
const FROM = RATE / 2;
const LENGTH = RATE / 2;
const LOUD = 0.3;

/**
 * How far a chunk's sound is from the moment the server gave it: an error that all listeners share is seen by nobody who only
 * compares them. The clicks beside it sound at moments that are known without any browser.
 */
export async function absolute(rig: Rig): Promise<Figure[]> {
  const ears = await rig.chromium({ on: 'a' });
  await ears.start();
  const clicks = await Clicks.start(rig.card.environment('c'));
  const connection = connect({ origin: rig.house.origin });
  const followed = connection.join({ channel: rig.channel, onChange: () => undefined });
  await after(WARM_MS);
  const recording = rig.card.record();
  await after(1_000);
  const entries = new Map<string, Entry>();
  const sounding = rig.sound('short', CHUNKS);
  const looking = keepEntries(followed, entries, CHUNKS);
  await sounding;
  await looking;
  const { firstMs, everyMs } = clicks.grid;
  const offsetMs = (followed.heardNow() ?? NaN) - monotonicMs();
  await recording.stop();
  const [sound, train] = [recording.channel(0), recording.channel(4)];
  const clickAt = train.findIndex((sample) => Math.abs(sample) > LOUD);
  const bursts = burstsIn(sound);
  const errors = [...entries.values()].flatMap((entry, nth) => {
    const burst = bursts[nth];
    if (burst === undefined) return [];
    const zeroAt = placeOf(decoded(rig.house.origin, entry), sound, burst.from);
    return [wrapped(((zeroAt - clickAt) / RATE) * 1_000 - (entry.startsAt - offsetMs - firstMs), everyMs)];
  });
  connection.close();
  await clicks.stop();
  await ears.close();
  return [
    { name: 'absolute error, median', value: Math.abs(median(errors)), unit: 'ms', aim: '<=5' },
    { name: 'absolute error, max', value: quantile(errors.map(Math.abs), 1), unit: 'ms' },
    { name: 'absolute: chunks compared', value: errors.length, unit: '' },
  ];
}

async function keepEntries(followed: FollowedChannel, kept: Map<string, Entry>, count: number): Promise<void> {
  for (let tries = 0; tries < 600 && kept.size < count; tries += 1) {
    for (const entry of followed.following.entries) kept.set(entry.chunk, entry);
    await after(100);
  }
}

function decoded(origin: string, { url }: Entry): Float32Array {
  const { stdout } = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-i', origin + url, '-f', 'f32le', '-ac', '1', '-ar', String(RATE), '-'],
    {
      maxBuffer: RATE * 4 * 60,
    },
  );
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

// Where the chunk's first sample would be in the recording.
function placeOf(chunk: Float32Array, sound: Float32Array, about: number): number {
  const window = chunk.subarray(FROM, FROM + LENGTH);
  const from = about + FROM - REACH;
  const { samples } = lagOf(window, sound.subarray(from, from + LENGTH + 2 * REACH - RATE / 4), 0);
  return from + samples - FROM;
}

function wrapped(ms: number, everyMs: number): number {
  return ms - Math.round(ms / everyMs) * everyMs;
}
