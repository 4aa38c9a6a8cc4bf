import { once } from 'node:events';
import { connect } from 'node:net';
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { openBrowser } from '../support/browser.js';
import { isRequired, SERVICES, WHERE, type Service } from '../support/services.js';

/** Each asks its service for what only that service would answer. */
const QUESTIONS: Readonly<Record<Service, () => Promise<string>>> = {
  postgres: async () => {
    const client = new Client({ connectionString: WHERE.postgres, connectionTimeoutMillis: 2_000 });
    await client.connect();
    const { rows } = await client.query<{ version: string }>('SELECT version()');
    await client.end();
    return rows[0]?.version ?? '';
  },
  redis: async () => {
    const { hostname, port } = new URL(WHERE.redis);
    const socket = connect({ host: hostname, port: Number(port), timeout: 2_000 });
    socket.on('timeout', () => socket.destroy(new Error('Redis does not answer.')));
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return answer.toString();
  },
  s3: async () => (await fetch(WHERE.s3.endpoint, { signal: AbortSignal.timeout(2_000) })).headers.get('date') ?? '',
  chromium: async () => {
    const browser = await openBrowser();
    const version = browser.version();
    await browser.close();
    return `Chromium ${version}`;
  },
  firefox: async () => spawnSync(WHERE.firefox, ['--version'], { encoding: 'utf8' }).stdout,
  ffmpeg: async () => spawnSync(WHERE.ffmpeg, ['-version'], { encoding: 'utf8' }).stdout,
  mpv: async () => spawnSync(WHERE.mpv, ['--version'], { encoding: 'utf8' }).stdout,
};

const ANSWERS: Readonly<Record<Service, RegExp>> = {
  postgres: /^PostgreSQL (1[5-9]|[2-9]\d)\./,
  redis: /^\+PONG\r\n$/,
  s3: /GMT$/,
  chromium: /^Chromium \d{3}\./,
  firefox: /^Mozilla Firefox \d{3}\./,
  mpv: /^mpv /,
  ffmpeg: /^ffmpeg version n?([5-9]|\d{2})\./,
};

describe('services', () => {
  for (const service of SERVICES.filter(isRequired)) {
    test(`[RE6] ${service} is required, so it is there`, async () => {
      expect(await QUESTIONS[service]()).toMatch(ANSWERS[service]);
    });
  }

  test('[RE6] a service nobody required is not asked for', () => {
    const required = (process.env['REQUIRE'] ?? '').split(',');
    expect(SERVICES.filter((service) => isRequired(service) !== required.includes(service))).toEqual([]);
  });
});
