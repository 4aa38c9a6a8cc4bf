import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryLog } from '../../test/support/memory.log.js';
import { parseSettings } from '../settings/parse-settings.js';
import { SigningSecret } from './signing-secret.js';

const STRONG = 'K7fQ2mZx9LpT4vWc8RnB3hYd6JsG1kAeUo5iNq0';

describe('the signing secret', () => {
  let folder: string;
  let log: MemoryLog;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'longwave-secret-'));
    log = new MemoryLog();
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (environment: Record<string, string> = {}): SigningSecret =>
    SigningSecret.open(parseSettings({ LONGWAVE_DATA: folder, ...environment }), log);

  test('[PE3] the first start makes it, for its owner alone, and leaves nothing else', () => {
    open();
    expect(readdirSync(folder)).toEqual(['secret']);
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toMatch(/^[\w-]{64}\n$/);
  });

  test('[PE3] every later start has the same keys', () => {
    expect(open().key('access-tokens')).toEqual(open().key('access-tokens'));
  });

  test('[PE3] a data directory that is not there yet is made', () => {
    open({ LONGWAVE_DATA: join(folder, 'new', 'data') });
    expect(readdirSync(join(folder, 'new', 'data'))).toEqual(['secret']);
  });

  test('[PE3] a file others could read is theirs no longer', () => {
    open();
    chmodSync(join(folder, 'secret'), 0o644);
    open();
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('[PE3] keys for two purposes, or of two secrets, have nothing in common', () => {
    const keys = [
      open({ LONGWAVE_SECRET: STRONG }).key('access-tokens'),
      open({ LONGWAVE_SECRET: STRONG }).key('blobs'),
      open({ LONGWAVE_SECRET: `${STRONG}x` }).key('blobs'),
    ].map((key) => key.toString('hex'));
    expect(new Set(keys).size).toBe(3);
    expect(keys.map((key) => key.length)).toEqual([64, 64, 64]);
  });

  test.each([
    ['changeme', 'it is shorter than 32 bytes'],
    ['changeme'.repeat(5), 'it is an example from a document'],
    ['x'.repeat(40), 'it repeats itself'],
  ])('[PE2] production does not start with %j', (secret, weakness) => {
    expect(() => open({ NODE_ENV: 'production', LONGWAVE_SECRET: secret })).toThrow(
      `LONGWAVE_SECRET is too weak to sign with: ${weakness}. Make one with \`openssl rand -base64 48\`.`,
    );
  });

  test('[PE2] production does not start with a damaged secret file either', () => {
    writeFileSync(join(folder, 'secret'), 'half\n', { mode: 0o600 });
    expect(() => open({ NODE_ENV: 'production' })).toThrow(/^The secret in .* is too weak/);
  });

  test('[PE2] development starts with it, and says so without the secret', () => {
    open({ LONGWAVE_SECRET: 'changeme' });
    expect(log.lines).toEqual([
      {
        level: 'warn',
        sentence: 'the signing secret is too weak for production',
        fields: { weakness: 'it is shorter than 32 bytes' },
      },
    ]);
  });

  test('[PE2] a secret that is logged by mistake says nothing', () => {
    expect(JSON.stringify({ secret: open({ LONGWAVE_SECRET: STRONG }) })).toBe('{"secret":"[secret]"}');
  });
});
