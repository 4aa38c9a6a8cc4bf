import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Settings } from './settings/settings.js';

/** The whole program, ready to listen. The start and the tests make it the same way. */
export async function createApp(settings: Settings): Promise<NestExpressApplication> {
  return NestFactory.create<NestExpressApplication>(AppModule.with(settings), { logger: false });
}
