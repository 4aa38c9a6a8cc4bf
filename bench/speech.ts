import 'reflect-metadata';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AudioModule } from '../src/audio/audio.module.js';
import { Audio } from '../src/audio/sound.port.js';
import { Clock } from '../src/kernel/clock.js';
import { KernelModule } from '../src/kernel/kernel.module.js';
import { isRefusal } from '../src/kernel/outcome.js';
import { parseSettings } from '../src/settings/parse-settings.js';
import { Settings } from '../src/settings/settings.js';
import { SettingsModule } from '../src/settings/settings.module.js';
import { chooseSpeech } from '../src/speech/choose-speech.js';
import { TerminalLog } from '../src/speech/terminal.log.js';
import { Voicing } from '../src/speech/voicing.js';
import { Log } from '../src/watch/log.port.js';
import { Metrics } from '../src/watch/metrics.port.js';
import { WatchModule } from '../src/watch/watch.module.js';
import type { Figure } from './figure.js';

const WARM_UP = 10;
const SENTENCES = 80;
const FRAME_MS = 24;

// Twelve words each, no two alike, so that nothing along the way could have kept them.
const BATTERS = ['Smith', 'Kohli', 'Root', 'Mandhana', 'Perry', 'Stokes', 'Jansen', 'Lamb', 'Devine'];
const STROKES = ['drives', 'cuts', 'pulls', 'sweeps', 'glances', 'lofts', 'punches', 'clips', 'slashes', 'guides'];

function sentence(at: number): string {
  const batter = BATTERS[at % BATTERS.length];
  const stroke = STROKES[Math.floor(at / BATTERS.length) % STROKES.length];
  return `${batter} ${stroke} it through the covers and they run three more together.`;
}

@Module({})
class BenchModule {}

/** The embedded voice, from a sentence to frames that could go on air, through everything a listener's sentence passes. */
export async function run(): Promise<readonly Figure[]> {
  const context = await NestFactory.createApplicationContext(
    {
      module: BenchModule,
      imports: [
        KernelModule,
        SettingsModule.with(parseSettings({ ...process.env, SPEECH_PROVIDERS: 'espeak' })),
        WatchModule.with(new TerminalLog()),
        AudioModule,
      ],
    },
    { logger: false },
  );
  const audio = context.get(Audio);
  const chosen = chooseSpeech({
    audio,
    settings: context.get(Settings),
    clock: context.get(Clock),
    log: context.get(Log),
    metrics: context.get(Metrics),
  });
  try {
    return await measure(new Voicing(chosen.speech, audio));
  } finally {
    await chosen.close();
    await context.close();
  }
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
  for await (const { chunk } of voiced.chunks) {
    firstMs ||= performance.now() - startedAt;
    soundMs += chunk.frameCount * FRAME_MS;
  }
  return { firstMs, soundMs };
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
