import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/kernel/program.js';
import { Program } from '../support/program.js';
import { RadioApp } from '../support/radio-app.js';
import { RadioServer } from '../support/radio-server.js';
import { until } from '../support/until.js';
import { CHANNEL, entryOf, idOf } from '../support/wire.js';

// The launcher leaves folders alone that carry the id of a process that lives.
const built = join(projectRoot, 'builds', `${process.pid}-examples`);
const server = new RadioServer();
/** Whoever looks this late, on a busy machine, would take both for one; each lasts for 240 ms. */
const APART_MS = 2_400;

beforeAll(async () => {
  const compile = ['node_modules/typescript/bin/tsc', '-p', 'docs/examples', '--noCheck', '--outDir', built];
  const { status } = spawnSync(process.execPath, compile, { cwd: projectRoot, stdio: 'inherit' });
  expect(status).toBe(0);
  await server.start();
});

afterAll(async () => {
  await server.stop();
  rmSync(built, { recursive: true, force: true });
});

let example: Program;

afterEach(() => example.remove());

describe('the example that listens', () => {
  test('[RA83] prints what is said when it is said, acknowledges it, and ends when it is told to', async () => {
    example = new Program({ run: [join(built, 'docs/examples/listen.js'), server.origin, CHANNEL] });
    await until('it has joined and knows the time', () => server.joins.length === 1 && server.clocks >= 40);
    const start = Math.ceil((server.now() + 600) / 24) * 24;
    const cued = [entryOf(0, start), entryOf(1, start + APART_MS, { last: true })];
    server.say({ cued: { entries: cued } });
    const texts = ['Kick-off at the Lane.', 'And it is one nil!'];
    const entries = cued.map((entry, nth) => ({ ...entry, text: texts[nth] ?? '' }));
    server.say({ started: { request: idOf(1), urgency: 'normal', streamUrl: '/s', entries } });
    await until('the first is printed', () => example.out.includes('Kick-off'));
    const printedAt = server.now();
    expect(example.out).not.toContain('one nil');
    expect(printedAt).toBeGreaterThanOrEqual(start);
    await until('it was acknowledged', () => server.played.length === 1);
    expect(server.now()).toBeGreaterThanOrEqual(start + APART_MS + 240);
    expect(server.played).toEqual([{ channel: CHANNEL, chunk: entryOf(1, 0).chunk, heard: 2 }]);
    expect(example.out).toBe('— connected\nKick-off at the Lane.\nAnd it is one nil!\n');
    example.signal('SIGINT');
    expect(await example.ended()).toBe(0);
    expect(example.err).toBe('');
  });

  test('[RA117] follows the real server, which counts it', async () => {
    const radio = await RadioApp.open();
    const channel = await radio.channel();
    example = new Program({ run: [join(built, 'docs/examples/listen.js'), radio.origin, channel] });
    await until('it has joined', async () => (await radio.queue(channel)).listeners === 1);
    const request = await radio.said(channel, { text: 'And it is one nil!' });
    const heard = await until('it was acknowledged', async () => {
      const [past] = (await radio.queue(channel)).past ?? [];
      return past?.heardBy === 1 && past;
    });
    expect(heard).toMatchObject({ id: request, status: 'completed', offeredTo: 1 });
    expect(example.out).toBe('— connected\nAnd it is one nil!\n');
    example.signal('SIGINT');
    expect(await example.ended()).toBe(0);
    expect(example.err).toBe('');
    await radio.close();
  });
});
