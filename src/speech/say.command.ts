import 'reflect-metadata';
import { rename, rm, writeFile } from 'node:fs/promises';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AudioModule } from '../audio/audio.module.js';
import { Audio } from '../audio/sound.port.js';
import { Clock } from '../kernel/clock.js';
import { Fault } from '../kernel/fault.js';
import { KernelModule } from '../kernel/kernel.module.js';
import { isRefusal } from '../kernel/outcome.js';
import { parseSettings, SettingsMistakes } from '../settings/parse-settings.js';
import { Settings } from '../settings/settings.js';
import { SettingsModule } from '../settings/settings.module.js';
import { Log } from '../watch/log.port.js';
import { Metrics } from '../watch/metrics.port.js';
import { WatchModule } from '../watch/watch.module.js';
import { chooseSpeech } from './choose-speech.js';
import { PronunciationMistakes, readPronunciations } from './pronunciation-list.js';
import { sayArguments, USAGE, type SayArguments } from './say-arguments.js';
import { TerminalLog } from './terminal.log.js';
import { Voicing, type VoicedChunk } from './voicing.js';

const FRAME_MS = 24;

/** Speaks with the voices of the settings into a file: without a server, a database or the day's budget. */
@Module({})
class SayModule {}

process.exitCode = await run(process.argv.slice(2));

async function run(given: readonly string[]): Promise<number> {
  const asked = sayArguments(given);
  if (typeof asked === 'string') return complain(`${asked}\n\n${USAGE}`, 2);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('Stopped.')));
  try {
    const context = await contextOf(parseSettings(process.env));
    try {
      return await say(context, asked, stop.signal);
    } finally {
      await context.close();
    }
  } catch (error) {
    if (error instanceof SettingsMistakes || error instanceof PronunciationMistakes) return complain(error.message, 2);
    if (stop.signal.aborted) return 130;
    if (error instanceof Fault || isSystemError(error)) return complain(error.message, 1);
    throw error;
  }
}

async function contextOf(settings: Settings): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(
    {
      module: SayModule,
      imports: [KernelModule, SettingsModule.with(settings), WatchModule.with(new TerminalLog()), AudioModule],
    },
    { logger: false, abortOnError: false },
  );
}

async function say(context: INestApplicationContext, asked: SayArguments, signal: AbortSignal): Promise<number> {
  const audio = context.get(Audio);
  const chosen = chooseSpeech({
    audio,
    settings: context.get(Settings),
    clock: context.get(Clock),
    log: context.get(Log),
    metrics: context.get(Metrics),
  });
  try {
    const { LONGWAVE_DATA: folder, PRONUNCIATIONS_FILE: named } = context.get(Settings).values;
    const list = await readPronunciations(folder, named);
    const voiced = new Voicing(chosen.speech, audio, list).voice(asked, signal);
    if (isRefusal(voiced)) return complain(voiced.detail, 2);
    const chunks: VoicedChunk[] = [];
    for await (const chunk of voiced.chunks) chunks.push(chunk);
    await replaceFile(asked.out, Buffer.concat(chunks.map(({ chunk }) => chunk.frames)));
    console.log(summary(asked.out, chunks));
    return 0;
  } finally {
    await chosen.close();
  }
}

// Whoever plays the file while it is replaced hears the old one or the new one, never half of one.
async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function summary(out: string, chunks: readonly VoicedChunk[]): string {
  const frames = chunks.reduce((sum, { chunk }) => sum + chunk.frameCount, 0);
  const voices = [...new Set(chunks.map(({ voice }) => voice))].join(', ');
  return `${out}: ${((frames * FRAME_MS) / 1_000).toFixed(2)} s, spoken by ${voices}`;
}

function complain(message: string, exitCode: number): number {
  console.error(message);
  return exitCode;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}
