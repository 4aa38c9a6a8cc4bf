import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Program, type ProgramOptions } from '../support/program.js';
import { until } from '../support/until.js';

describe('connections', () => {
  const programs: Program[] = [];
  const sockets: Socket[] = [];
  const start = (options?: ProgramOptions): Program => {
    const program = new Program(options);
    programs.push(program);
    return program;
  };
  const open = (origin: string): Socket => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.resume();
    sockets.push(socket);
    return socket;
  };
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await Promise.all(programs.splice(0).map((program) => program.remove()));
  });

  test('[WA20] without a free file it takes nobody new, keeps whom it has, and recovers', async () => {
    const program = start({ run: ['test/support/failing-program.mjs'], filesMax: 512 });
    const origin = await program.origin();
    const stream = await fetch(`${origin}/stream`);
    const crowd = Array.from({ length: 700 }, () => open(origin));
    await until('some are turned away', () => crowd.some((socket) => socket.destroyed || socket.readableEnded));
    expect(stream.body?.locked).toBe(false);
    for (const socket of crowd) socket.destroy();
    await until('it answers again', () =>
      fetch(`${origin}/livez`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    const reader = stream.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('sound');
    await reader?.cancel();
    expect(program.log.filter((line) => line['level'] === 'error')).toEqual([]);
  });

  if (process.platform === 'linux') {
    test('[WA22] when files run short the health says so, and well again when they are back', async () => {
      const program = start({ run: ['test/support/failing-program.mjs'], filesMax: 512 });
      const origin = await program.origin();
      const health = async (): Promise<string> => (await fetch(`${origin}/health`)).text();
      expect(await health()).toContain('"files":{"ok":true}');
      const crowd = Array.from({ length: 440 }, () => open(origin));
      const short = await until('it is short of files', async () => {
        const text = await health();
        return text.includes('"status":"degraded"') && text;
      });
      expect(short).toContain('"files":{"ok":false,"reason":"most of the files it may open are open"}');
      const warnings = await until('it has logged that', () => {
        const lines = program.log.filter((line) => line['msg'] === 'files are running out');
        return lines.length > 0 && lines;
      });
      expect(warnings).toEqual([expect.objectContaining({ level: 'warn', most: 512 })]);
      for (const socket of crowd) socket.destroy();
      await until('it is well again', async () => (await health()).includes('"files":{"ok":true}'));
    });
  }

  test('[WA20] who says nothing, or drips, is cut off within 20 s; others do not notice', async () => {
    const program = start();
    const origin = await program.origin();
    const startedAt = performance.now();
    const slow = Array.from({ length: 200 }, () => open(origin));
    const dripping = slow.slice(0, 100);
    for (const socket of dripping) socket.write('GET /livez HTTP/1.1\r\nHost: x\r\nX-Drip: ');
    await until(
      'all are closed',
      async () => {
        for (const socket of dripping) if (socket.writable) socket.write('a');
        expect((await fetch(`${origin}/livez`)).status).toBe(200);
        return slow.every((socket) => socket.closed || socket.destroyed);
      },
      25_000,
    );
    const ms = performance.now() - startedAt;
    expect(ms).toBeGreaterThan(9_000);
    expect(ms).toBeLessThan(20_000);
  });
});
