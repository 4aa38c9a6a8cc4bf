import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { until } from '../support/until.js';
import { Program, type ProgramOptions } from '../support/program.js';

describe('start', () => {
  const programs: Program[] = [];
  const servers: Server[] = [];
  const start = (options?: ProgramOptions): Program => {
    const program = new Program(options);
    programs.push(program);
    return program;
  };
  const takenPort = async (): Promise<number> => {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return (server.address() as AddressInfo).port;
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await Promise.all(programs.splice(0).map((program) => program.remove()));
  });

  test('[WA18] it prints where to go, and standard output holds nothing else', async () => {
    const program = start({ environment: { HOST: '127.0.0.1', PUBLIC_URL: 'https://radio.example' } });
    const origin = await program.origin();
    await until('it has said where', () => program.out.includes('Metrics'));
    const metrics = /Metrics +(http:\S+)/.exec(program.out)?.[1] ?? '';
    expect(program.out.startsWith('\nLongwave 0.1.0 is running.\n')).toBe(true);
    expect(program.out).toContain(`On this machine  ${origin}\n`);
    expect(program.out).toContain('From anywhere    https://radio.example\n');
    expect(program.out).not.toContain('{');
    expect((await fetch(metrics)).status).toBe(200);
    expect((await fetch(new URL('/', metrics))).status).toBe(404);
    expect((await fetch(`${origin}/metrics`)).status).toBe(404);
  });

  test('[WA18] every mistake in the settings is told, without a stack, and it ends with 2', async () => {
    const program = start({ environment: { PORT: 'eighty', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://CANARY@db' } });
    expect(await program.ended()).toBe(2);
    expect(program.err).toContain('PORT is "eighty"');
    expect(program.err).toContain('LOG_LEVEL is "loud"');
    expect(program.err).not.toMatch(/CANARY|\n\s+at /);
  });

  test.each(['PORT', 'METRICS_PORT'])('[WA18] a %s that is taken is one sentence, and it ends with 1', async (name) => {
    const port = await takenPort();
    const program = start({ environment: { HOST: '127.0.0.1', [name]: String(port) } });
    expect(await program.ended(25_000)).toBe(1);
    expect(spoken(program)).toBe(
      `Longwave cannot start. Port ${port} is taken by another program. ` +
        `Set ${name} to another port, for example ${name}=${port + 1}.`,
    );
    expect(program.out).toBe('');
  });

  test('[WA18] an address this machine does not have is one sentence, and it ends with 1', async () => {
    const program = start({ environment: { HOST: '203.0.113.77' } });
    expect(await program.ended(25_000)).toBe(1);
    expect(spoken(program)).toBe(
      'Longwave cannot start. This machine does not have the address 203.0.113.77. ' +
        'Set HOST to one it has, or leave it out.',
    );
  });

  test('[WA18] what keeps it from starting is logged once', async () => {
    const program = start({ environment: { DATABASE_URL: 'postgres://127.0.0.1:1/none' } });
    expect(await program.ended(25_000)).toBe(1);
    expect(program.log.map((line) => line['msg'])).toEqual(['the start failed']);
  });

  test.each([
    ['package.json', 'it is no folder'],
    ['package.json/data', 'it lies in something that is no folder'],
  ])('[WA18] the data folder %s is refused in one sentence: %s', async (folder, why) => {
    const program = start({ environment: { LONGWAVE_DATA: folder } });
    expect(await program.ended(25_000)).toBe(1);
    expect(spoken(program)).toBe(
      `Longwave cannot start. The data folder ${folder} cannot be used: ${why}. ` +
        'Set LONGWAVE_DATA to a folder this user may write to.',
    );
  });

  test('[WA18] all mistakes in the pronunciations are told, and it ends with 2', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'longwave-words-')), 'words.json');
    const words = Array.from({ length: 15 }, (_, n) => [`word ${n} ${'lengthy'.repeat(10)}`, 'said']);
    writeFileSync(file, JSON.stringify({ en: Object.fromEntries(words) }));
    const program = start({ environment: { PRONUNCIATIONS_FILE: file } });
    expect(await program.ended(25_000)).toBe(2);
    expect(spoken(program)).toContain(`Longwave cannot start. The pronunciation list ${file} has mistakes:`);
    expect(spoken(program).match(/longer than 60 characters/g)).toHaveLength(15);
    rmSync(dirname(file), { recursive: true });
  });
});

/** What it said to the person who started it. */
function spoken(program: Program): string {
  return program.err
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'))
    .join('\n');
}
