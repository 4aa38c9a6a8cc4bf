import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../../src/app.module.js';
import { servePages } from '../../src/pages.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { prepareHttp } from '../../src/watch/http.front.js';
import { NestLogger } from '../../src/watch/nest.logger.js';
import { dataFolder } from '../support/data-folder.js';
import { MemoryLog } from '../support/memory.log.js';

const PAGES = ['index', 'listen', 'embed', 'host', 'admin', 'invite', 'match', 'pad'];

interface House {
  ask(path: string, host?: string): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>;
  close(): Promise<void>;
}

/** The whole house, with pages that say which they are. */
async function open(environment: Readonly<Record<string, string>> = {}): Promise<House> {
  const folder = dataFolder('page-headers');
  const client = join(folder, 'client');
  mkdirSync(join(client, 'assets'), { recursive: true });
  for (const page of PAGES) writeFileSync(join(client, `${page}.html`), page);
  writeFileSync(join(client, 'assets/player-abc.js'), 'export {};');
  const log = new MemoryLog();
  const settings = parseSettings({ LONGWAVE_DATA: folder, METRICS_PORT: '0', DEMO: 'off', ...environment });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings, log), {
    logger: new NestLogger(log),
    bodyParser: false,
  });
  prepareHttp(app);
  servePages(app, client);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  return {
    ask: (path, host = `127.0.0.1:${port}`) =>
      new Promise((resolve, reject) => {
        const asked = httpRequest({ port, path, host: '127.0.0.1', headers: { host } }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (some: string) => (text += some));
          answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
        });
        asked.once('error', reject).end();
      }),
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let plain: House;
let secure: House;
beforeAll(async () => {
  [plain, secure] = await Promise.all([open(), open({ PUBLIC_URL: 'https://radio.example' })]);
});
afterAll(() => Promise.all([plain.close(), secure.close()]));

const frames = (headers: IncomingHttpHeaders) => [
  headers['x-frame-options'],
  /frame-ancestors [^;]+/.exec(String(headers['content-security-policy']))?.[0],
];
const isolation = (headers: IncomingHttpHeaders) => [
  headers['cross-origin-opener-policy'],
  headers['cross-origin-embedder-policy'],
];
const APART = ['same-origin', 'require-corp'];
const NOT_APART = [undefined, undefined];

describe('pages', () => {
  test.each([
    ['/', 'index'],
    ['/c/final', 'listen'],
    ['/c/nobody-has-made-it?delay=18', 'listen'],
    ['/embed/final', 'embed'],
    ['/host/final', 'host'],
    ['/match/final', 'match'],
    ['/pad', 'pad'],
    ['/pad/final', 'pad'],
    ['/admin', 'admin'],
    ['/invite', 'invite'],
  ])('[PG10] %s is the page %s, whether there is such a channel or not', async (path, page) => {
    expect(await plain.ask(path)).toMatchObject({ status: 200, text: page });
  });

  test.each(['/c', '/c/', '/c/Final', '/c/a/b', `/c/${'a'.repeat(65)}`, '/embed/', '/embed/../c/x', '/nothing'])(
    '[PG10] %s is no page',
    async (path) => {
      const { status, text } = await plain.ask(path);
      expect([status, PAGES.includes(text)]).toEqual([404, false]);
    },
  );

  test('[PG11] the embedded player may stand in any frame, and every other page in none', async () => {
    for (const house of [plain, secure]) {
      for (const path of ['/embed/final', '/embed/final?theme=dark']) {
        expect([path, frames((await house.ask(path)).headers)]).toEqual([path, [undefined, 'frame-ancestors *']]);
      }
      for (const path of [
        '/',
        '/c/final',
        '/host/final',
        '/match/final',
        '/pad',
        '/pad/final',
        '/admin',
        '/invite',
        '/docs',
        '/embed/a/b',
        '/embed',
        '/v1/me',
      ]) {
        expect([path, frames((await house.ask(path)).headers)]).toEqual([path, ['DENY', "frame-ancestors 'none'"]]);
      }
    }
  });

  test('[PG12] the page of a channel is kept apart where browsers trust the server, and nowhere else', async () => {
    for (const host of ['localhost', 'localhost:8000', '127.0.0.1:8000', '[::1]:8000', 'LOCALHOST:80']) {
      expect([host, isolation((await plain.ask('/c/final', host)).headers)]).toEqual([host, APART]);
    }
    for (const host of [
      '192.168.1.20:8000',
      'radio.example',
      'localhost.example',
      '127.0.0.1.example:80',
      '[::2]:80',
    ]) {
      expect([host, isolation((await plain.ask('/c/final', host)).headers)]).toEqual([host, NOT_APART]);
    }
    expect(isolation((await secure.ask('/c/final', 'radio.example')).headers)).toEqual(APART);
  });

  test('[PG12] what that page loads says that it may, and the embedded player is never kept apart', async () => {
    for (const house of [plain, secure]) {
      const script = (await house.ask('/assets/player-abc.js')).headers;
      expect([isolation(script)[1], script['cross-origin-resource-policy']]).toEqual(['require-corp', 'same-origin']);
      const sound = (await house.ask('/v1/audio/chunks/nothing.mp3')).headers;
      expect(sound['cross-origin-resource-policy']).toBe('same-origin');
      expect(isolation((await house.ask('/embed/final')).headers)).toEqual(NOT_APART);
    }
    for (const path of ['/', '/host/final', '/match/final', '/pad/final', '/admin', '/docs']) {
      expect([path, isolation((await plain.ask(path)).headers)]).toEqual([path, NOT_APART]);
      expect([path, isolation((await secure.ask(path)).headers)]).toEqual([path, ['same-origin', undefined]]);
    }
  });
});
