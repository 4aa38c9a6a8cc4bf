import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AudioModule } from '../audio/audio.module.js';
import { Audio } from '../audio/sound.port.js';
import { Clock } from '../kernel/clock.js';
import { KernelModule } from '../kernel/kernel.module.js';
import type { Settings } from '../settings/settings.js';
import { SettingsModule } from '../settings/settings.module.js';
import { Log } from '../watch/log.port.js';
import { Metrics } from '../watch/metrics.port.js';
import { WatchModule } from '../watch/watch.module.js';
import { chooseSpeech } from './choose-speech.js';
import type { Speech } from './speech.port.js';
import { TerminalLog } from './terminal.log.js';

@Module({})
class VoicesModule {}

/** The voices of the settings for as long as `run` takes: without a server, a database or the day's budget. */
export async function withVoices<T>(settings: Settings, run: (speech: Speech, audio: Audio) => Promise<T>): Promise<T> {
  const rooms = [KernelModule, SettingsModule.with(settings), WatchModule.with(new TerminalLog()), AudioModule];
  const context = await NestFactory.createApplicationContext(
    { module: VoicesModule, imports: rooms },
    { logger: false, abortOnError: false },
  );
  const [audio, clock, log, metrics] = [context.get(Audio), context.get(Clock), context.get(Log), context.get(Metrics)];
  const chosen = chooseSpeech({ settings, audio, clock, log, metrics });
  try {
    return await run(chosen.speech, audio);
  } finally {
    await chosen.close();
    await context.close();
  }
}
