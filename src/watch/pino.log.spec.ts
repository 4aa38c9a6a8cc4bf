import { describe, expect, test } from '@jest/globals';
import type { LogFields } from './log.port.js';
import { NestLogger } from './nest.logger.js';
import { PinoLog, type LogLevel } from './pino.log.js';
import { inRequest } from './request-scope.js';

function logTo(level: LogLevel = 'debug') {
  const written: string[] = [];
  const log = new PinoLog(level, { write: (line) => written.push(line) });
  return { log, written, lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

function lineOf(fields: LogFields, sentence = 'something happened'): Record<string, unknown> {
  const { log, lines } = logTo();
  log.info(sentence, fields);
  expect(lines()).toHaveLength(1);
  return lines()[0] ?? {};
}

const INVITATION = 'Q7m3xV0pJ4rN8tYbL2cWz6KdEfGhSuAa1iOo5_-Tq9B';
const CANARIES = [
  'sk-CANARY1234567890abcdef',
  'sk_canary0123456789abcdef0123456789abcdef',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.c2lnbmF0dXJlQ0FOQVJZ',
  'AKIACANARY1234567890',
  INVITATION,
];
const PLACES: readonly [string, (secret: string) => LogFields][] = [
  ['a value', (secret) => ({ about: secret })],
  ['the middle of a sentence', (secret) => ({ about: `We sent ${secret}, and it failed.` })],
  ['a name', (secret) => ({ about: { [secret]: 1 } })],
  ['deep inside', (secret) => ({ a: { b: [{ c: secret }] } })],
  ['a link’s query', (secret) => ({ url: `https://s3.example/a.mp3?X-Amz-Signature=${secret}&x=1` })],
  ['an invitation', (secret) => ({ url: `https://radio.example/invite#${secret}` })],
  ['a URL object', (secret) => ({ url: new URL(`https://radio.example/?t=${secret}`) })],
  ['an error’s message', (secret) => ({ error: new Error(`401 Incorrect API key provided: ${secret}.`) })],
  ['an error’s cause', (secret) => ({ error: new Error('outer', { cause: new Error(secret) }) })],
  ['many errors', (secret) => ({ error: new AggregateError([new Error(secret)], 'all failed') })],
  ['JSON inside a string', (secret) => ({ body: JSON.stringify({ xi_api_key: secret }) })],
  ['what toJSON gives', (secret) => ({ it: { toJSON: () => ({ key: secret }) } })],
  ['beyond the cut', (secret) => ({ about: `${'word '.repeat(197)}${secret}` })],
];

describe('log', () => {
  test.each(PLACES.flatMap(([place, put]) => CANARIES.map((secret) => ({ place, put, secret }))))(
    '[WA1] $secret is hidden in $place',
    ({ put, secret }) => {
      const { log, written } = logTo();
      log.error('it failed', put(secret));
      expect(written).toHaveLength(1);
      expect(written.join('')).not.toContain(secret);
      expect(written.join('')).not.toContain(secret.slice(0, 16));
    },
  );

  test.each([
    ['authorization', 'Digest CANARY'],
    ['Cookie', 'session=CANARY'],
    ['set-cookie', ['session=CANARY']],
    ['password', 'CANARY'],
    ['LONGWAVE_SECRET', 'CANARY'],
    ['refreshToken', 'CANARY'],
    ['xi-api-key', 'CANARY'],
    ['apiKey', { value: 'CANARY' }],
    ['headers', { 'x-anything': 'CANARY' }],
    ['url', 'postgres://longwave:CANARY@db.example:5432/radio'],
    ['said', 'password=CANARY host=db'],
    ['said', 'Authorization: Bearer CANARY'],
    ['said', '{\\"api_key\\":\\"CANARY\\"}'],
  ])('[WA1] a field named %s hides %j', (name, value) => {
    expect(JSON.stringify(lineOf({ outer: { [name]: value } }))).not.toContain('CANARY');
    expect(JSON.stringify(lineOf({ [name]: value }))).not.toContain('CANARY');
  });

  test('[WA1] a sentence that carries a secret loses it', () => {
    expect(lineOf({}, 'the key is sk-CANARY1234567890')['msg']).toBe('the key is [hidden]');
  });

  test('[WA1] what is no secret stays', () => {
    expect(
      lineOf({ route: '/v1/task-force', count: 3, tokens: 5, ok: true, none: null, at: new Date(0), size: 12n }),
    ).toMatchObject({
      route: '/v1/task-force',
      count: 3,
      tokens: 5,
      ok: true,
      none: null,
      at: '1970-01-01T00:00:00.000Z',
      size: '12',
    });
  });

  test('[WA2] errors keep what helps and lose what libraries hang on them', () => {
    const error = Object.assign(new Error('Request failed with status code 401'), {
      code: 'ERR_BAD_REQUEST',
      status: 401,
      config: { headers: { 'xi-api-key': 'CANARY' }, data: 'CANARY words' },
      request: { _header: 'CANARY' },
      response: { data: 'CANARY' },
      body: 'CANARY',
      rawResponse: 'CANARY',
      query: 'INSERT CANARY',
      parameters: ['CANARY'],
      detail: 'Key (name)=(CANARY) already exists.',
    });
    const line = lineOf({ error });
    expect(JSON.stringify(line)).not.toContain('CANARY');
    expect(line['error']).toMatchObject({
      name: 'Error',
      message: 'Request failed with status code 401',
      code: 'ERR_BAD_REQUEST',
      status: 401,
    });
    expect((line['error'] as { stack: string }).stack).toMatch(/^ {4}at /);
  });

  test('[WA2] a cause is told, but not without end', () => {
    const knot = new Error('knot');
    knot.cause = knot;
    const { error } = lineOf({ error: knot }) as { error: { cause: { cause: { message: string } } } };
    expect(error.cause.cause.message).toBe('knot');
  });

  test('[WA3] a line break in a value makes no second line', () => {
    const payload = 'Rovers\n{"level":"error","msg":"forged"}\r\n\u2028next';
    const { log, written } = logTo();
    log.info(payload, { [payload]: payload, error: new Error(payload) });
    expect(written).toHaveLength(1);
    expect(written[0]?.trimEnd().split(/[\r\n]/)).toHaveLength(1);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'info' });
  });

  test('[WA3] circles, endless depth, breadth and length end', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const line = JSON.stringify(
      lineOf({
        circle,
        wide: Array.from({ length: 10_000 }, (_, at) => at),
        keys: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, 'x'.repeat(5_000)])),
        long: 'word '.repeat(1_000_000),
      }),
    );
    expect(line.length).toBeLessThan(40_000);
  });

  test('[WA3] bytes and the insides of libraries are named, not written', () => {
    class Socket {
      readonly held = 'CANARY';
    }
    expect(lineOf({ bytes: Buffer.alloc(1_000_000), socket: new Socket() })).toMatchObject({
      bytes: '[1000000 bytes]',
      socket: '[Socket]',
    });
  });

  test('[WA3] what cannot be read does not lose the line', () => {
    const broken = {
      get inside(): never {
        throw new Error('no');
      },
    };
    expect(lineOf({ broken, level: 'mine', msg: 'mine' })).toMatchObject({
      level: 'info',
      level_: 'mine',
      msg: 'something happened',
      msg_: 'mine',
      broken: { inside: '[unreadable: Error]' },
    });
  });

  test('[WA3] a hostile string costs no time', () => {
    const startedAt = performance.now();
    for (const hostile of ['a'.repeat(8_000), '://'.repeat(2_700), 'eyJ'.repeat(2_700), 'sk-'.repeat(2_700)]) {
      lineOf({ hostile, spaced: hostile.replaceAll('a', ' ') });
    }
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('[WA4] every line of a request carries its id, and no other line does', async () => {
    const { log, lines } = logTo();
    await Promise.all(
      ['a', 'b'].map((id) =>
        inRequest(id, async () => {
          await Promise.resolve();
          log.info('inside', { id });
        }),
      ),
    );
    log.info('outside');
    expect(lines().map((line) => [line['id'], line['requestId']])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      [undefined, undefined],
    ]);
  });

  test('[WA4] below the level nothing is written', () => {
    const { log, lines } = logTo('warn');
    log.debug('1');
    log.info('2');
    log.warn('3');
    log.error('4');
    expect(lines().map((line) => line['msg'])).toEqual(['3', '4']);
  });

  test('[WA4] Nest speaks through the same log', () => {
    const { log, written, lines } = logTo();
    new NestLogger(log).error(new Error('key sk-CANARY1234567890'), 'stack', 'ExceptionsHandler');
    expect(lines()[0]).toMatchObject({ level: 'error', by: 'ExceptionsHandler' });
    expect(written.join('')).not.toContain('CANARY');
  });
});
