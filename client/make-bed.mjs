// Makes client/public/bed.mp3, the crowd that is heard between two things said: `node client/make-bed.mjs`.
// It is drawn, not recorded: noise in the bands of many voices, each band swelling in its own time, and murmurs of single
// voices far away. Everything is periodic in the loop, so that its end goes on with its beginning.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const RATE = 48_000;
const FRAME_SAMPLES = 1_152;
const FRAME_BYTES = 192;
const FRAMES = 833;
const LENGTH = FRAMES * FRAME_SAMPLES;
const SEED = 19_300_730;
const LUFS = -36;

/** Where the sound of a crowd lies: hertz, spread in octaves, level. */
const BANDS = [
  [110, 0.9, 0.35],
  [210, 0.8, 0.75],
  [360, 0.8, 1],
  [560, 0.8, 0.95],
  [850, 0.8, 0.62],
  [1_300, 0.9, 0.4],
  [2_100, 1, 0.2],
  [3_600, 1.1, 0.08],
];
const PARTIALS = 420;
const MURMURS = 110;

const random = mulberry(SEED);
const samples = new Float64Array(LENGTH);
for (const band of BANDS) addBand(band);
for (let nth = 0; nth < MURMURS; nth += 1) addMurmur();
const frames = encoded(levelled(samples));
writeFileSync(fileURLToPath(new URL('public/bed.mp3', import.meta.url)), frames);
process.stdout.write(`bed.mp3: ${frames.length / FRAME_BYTES} frames, ${(frames.length / FRAME_BYTES) * 0.024} s\n`);

/** Noise of one band: partials, thicker in its middle, that each go round a whole number of times in the loop. */
function addBand([hertz, octaves, level]) {
  const noise = new Float64Array(LENGTH);
  for (let nth = 0; nth < PARTIALS; nth += 1) {
    const away = (random() + random() + random() - 1.5) * octaves;
    addPartial(noise, Math.round((hertz * 2 ** away * LENGTH) / RATE), 1 / Math.sqrt(PARTIALS));
  }
  const swell = swelling(0.8, 6);
  for (let at = 0; at < LENGTH; at += 1) samples[at] += level * swell(at) * noise[at];
}

function addPartial(into, turns, level) {
  const phase = random() * 2 * Math.PI;
  const step = (2 * Math.PI * turns) / LENGTH;
  // A rotation is quicker than a sine for each sample, and after one loop it is where it began.
  let [real, imaginary] = [Math.cos(phase), Math.sin(phase)];
  const [turnReal, turnImaginary] = [Math.cos(step), Math.sin(step)];
  for (let at = 0; at < LENGTH; at += 1) {
    into[at] += level * real;
    [real, imaginary] = [real * turnReal - imaginary * turnImaginary, real * turnImaginary + imaginary * turnReal];
  }
}

/** Slow, never silent, and the same after one loop. */
function swelling(depth, turnsMax) {
  const waves = Array.from({ length: 4 }, () => ({
    turns: 1 + Math.floor(random() * turnsMax),
    phase: random() * 2 * Math.PI,
  }));
  return (at) =>
    waves.reduce((level, { turns, phase }) => {
      return level + (depth / waves.length) * Math.sin((2 * Math.PI * turns * at) / LENGTH + phase);
    }, 1);
}

/** Somebody far away says something that nobody can make out. */
function addMurmur() {
  const pitch = 95 + random() * 150;
  const formant = 380 + random() * 900;
  const begin = Math.floor(random() * LENGTH);
  const length = Math.floor((0.5 + random() * 1.3) * RATE);
  const syllables = 2 + Math.floor(random() * 5);
  const level = 0.12 + random() * 0.4;
  const glide = (random() - 0.5) * 0.25;
  const drift = random() * 2 * Math.PI;
  for (let at = 0; at < length; at += 1) {
    const part = at / length;
    const envelope = Math.sin(Math.PI * part) ** 2 * (0.35 + 0.65 * Math.sin(Math.PI * syllables * part) ** 2);
    const turns = (pitch * at * (1 + glide * part)) / RATE;
    let voice = 0;
    for (let overtone = 2; overtone <= 9; overtone += 1) {
      const distance = (overtone * pitch - formant) / 320;
      voice += Math.exp(-(distance ** 2)) * Math.sin(2 * Math.PI * overtone * turns + overtone * drift);
    }
    samples[(begin + at) % LENGTH] += level * envelope * voice;
  }
}

/** Loudness is what ffmpeg says it is. */
function levelled(sound) {
  const peak = sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const even = sound.map((sample) => (0.5 * sample) / peak);
  const told = ffmpeg(
    ['-f', 's16le', '-ar', `${RATE}`, '-ac', '1', '-i', 'pipe:0', '-af', 'ebur128', '-f', 'null', '-'],
    pcm(even),
  );
  const lufs = Number(/Integrated loudness:\s+I:\s+(-[\d.]+) LUFS/.exec(told.stderr.toString())?.[1]);
  if (!Number.isFinite(lufs)) throw new Error('ffmpeg did not tell the loudness.');
  const gain = 10 ** ((LUFS - lufs) / 20);
  return even.map((sample) => sample * gain);
}

/** Two rounds go in and the second is kept: its first frame is what follows on the last. */
function encoded(sound) {
  const twice = new Float64Array(LENGTH * 2);
  twice.set(sound);
  twice.set(sound, LENGTH);
  const input = ['-f', 's16le', '-ar', `${RATE}`, '-ac', '1', '-i', 'pipe:0'];
  const output = ['-c:a', 'libmp3lame', '-b:a', '64k', '-reservoir', '0', '-write_xing', '0', '-id3v2_version', '0'];
  const { stdout } = ffmpeg([...input, ...output, '-f', 'mp3', 'pipe:1'], pcm(twice));
  return stdout.subarray(FRAMES * FRAME_BYTES, 2 * FRAMES * FRAME_BYTES);
}

function ffmpeg(options, input) {
  const told = spawnSync('ffmpeg', ['-hide_banner', '-nostdin', ...options], { input, maxBuffer: 1 << 27 });
  if (told.status !== 0) throw new Error(`ffmpeg failed: ${told.error?.message ?? told.stderr.toString()}`);
  return told;
}

function pcm(sound) {
  const bytes = Buffer.alloc(sound.length * 2);
  sound.forEach((sample, at) => bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), at * 2));
  return bytes;
}

/** A small generator of our own choosing of seed: the same program makes the same bed. */
function mulberry(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
