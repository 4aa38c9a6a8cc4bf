import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { until } from '../../test/support/until.js';
import { watchedApp, type WatchedApp } from '../../test/support/watched-app.js';
import { Fault } from '../kernel/fault.js';
import { Drain } from './drain.port.js';
import { Health } from './health.port.js';
import { Log } from './log.port.js';
import { Metrics } from './metrics.port.js';
import { PinoLog } from './pino.log.js';

@Controller('test')
class RoomController {
  constructor(private readonly log: Log) {}

  @Get('rooms/:id')
  room(): { readonly ok: true } {
    return { ok: true };
  }

  @Post('rooms/:id')
  async say(): Promise<void> {
    await Promise.resolve();
    this.log.info('said');
  }

  @Get('leaks/:id')
  leak(@Param('id') id: string): void {
    this.log.warn('it leaks', { id, headers: { cookie: id }, url: `https://s3.example/a?X-Amz-Signature=${id}` });
    throw new Fault('speech.refused-key', {
      detail: `401 Incorrect API key provided: ${id}`,
      cause: Object.assign(new Error(`Status code: 401 Body: {"xi-api-key":"${id}"}`), {
        config: { headers: { Authorization: `Bearer ${id}` } },
        response: { data: id },
      }),
    });
  }

  @Get('stream')
  stream(@Res() response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'audio/mpeg' });
    response.write('sound');
  }
}

type Line = Readonly<Record<string, unknown>>;

describe('http', () => {
  const written: string[] = [];
  let served: WatchedApp;

  beforeAll(async () => {
    const log = new PinoLog('debug', { write: (line) => written.push(line) });
    served = await watchedApp(log, [RoomController]);
  });
  beforeEach(() => {
    written.length = 0;
  });
  afterAll(() => served.app.close());

  const asking = (path: string, init: RequestInit = {}): Promise<Response> => fetch(served.origin + path, init);
  const lines = (sentence: string): Line[] =>
    written.map((line) => JSON.parse(line) as Line).filter((line) => line['msg'] === sentence);
  const requestLine = (): Promise<Line> => until('the request is logged', () => lines('request')[0]);

  test('[WA11] a request is one line: its pattern, not its address', async () => {
    const response = await asking('/test/rooms/CANARY?token=CANARY', { headers: { cookie: 'session=CANARY' } });
    const line = await requestLine();
    expect(line).toMatchObject({
      level: 'info',
      requestId: response.headers.get('x-request-id'),
      method: 'GET',
      route: '/test/rooms/:id',
      status: 200,
      cut: false,
    });
    expect(line['ms']).toBeGreaterThanOrEqual(0);
    expect(line['bytes']).toBeGreaterThan(100);
    expect(lines('request')).toHaveLength(1);
    expect(written.join('')).not.toContain('CANARY');
  });

  test.each(['0192f3a4-1111-7222-8333-444455556666', '4bf92f3577b34da6a3ce929d0e0e4736'])(
    '[WA11] a proxy’s request id %s is kept',
    async (id) => {
      const response = await asking('/test/rooms/1', { headers: { 'X-Request-Id': id } });
      expect(response.headers.get('x-request-id')).toBe(id);
      expect((await requestLine())['requestId']).toBe(id);
    },
  );

  test.each(['short', 'sk-CANARY1234567890', '<script>alert(1)</script>', 'a'.repeat(65)])(
    '[WA11] %s is no request id: a new one is made',
    async (id) => {
      const response = await asking('/test/rooms/1', { headers: { 'X-Request-Id': id } });
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    },
  );

  test('[WA11] what is logged while a request is answered carries its id, also after a body was read', async () => {
    const responses = await Promise.all(
      ['1', '2', '3'].map((id) =>
        asking(`/test/rooms/${id}`, {
          method: 'POST',
          body: '{"a":1}',
          headers: { 'Content-Type': 'application/json' },
        }),
      ),
    );
    const ids = responses.map((response) => response.headers.get('x-request-id'));
    expect(new Set(lines('said').map((line) => line['requestId']))).toEqual(new Set(ids));
    expect(lines('said')).toHaveLength(3);
  });

  test('[WA11] a listener that leaves is logged as cut', async () => {
    const controller = new AbortController();
    await asking('/test/stream', { signal: controller.signal });
    controller.abort();
    expect(await requestLine()).toMatchObject({ route: '/test/stream', status: 200, cut: true });
  });

  test('[WA12] the headers of an answer', async () => {
    const response = await asking('/test/rooms/1');
    const headers = Object.fromEntries(response.headers);
    for (const changing of ['date', 'x-request-id', 'connection', 'keep-alive']) delete headers[changing];
    expect(headers).toEqual({
      'content-length': '11',
      'content-security-policy':
        "default-src 'self';base-uri 'none';connect-src 'self';font-src 'self';form-action 'self';" +
        "frame-ancestors 'none';img-src 'self' data:;media-src 'self' blob:;object-src 'none';script-src 'self';" +
        "script-src-attr 'none';style-src 'self';worker-src 'self' blob:",
      'content-type': 'application/json; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'x-download-options': 'noopen',
      'x-frame-options': 'DENY',
      'x-permitted-cross-domain-policies': 'none',
      'x-xss-protection': '0',
    });
  });

  test.each([
    [{}, [null, null]],
    [{ PUBLIC_URL: 'http://radio.example' }, [null, null]],
    [{ PUBLIC_URL: 'https://radio.example' }, ['max-age=31536000; includeSubDomains', 'same-origin']],
  ])('[WA12] with %j HTTPS is insisted on: %j', async (environment, expected) => {
    const other = await watchedApp(new PinoLog('silent', { write: () => undefined }), [], environment);
    const response = await fetch(`${other.origin}/livez`);
    await other.app.close();
    const names = ['strict-transport-security', 'cross-origin-opener-policy'];
    expect(names.map((name) => response.headers.get(name))).toEqual(expected);
  });

  test('[WA12] the server does not wait for ever for a request to arrive', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout, maxHeadersCount } = served.app.getHttpServer();
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxHeadersCount }).toEqual({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      maxHeadersCount: 100,
    });
  });

  test('[WA13] probes say how it is', async () => {
    const [alive, ready, health] = await Promise.all(['/livez', '/readyz', '/health'].map((path) => asking(path)));
    expect([alive?.status, await alive?.json()]).toEqual([200, { status: 'ok' }]);
    expect([ready?.status, await ready?.json()]).toEqual([200, { status: 'ready' }]);
    expect(health?.status).toBe(200);
    expect(await health?.json()).toEqual({
      status: 'ok',
      service: 'longwave',
      version: '0.1.0',
      checks: { files: { ok: true } },
    });
    expect(lines('request').every((line) => line['level'] === 'debug')).toBe(true);
  });

  test('[WA13] while everything it needs hangs it is alive, and says within a second that it is not ready', async () => {
    const other = await watchedApp(new PinoLog('silent', { write: () => undefined }), []);
    let asked = 0;
    other.app.get(Health).join({
      name: 'database',
      required: true,
      check: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    });
    const startedAt = performance.now();
    const ready = Promise.all(Array.from({ length: 100 }, () => fetch(`${other.origin}/readyz`)));
    expect((await fetch(`${other.origin}/livez`)).status).toBe(200);
    expect((await ready).map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 503));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(asked).toBeLessThanOrEqual(2);
    const health = await fetch(`${other.origin}/health`);
    expect([health.status, await health.json()]).toMatchObject([
      503,
      { status: 'unwell', checks: { database: { ok: false, reason: 'no answer within 500 ms' } } },
    ]);
    await other.app.close();
  });

  test('[WA13] a stop answers what was asked, refuses what is new, and cuts what would stream for ever', async () => {
    const other = await watchedApp(new PinoLog('silent', { write: () => undefined }), [RoomController]);
    const drain = other.app.get(Drain);
    let finish: (() => void) | undefined;
    drain.join({ name: 'test', step: 'finish', stop: () => new Promise((resolve) => (finish = resolve)) });
    const stream = await fetch(`${other.origin}/test/stream`);
    // Held by the client: a connection that was open before the stop.
    await fetch(`${other.origin}/livez`).then((response) => response.text());
    const closed = other.app.close();
    await until('the stop has begun', () => finish);
    expect(drain.draining).toBe(true);
    await expect(fetch(`${other.origin}/livez`)).rejects.toThrow('fetch failed');
    finish?.();
    await closed;
    await expect(stream.text()).rejects.toThrow('terminated');
  });

  test('[WA14] [WA22] requests are counted by pattern, files too, and a stranger cannot make new series', async () => {
    await Promise.all(
      Array.from({ length: 50 }, async (_, at) => {
        await asking(`/test/rooms/CANARY${at}?x=${at}`);
        await asking(`/CANARY${at}`);
      }),
    );
    await asking('/livez', { method: 'PURGE' });
    const { registry } = served.app.get(Metrics);
    const text = await until('all are counted', async () => {
      const found = await registry.metrics();
      return /route="\(none\)",status="404"\} (5\d|[6-9]\d)/.test(found) && found;
    });
    expect(text).not.toContain('CANARY');
    expect(text).toMatch(/http_request_seconds_count\{method="GET",route="\/test\/rooms\/:id",status="200"\} \d+/);
    expect(text).toContain('http_request_seconds_count{method="other",route="(none)",status="405"} 1');
    expect(text).not.toContain('PURGE');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).toContain('process_resident_memory_bytes');
    if (process.platform === 'linux') expect(text).toMatch(/process_open_fds \d+[^]*process_max_fds \d+/);
    expect(new Set(text.match(/route="[^"]*"/g)).size).toBeLessThan(12);
  });

  test('[WA15] the documents need nothing from elsewhere', async () => {
    const page = await asking('/docs');
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).not.toMatch(/(?:src|href)=["'](?:https?:)?\/\//);
    expect(html).not.toMatch(/<script>[^<]/);
    expect(page.headers.get('content-security-policy')).toContain("style-src 'self' 'unsafe-inline'");
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    for (const path of ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-init.js']) {
      expect((await asking(`/docs/${path}`)).status).toBe(200);
    }
  });

  test('[WA15] the API is described as OpenAPI 3.1, problems included', async () => {
    const response = await asking('/docs/openapi.json');
    const document = (await response.json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>;
      components: { schemas: Record<string, { properties?: object }> };
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/livez', '/readyz', '/health']));
    expect(document.paths['/livez']?.['get']?.responses['default']?.content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
    expect(Object.keys(document.components.schemas['Problem']?.properties ?? {})).toContain('code');
    expect(JSON.stringify(document.paths['/health'])).toContain('version');
  });

  test.each([
    'sk-CANARY1234567890abcdef',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.c2lnbmF0dXJlQ0FOQVJZ',
    'Q7m3xV0pJ4rN8tYbL2cWz6KdEfGhSuAa1iOo5_-Tq9B',
  ])('[WA16] %s, sent every way there is, comes out nowhere', async (secret) => {
    const headers = { Authorization: `Bearer ${secret}`, Cookie: `session=${secret}`, 'xi-api-key': secret };
    const json = { ...headers, 'Content-Type': 'application/json' };
    const responses = await Promise.all([
      asking(`/test/leaks/${secret}`, { headers }),
      asking(`/test/rooms/1?access_token=${secret}`, { headers }),
      asking(`/${secret}/nowhere?token=${secret}`, { headers }),
      asking(`/test/rooms/${secret}`, { method: 'DELETE', headers }),
      asking('/test/rooms/1', { method: 'POST', headers: json, body: `{"key":${secret}` }),
      asking('/test/rooms/1', { headers: { ...headers, 'X-Request-Id': secret } }),
    ]);
    const bodies = await Promise.all(responses.map((response) => response.text()));
    const ids = responses.map((response) => response.headers.get('x-request-id'));
    await until('all are logged', () => ids.every((id) => lines('request').some((line) => line['requestId'] === id)));
    const metrics = await served.app.get(Metrics).registry.metrics();
    const answered = responses.map((response) => JSON.stringify([...response.headers]));
    const everything = [...written, ...bodies, ...answered, metrics].join('\n');
    expect(lines('it leaks')).toHaveLength(1);
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(secret.slice(4, 20));
  });
});
