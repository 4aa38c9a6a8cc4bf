import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Catch, type ArgumentsHost, type ExceptionFilter, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Response } from 'express';
import { BlobController } from '../../src/blobs/blob.controller.js';
import { BlobLinks } from '../../src/blobs/blob-link.js';
import { BlobFault, BlobStore } from '../../src/blobs/blob-store.port.js';
import { Log } from '../../src/watch/log.port.js';
import { CODES } from '../../src/wire/codes.js';
import { MemoryLog } from './memory.log.js';

@Catch(BlobFault)
class FaultFilter implements ExceptionFilter {
  catch(fault: BlobFault, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(CODES[fault.code].status).json({ code: fault.code });
  }
}

class DoorModule {}

/** The blobs' door alone, on a free port. */
export async function openDoor(store: BlobStore, links: BlobLinks): Promise<{ app: INestApplication; url: string }> {
  const module = {
    module: DoorModule,
    controllers: [BlobController],
    providers: [
      { provide: BlobStore, useValue: store },
      { provide: BlobLinks, useValue: links },
      { provide: Log, useClass: MemoryLog },
    ],
  };
  const app = await NestFactory.create(module, { logger: false });
  app.useGlobalFilters(new FaultFilter());
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${port}` };
}
