import { monitorEventLoopDelay } from 'node:perf_hooks';
import { FRAME_MS } from '../src/audio/sound.port.js';
import { isRefusal } from '../src/kernel/outcome.js';
import { parseSettings } from '../src/settings/parse-settings.js';
import { Voicing } from '../src/speech/voicing.js';
import { withVoices } from '../src/speech/with-voices.js';
import type { Figure } from './figure.js';

const WARM_UP = 10;
const SENTENCES = 80;

// Twelve words each, no two alike, so that nothing along the way could have kept them.
const BATTERS = ['Smith', 'Kohli', 'Root', 'Mandhana', 'Perry', 'Stokes', 'Jansen', 'Lamb', 'Devine'];
const STROKES = ['drives', 'cuts', 'pulls', 'sweeps', 'glances', 'lofts', 'punches', 'clips', 'slashes', 'guides'];

function sentence(at: number): string {
  const batter = BATTERS[at % BATTERS.length];
  const stroke = STROKES[Math.floor(at / BATTERS.length) % STROKES.length];
  return `${batter} ${stroke} it through the covers and they run three more together.`;
}

/** The embedded voice, from a sentence to frames that could go on air, through everything a listener's sentence passes. */
export async function run(): Promise<readonly Figure[]> {
  const settings = parseSettings({ ...process.env, SPEECH_PROVIDERS: 'espeak' });
  return withVoices(settings, (speech, audio) => measure(new Voicing(speech, audio)));
}

async function measure(voicing: Voicing): Promise<readonly Figure[]> {
  for (let at = 0; at < WARM_UP; at += 1) await speak(voicing, sentence(SENTENCES + at));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const tookMs: number[] = [];
  let soundMs = 0;
  for (let at = 0; at < SENTENCES; at += 1) {
    const spoken = await speak(voicing, sentence(at));
    tookMs.push(spoken.firstMs);
    soundMs += spoken.soundMs;
  }
  delay.disable();
  tookMs.sort((a, b) => a - b);
  const total = tookMs.reduce((sum, ms) => sum + ms, 0);
  return [
    { name: 'time to first frame, p50', value: quantile(tookMs, 0.5), unit: 'ms' },
    { name: 'time to first frame, p95', value: quantile(tookMs, 0.95), unit: 'ms', aim: '<=150' },
    { name: 'speed', value: soundMs / total, unit: '× real time' },
    { name: 'event loop stall, max', value: delay.max / 1e6, unit: 'ms', aim: '<=20' },
  ];
}

async function speak(voicing: Voicing, text: string): Promise<{ firstMs: number; soundMs: number }> {
  const startedAt = performance.now();
  const voiced = voicing.voice({ text, language: 'en', style: 'calm' }, new AbortController().signal);
  if (isRefusal(voiced)) throw new Error(voiced.detail);
  let firstMs = 0;
  let soundMs = 0;
  for await (const { chunks } of voiced.made) {
    firstMs ||= performance.now() - startedAt;
    for (const { chunk } of chunks) soundMs += chunk.frameCount * FRAME_MS;
  }
  return { firstMs, soundMs };
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
