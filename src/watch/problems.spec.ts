import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BadRequestException,
  Body,
  Controller,
  ForbiddenException,
  Get,
  HttpException,
  NotFoundException,
  Param,
  Post,
  Res,
  UnauthorizedException,
} from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { assert } from '../kernel/assert.js';
import { Fault } from '../kernel/fault.js';
import { refuse } from '../kernel/outcome.js';
import { watchedApp, type WatchedApp } from '../../test/support/watched-app.js';
import { orProblem } from './problem.port.js';
import { PinoLog } from './pino.log.js';

const Line = z.strictObject({ text: z.string().max(10), tags: z.array(z.string()).optional() });

const THROWN: Readonly<Record<string, () => unknown>> = {
  refusal: () => orProblem(refuse('speech.text-too-long')),
  'refusal-with-detail': () => orProblem(refuse('people.not-allowed', 'Only a host may skip.')),
  'not-signed-in': () => orProblem(refuse('people.not-signed-in')),
  'too-many': () => orProblem(refuse('request.too-many')),
  'too-many-for-long': () => orProblem({ ...refuse('request.too-many'), retryAfterS: 41 }),
  'spent-for-today': () => {
    throw new Fault('speech.budget-spent', { retryAfterS: 3_600 });
  },
  'fault-away': () => {
    throw new Fault('database.unavailable', { detail: 'CANARY at 10.0.0.7', cause: new Error('CANARY') });
  },
  'fault-of-theirs': () => {
    throw new Fault('audio.undecodable', { detail: 'The header is cut.' });
  },
  assertion: () => assert(false, 'R1 CANARY'),
  unknown: () => {
    throw Object.assign(new Error('CANARY'), { status: 404, config: { headers: { authorization: 'CANARY' } } });
  },
  nothing: () => {
    throw undefined as unknown as Error;
  },
  'nest-400': () => {
    throw new BadRequestException('CANARY');
  },
  'nest-401': () => {
    throw new UnauthorizedException('CANARY');
  },
  'nest-403': () => {
    throw new ForbiddenException('CANARY');
  },
  'nest-404': () => {
    throw new NotFoundException('CANARY');
  },
  'nest-418': () => {
    throw new HttpException({ secret: 'CANARY' }, 418);
  },
  'nest-502': () => {
    throw new HttpException('CANARY', 502);
  },
};

@Controller('test')
class ThrowingController {
  @Get('throw/:what')
  throw(@Param('what') what: string): unknown {
    return THROWN[what]?.();
  }

  @Post('lines')
  line(@Body({ schema: Line }) line: z.infer<typeof Line>): unknown {
    return { text: line.text };
  }

  @Get('half')
  async half(@Res() response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'Content-Type': 'audio/mpeg' });
    await new Promise((resolve) => {
      response.write('first', resolve);
    });
    throw new Error('half way');
  }

  @Get('prepared')
  prepared(@Res() response: ServerResponse): void {
    response.setHeader('Content-Type', 'audio/mpeg');
    response.setHeader('Content-Length', '1000000');
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.setHeader('ETag', '"CANARY"');
    throw new Error('before the first byte');
  }
}

describe('problems', () => {
  const written: string[] = [];
  let served: WatchedApp;

  beforeAll(async () => {
    served = await watchedApp(new PinoLog('debug', { write: (line) => written.push(line) }), [ThrowingController]);
  });
  afterAll(() => served.app.close());

  const asking = (path: string, init: RequestInit = {}): Promise<Response> => fetch(served.origin + path, init);
  const posting = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    asking('/test/lines', { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });

  test.each([
    ['refusal', 400, 'speech.text-too-long', undefined],
    ['refusal-with-detail', 403, 'people.not-allowed', 'Only a host may skip.'],
    ['not-signed-in', 401, 'people.not-signed-in', undefined],
    ['too-many', 429, 'request.too-many', undefined],
    ['fault-away', 503, 'database.unavailable', undefined],
    ['fault-of-theirs', 422, 'audio.undecodable', 'The header is cut.'],
    ['assertion', 500, 'server.fault', undefined],
    ['unknown', 500, 'server.fault', undefined],
    ['nothing', 500, 'server.fault', undefined],
    ['nest-400', 400, 'request.invalid', undefined],
    ['nest-401', 401, 'people.not-signed-in', undefined],
    ['nest-403', 403, 'people.not-allowed', undefined],
    ['nest-404', 404, 'request.not-found', undefined],
    ['nest-418', 400, 'request.invalid', undefined],
    ['nest-502', 500, 'server.fault', undefined],
  ])('[WA8] %s is %i %s', async (what, status, code, detail) => {
    const response = await asking(`/test/throw/${what}`);
    const text = await response.text();
    const problem = JSON.parse(text) as Record<string, unknown>;
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({ type: `urn:longwave:problem:${code}`, status, code });
    expect(problem['detail']).toBe(detail);
    expect(problem['requestId']).toBe(response.headers.get('x-request-id'));
    expect(text).not.toMatch(/CANARY|node_modules|\bat \//);
  });

  test.each([
    ['not-signed-in', 'www-authenticate', 'Bearer'],
    ['too-many', 'retry-after', '10'],
    ['too-many-for-long', 'retry-after', '41'],
    ['spent-for-today', 'retry-after', '3600'],
    ['fault-away', 'retry-after', '2'],
    ['unknown', 'retry-after', null],
    ['unknown', 'cache-control', 'no-store'],
  ])('[WA8] %s is answered with %s: %s', async (what, header, value) => {
    expect((await asking(`/test/throw/${what}`)).headers.get(header)).toBe(value);
  });

  test.each([
    ['GET', '/nowhere?token=CANARY', 404, null],
    ['DELETE', '/nowhere', 404, null],
    ['GET', '/metrics', 404, null],
    ['POST', '/livez', 405, 'GET, HEAD'],
    ['GET', '/test/lines?x=1', 405, 'POST'],
    ['GET', '/test/%E0%A4%A', 404, null],
    ['GET', '/test/throw/%E0%A4%A', 400, null],
  ])('[WA8] %s %s is %i, allowed: %s', async (method, path, status, allow) => {
    const response = await asking(path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.text()).not.toContain('CANARY');
  });

  test('[WA8] HEAD is answered as GET, without a body', async () => {
    const response = await asking('/test/throw/refusal', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([400, '']);
  });

  test.each([
    ['{"text":"sk-CANARY1234567890', 'request.invalid', 400, 'The body is not valid JSON.'],
    ['"a string"', 'request.invalid', 400, 'The body is not valid JSON.'],
    [`{"text":"${'x'.repeat(65_536)}"}`, 'request.too-large', 413, undefined],
    [
      '['.repeat(30_000) + ']'.repeat(30_000),
      'request.invalid',
      400,
      'The body is nested too deeply or has too many keys.',
    ],
    [
      `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`,
      'request.invalid',
      400,
      'The body is nested too deeply or has too many keys.',
    ],
  ])('[WA9] the body %.30s is %s', async (body, code, status, detail) => {
    const response = await posting(body);
    expect(response.status).toBe(status);
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem['code']).toBe(code);
    expect(problem['detail']).toBe(detail);
    expect(JSON.stringify(problem)).not.toContain('CANARY');
  });

  test.each([
    [200, 400, 'request.invalid', 'text: Invalid input: expected string, received undefined'],
    [201, 400, 'request.invalid', undefined],
  ])('[WA9] an object of %i keys', async (count, status, code, first) => {
    const response = await posting(
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1]))),
    );
    const problem = (await response.json()) as { code: string; mistakes?: { path: string; message: string }[] };
    expect([response.status, problem.code]).toEqual([status, code]);
    const mistake = problem.mistakes?.[0];
    expect(mistake && `${mistake.path}: ${mistake.message}`).toBe(first);
  });

  test('[WA9] a compressed body is not unpacked', async () => {
    const response = await posting('{}', { 'Content-Encoding': 'gzip' });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      415,
      'request.unsupported-type',
    ]);
  });

  test('[WA9] mistakes are told one by one, and unknown fields are mistakes', async () => {
    const response = await posting(
      '{"text":"much too long for it","tags":[1],"status":"COMPLETED","__proto__":{"a":1}}',
    );
    const problem = (await response.json()) as { mistakes: { path: string }[] };
    expect(response.status).toBe(400);
    expect(problem.mistakes.map(({ path }) => path)).toEqual(['text', 'tags.0', '']);
    expect(JSON.stringify(problem.mistakes)).toContain('status');
  });

  test('[WA9] what is valid comes through', async () => {
    const response = await posting('{"text":"Four runs!"}');
    expect([response.status, await response.json()]).toEqual([201, { text: 'Four runs!' }]);
  });

  test('[WA10] an answer that fails half way is cut, not ended', async () => {
    const socket = connect(Number(new URL(served.origin).port), '127.0.0.1');
    socket.write('GET /test/half HTTP/1.1\r\nHost: x\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    expect(raw).toContain('first');
    expect(raw).not.toContain('\r\n0\r\n');
    expect(raw).not.toContain('problem');
  });

  test('[WA10] what a handler said of content it did not send is forgotten', async () => {
    const response = await asking('/test/prepared');
    expect(response.status).toBe(500);
    expect(((await response.json()) as { code: string }).code).toBe('server.fault');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('etag')).toBeNull();
    expect(response.headers.get('content-security-policy')).not.toBeNull();
  });

  test('[WA8] a fault is logged once, with its cause and the request’s id', async () => {
    written.length = 0;
    const id = (await asking('/test/throw/fault-away')).headers.get('x-request-id');
    const errors = written
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line['level'] === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      msg: 'a request failed',
      requestId: id,
      code: 'database.unavailable',
      error: { cause: { name: 'Error' } },
    });
  });
});
