import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../kernel/program.js';
import { envExample, withSettingsTable } from './documents.js';
import { parseSettings, SettingsMistakes } from './parse-settings.js';

function mistakesOf(environment: Record<string, string>): readonly string[] {
  try {
    parseSettings(environment);
  } catch (error) {
    if (error instanceof SettingsMistakes) return error.mistakes;
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('[SE1] nothing set is enough', () => {
    const { values } = parseSettings({});
    expect(values.PORT).toBe(8000);
    expect(values.METRICS_PORT).toBe(9090);
    expect(values.LONGWAVE_DATA).toBe('./data');
    expect(values.DATABASE_URL).toBeUndefined();
    expect(values.TRUST_PROXY).toBe(false);
  });

  test('[SE1] an empty value counts as not set', () => {
    expect(parseSettings({ PORT: '', DATABASE_URL: '' }).values.PORT).toBe(8000);
  });

  test.each([
    ['1', 1],
    ['true', true],
    ['10', 10],
    ['10.0.0.1, 10.0.0.2', ['10.0.0.1', '10.0.0.2']],
    ['loopback, 10.0.0.0/8, fd00::/8', ['loopback', '10.0.0.0/8', 'fd00::/8']],
  ])('[SE1] TRUST_PROXY=%s is read as what it is', (given, expected) => {
    expect(parseSettings({ TRUST_PROXY: given }).values.TRUST_PROXY).toEqual(expected);
  });

  test.each([
    'yse',
    '11',
    '-1',
    '1.5',
    'proxy.example',
    '10.0.0',
    '10.0.0.0/0',
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0.0/8/8',
  ])('[SE2] TRUST_PROXY=%s is a mistake', (given) => {
    expect(mistakesOf({ TRUST_PROXY: given })).toEqual([expect.stringContaining(`TRUST_PROXY is "${given}"; allowed`)]);
  });

  test('[SE2] three mistakes are one error with three lines', () => {
    expect(mistakesOf({ PORT: 'eighty', SPEECH_PROVIDERS: 'openai,parrot', ALLOWED_ORIGINS: 'club.example' })).toEqual([
      '  PORT is "eighty"; allowed: a port, 0 to 65535; 0 takes any free one.',
      '  ALLOWED_ORIGINS is "club.example"; allowed: origins such as https://club.example, divided by commas.',
      '  SPEECH_PROVIDERS is "openai,parrot"; allowed: elevenlabs, openai and espeak in the order they are tried, divided by commas.',
    ]);
  });

  test('[SE2] half a pair is a mistake', () => {
    expect(mistakesOf({ S3_BUCKET: 'radio', S3_ACCESS_KEY_ID: 'key' })).toEqual([
      '  S3_SECRET_ACCESS_KEY is not set; it is needed because S3_ACCESS_KEY_ID is set.',
    ]);
  });

  test('[SE3] a mistaken secret is not shown', () => {
    const [mistake] = mistakesOf({ DATABASE_URL: 'mysql://root:hunter2@db' });
    expect(mistake).toBe(
      '  DATABASE_URL is (hidden); allowed: an address that starts with postgres:// or postgresql://.',
    );
  });

  test('[SE3] settings that are logged say nothing', () => {
    const settings = parseSettings({ OPENAI_API_KEY: 'sk-CANARY' });
    expect(JSON.stringify({ settings })).toBe('{"settings":"[settings]"}');
  });

  test('[SE4] .env.example is up to date', () => {
    expect(readFileSync(join(projectRoot, '.env.example'), 'utf8')).toBe(envExample());
  });

  test('[SE4] the README’s table is up to date', () => {
    const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
    expect(withSettingsTable(readme)).toBe(readme);
  });
});

describe('several nodes', () => {
  test('[SE2] share a database, a bucket and a secret, or do not start', () => {
    const redis = { REDIS_URL: 'redis://redis' };
    const shared = { DATABASE_URL: 'postgres://db/x', S3_BUCKET: 'sound', LONGWAVE_SECRET: 'x' };
    expect(mistakesOf(redis)).toEqual([
      '  DATABASE_URL is not set; it is needed because REDIS_URL is set.',
      '  S3_BUCKET is not set; it is needed because REDIS_URL is set.',
      '  LONGWAVE_SECRET is not set; it is needed because REDIS_URL is set.',
    ]);
    expect(() => parseSettings({ ...redis, ...shared })).not.toThrow();
  });

  test('[SE2] may leave channels to each other only where they hear of each other', () => {
    const why = '  REDIS_URL is not set; it is needed because ROLES leaves the channels to other nodes.';
    expect(mistakesOf({ ROLES: 'transmitter' })).toEqual([why]);
    expect(() => parseSettings({ ROLES: 'conductor' })).not.toThrow();
  });
});
