import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SystemClock } from '../../src/kernel/clock.js';
import { programFile } from '../../src/kernel/program.js';
import { askDoor } from '../../src/people/ask-door.js';
import { atDoor } from '../../src/people/door-address.js';
import { SigningSecret } from '../../src/people/signing-secret.js';
import { parseSettings } from '../../src/settings/parse-settings.js';
import { dataFolder } from '../support/data-folder.js';
import { MemoryLog } from '../support/memory.log.js';
import { tokenIn } from '../support/people.js';
import { until } from '../support/until.js';

const SERVER = programFile('src/main.js');
const COMMAND = programFile('src/people/invite.command.js');
const STARTED_MS = 60_000;

interface Program {
  readonly child: ChildProcess;
  readonly said: { out: string; err: string };
  readonly ended: Promise<number | null>;
}

async function stopped({ child, ended: end }: Program): Promise<number | null> {
  child.kill('SIGTERM');
  return end;
}

async function takeUp(origin: string, link: string) {
  const answer = await fetch(`${origin}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation: tokenIn(link) }),
  });
  return { status: answer.status, body: (await answer.json()) as { me?: { role: string }; accessToken?: string } };
}

function linkIn(text: string): string {
  return /\S+\/invite#[\w-]{43}/.exec(text)?.[0] ?? '';
}

describe('the operator', () => {
  let folder: string;
  let running: ChildProcess[] = [];

  beforeEach(() => {
    folder = dataFolder('operator');
  });

  afterEach(async () => {
    for (const child of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    running = [];
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  const run = (file: string, words: readonly string[] = [], environment: Record<string, string> = {}): Program => {
    const child = spawn(process.execPath, [file, ...words], {
      env: {
        PATH: process.env['PATH'] ?? '',
        LONGWAVE_DATA: folder,
        PORT: '0',
        METRICS_PORT: '0',
        DEMO: 'off',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    const said = { out: '', err: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    return { child, said, ended };
  };

  const started = async (environment: Record<string, string> = {}): Promise<Program & { readonly origin: string }> => {
    const server = run(SERVER, [], environment);
    const origin = await until(
      `the server is there: ${server.said.err}`,
      () => /On this machine\s+(\S+)/.exec(server.said.out)?.[1],
      STARTED_MS,
    );
    return { ...server, origin };
  };

  test('[PE12] [PE13] the first start prints a link for the admin, and the command others while it runs', async () => {
    const server = await started();
    const first = linkIn(server.said.out);
    const owner = await takeUp(server.origin, first);
    expect([owner.status, owner.body.me?.role]).toEqual([201, 'admin']);

    const command = run(COMMAND, ['--role', 'host', '--channel', 'final']);
    expect([await command.ended, command.said.err]).toEqual([0, '']);
    const link = command.said.out.trim();
    expect(link.startsWith(`${server.origin}/invite#`)).toBe(true);
    const host = await takeUp(server.origin, link);
    expect([host.status, host.body.me?.role]).toEqual([201, 'host']);

    expect(statSync(join(folder, 'door.sock')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
    expect(await stopped(server)).toBe(0);
    const secret = readFileSync(join(folder, 'secret'), 'utf8').trim();
    for (const canary of [tokenIn(first), tokenIn(link), owner.body.accessToken ?? '-', secret]) {
      expect(server.said.err.includes(canary)).toBe(false);
    }
  }, 120_000);

  test('[PE12] after a kill the command works alone, and the next start prints no link when there is an admin', async () => {
    const server = await started();
    expect((await takeUp(server.origin, linkIn(server.said.out))).status).toBe(201);
    server.child.kill('SIGKILL');
    await server.ended;

    const command = run(COMMAND, ['--role', 'admin'], { PUBLIC_URL: 'https://radio.example' });
    expect(await command.ended).toBe(0);
    const link = command.said.out.trim();
    expect(link).toMatch(/^https:\/\/radio\.example\/invite#[\w-]{43}$/);

    const again = await started();
    expect(linkIn(again.said.out)).toBe('');
    expect((await takeUp(again.origin, link)).body.me?.role).toBe('admin');
    expect(await stopped(again)).toBe(0);
  }, 120_000);

  test('[PE12] the door answers only letters sealed with the secret, however long its path is', async () => {
    // A socket's address has room for about a hundred bytes; outside Linux that goes for the data directory too.
    const data = process.platform === 'linux' ? join(folder, 'a'.repeat(150)) : folder;
    mkdirSync(data, { recursive: true });
    if (data !== folder) renameSync(join(folder, 'database'), join(data, 'database'));
    const server = await started({ LONGWAVE_DATA: data });
    const stranger = SigningSecret.open(
      parseSettings({ LONGWAVE_SECRET: 'Zx9LpT4vWc8RnB3hYd6JsG1kAeUo5iNq0' }),
      new MemoryLog(),
    );
    const refused = await askDoor(data, { role: 'admin' }, { keys: stranger, clock: new SystemClock() });
    expect(refused).toEqual({ refused: 'The letter is not sealed with the secret of this installation.' });
    for (const nonsense of ['\n', '{}\n', '{"body":"{}","seal":""}\n', 'x'.repeat(20_000)]) {
      await atDoor(data, async (address) => {
        const socket = connect(address);
        socket.on('error', () => socket.destroy());
        socket.resume().write(nonsense);
        await once(socket, 'close');
      });
    }
    const keys = SigningSecret.open(parseSettings({ LONGWAVE_DATA: data }), new MemoryLog());
    const answer = await askDoor(data, { role: 'admin' }, { keys, clock: new SystemClock() });
    expect(answer).toHaveProperty('link');
    expect(await stopped(server)).toBe(0);
    expect(existsSync(join(data, 'door.sock'))).toBe(false);
    expect(await askDoor(join(data, 'nowhere'), { role: 'admin' }, { keys, clock: new SystemClock() })).toBeUndefined();
  }, 120_000);

  test('[PE12] a server that holds the data but has no door is named, with what to do', async () => {
    const server = await started();
    rmSync(join(folder, 'door.sock'));
    const command = run(COMMAND, ['--role', 'admin']);
    expect(await command.ended).toBe(1);
    expect(command.said.out).toBe('');
    expect(command.said.err).toContain(`Process ${server.child.pid} uses this data directory.`);
    expect(command.said.err).toContain('run this command as the same user');
    await stopped(server);
  }, 120_000);

  test('[PE12] the command explains itself, whatever it is asked wrongly', async () => {
    const table: readonly (readonly [readonly string[], string])[] = [
      [[], '--role is not right'],
      [['--role', 'owner'], '--role is not right'],
      [['--role', 'host'], 'A host needs --channel'],
      [['--role', 'admin', '--channel', 'x'], 'an admin must not have one'],
      [['--role', 'admin', '--uses', 'many'], '--uses is not right'],
      [['--role', 'admin', '--hours', '0'], '--hours is not right'],
      [['--rule', 'admin'], "Unknown option '--rule'"],
    ];
    const commands = table.map(([words, sentence]) => ({ words, sentence, command: run(COMMAND, words) }));
    for (const { words, sentence, command } of commands) {
      expect([words, await command.ended]).toEqual([words, 2]);
      expect(command.said.err).toContain(sentence);
      expect(command.said.err).toContain('npm run invite -- --role admin');
    }
  });

  test('[PE2] production does not start with a weak secret, and says why without it', async () => {
    const server = run(SERVER, [], {
      NODE_ENV: 'production',
      LONGWAVE_SECRET: 'changeme-changeme-changeme-changeme-2',
    });
    expect(await server.ended).toBe(1);
    expect(server.said.err).toContain(
      'LONGWAVE_SECRET is too weak to sign with: it is an example from a document. Make one with `openssl rand -base64 48`.',
    );
    expect(server.said.err).not.toContain('changeme');
  }, 60_000);

  test('[PE3] eight first starts at once agree on one secret', async () => {
    const script = join(folder, 'start.mjs');
    const parts = ['people/signing-secret', 'settings/parse-settings'].map((name) => programFile(`src/${name}.js`));
    writeFileSync(
      script,
      `import { SigningSecret } from ${JSON.stringify(parts[0])};
       import { parseSettings } from ${JSON.stringify(parts[1])};
       const settings = parseSettings({ LONGWAVE_DATA: ${JSON.stringify(join(folder, 'data'))} });
       process.stdout.write(SigningSecret.open(settings, console).key('blobs').toString('hex'));`,
    );
    const programs = Array.from({ length: 8 }, () => run(script));
    expect(await Promise.all(programs.map(({ ended: end }) => end))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    const keys = new Set(programs.map(({ said }) => said.out));
    expect(keys.size).toBe(1);
    expect([...keys][0]).toMatch(/^[0-9a-f]{64}$/);
  }, 60_000);
});
