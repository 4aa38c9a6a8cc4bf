import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AudioFault } from '../../src/audio/audio.fault.js';
import { audioRoom } from '../support/audio.js';
import { childrenOf } from '../support/children.js';
import { hostileSounds } from '../support/hostile-sounds.js';
import { isRequired, WHERE } from '../support/services.js';

const DECODERS = [
  { name: 'the bundled ffmpeg', room: () => audioRoom() },
  ...(isRequired('ffmpeg') ? [{ name: 'a current ffmpeg', room: () => audioRoom({ ffmpegPath: WHERE.ffmpeg }) }] : []),
];
const CODES =
  /^audio\.(empty|unrecognised|undecodable|wrong-length|too-long|too-large|decoder-too-old|decoder-failed)$/;

// The decoder's ten seconds, and what it takes to start and to end it.
const WALL_MS_MAX = 12_000;

const folder = mkdtempSync(join(tmpdir(), 'longwave-bait-'));
const file = join(folder, 'canary');
const server = createServer();
let connections = 0;
let url = '';
let writer: ChildProcess;

beforeAll(async () => {
  server.on('connection', (socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  writer.kill('SIGKILL');
  server.close();
  rmSync(folder, { recursive: true });
});

describe.each(DECODERS)('hostile sounds and $name', ({ room: open }) => {
  test('[AU15] more than sixty files each end in a refusal with a code; nothing is read, nobody is called', async () => {
    // Somebody who reads the bait lets its writer end; as long as nobody does, it waits.
    spawnSync('mkfifo', [file]);
    writer = spawn('sh', ['-c', 'echo CANARY > "$0"', file]);
    const files = hostileSounds({ file, url });
    expect(files.length).toBeGreaterThan(60);
    const room = open();
    const outcomes: string[] = [];
    const slow: string[] = [];
    for (const { name, bytes } of files) {
      // As for every sound that is asked for, it is known how long it should take.
      const options = { level: room.audio.levelFor(name), expectMs: 2_000 };
      const startedAt = performance.now();
      const code = await codeOf(room.audio.toChunks({ format: { encoding: 'unknown' }, bytes }, options));
      outcomes.push(`${name}: ${code}`);
      if (performance.now() - startedAt > WALL_MS_MAX) slow.push(name);
    }
    await room.close();
    expect(outcomes.filter((outcome) => !CODES.test(outcome.slice(outcome.lastIndexOf(': ') + 2)))).toEqual([]);
    expect(slow).toEqual([]);
    expect(connections).toBe(0);
    expect(writer.exitCode).toBeNull();
    const ended = once(writer, 'exit');
    expect(await readFile(file, 'utf8')).toBe('CANARY\n');
    await ended;
    rmSync(file);
    expect(childrenOf(process.pid)).toEqual([]);
  }, 240_000);
});

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    return error instanceof AudioFault ? error.code : String(error);
  }
}
