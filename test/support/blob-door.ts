import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { BlobStore } from '../../src/blobs/blob-store.port.js';
import { BlobsModule } from '../../src/blobs/blobs.module.js';
import { FanoutModule } from '../../src/fanout/fanout.module.js';
import { KernelModule } from '../../src/kernel/kernel.module.js';
import { SigningKeys } from '../../src/people/signing-key.port.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { SettingsModule } from '../../src/settings/settings.module.js';
import { prepareHttp } from '../../src/watch/http.front.js';
import { Metrics } from '../../src/watch/metrics.port.js';
import { WatchModule } from '../../src/watch/watch.module.js';
import { MemoryLog } from './memory.log.js';

export const DOOR_KEY = Buffer.alloc(32, 3);

@Global()
@Module({
  providers: [{ provide: SigningKeys, useValue: { key: () => DOOR_KEY } }],
  exports: [SigningKeys],
})
class KeysModule {}

class DoorModule {}

export interface Door {
  readonly app: NestExpressApplication;
  readonly origin: string;
  readonly store: BlobStore;
  readonly log: MemoryLog;
  metrics(): Promise<string>;
}

/** A server with the blobs room and what it stands on, listening on a free port. */
export async function openDoor(environment: Readonly<Record<string, string>>): Promise<Door> {
  const log = new MemoryLog();
  const settings = parseSettings(environment);
  const rooms = [
    KernelModule,
    SettingsModule.with(settings),
    WatchModule.with(log),
    KeysModule,
    FanoutModule,
    BlobsModule,
  ];
  const app = await NestFactory.create<NestExpressApplication>(
    { module: DoorModule, imports: rooms },
    { logger: false, abortOnError: false, bodyParser: false },
  );
  prepareHttp(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    origin: `http://127.0.0.1:${port}`,
    store: app.get(BlobStore),
    log,
    metrics: () => app.get(Metrics).registry.metrics(),
  };
}
