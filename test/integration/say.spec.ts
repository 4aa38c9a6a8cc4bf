import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/kernel/program.js';
import { hear, levelOf } from '../support/audio.js';
import { tempFolder } from '../support/temp-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await tempFolder();
});

/** As a newcomer does it, with nothing set but what is given here. */
async function say(given: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['longwave.mjs', 'say', ...given], {
    cwd: projectRoot,
    env: { NODE_ENV: 'test', ...environment, LONGWAVE_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 50_000,
  });
  const [stdout, stderr, [status]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}

const secondsIn = (stdout: string): number => Number(/: ([\d.]+) s/.exec(stdout)?.[1]);

describe('npm run say', () => {
  test('[SP23] with nothing set it writes a file that plays: right length, right level', async () => {
    const out = join(folder, 'goal.mp3');
    writeFileSync(out, 'what was there before');
    const { status, stdout, stderr } = await say(['Four runs! That is the hundred.', '--out', out]);
    expect([status, stderr]).toEqual([0, '']);
    const frames = readFileSync(out);
    expect(frames.length % 192).toBe(0);
    const seconds = (frames.length / 192) * 0.024;
    expect(seconds).toBeGreaterThan(1.5);
    expect(seconds).toBeLessThan(5);
    expect(stdout).toBe(`${out}: ${seconds.toFixed(2)} s, spoken by espeak:en\n`);
    const { samples, warnings } = await hear(frames);
    expect(warnings).toBe('');
    expect(samples.length / 48_000).toBeCloseTo(seconds, 3);
    const { lufs, truePeakDb } = await levelOf(frames);
    expect(Math.abs(lufs + 16)).toBeLessThanOrEqual(1);
    expect(truePeakDb).toBeLessThanOrEqual(-1.5);
    expect(readdirSync(folder)).toEqual(['goal.mp3']);
  });

  test('[SP23] another language, voice and manner, more than one sentence', async () => {
    const out = join(folder, 'hindi.mp3');
    const text = 'चार रन! यह शतक है। पूरा मैदान खड़ा हो गया है और तालियाँ बजा रहा है।';
    const { status, stdout } = await say([text, '--out', out, '--language', 'hi', '--style', 'excited']);
    expect(status).toBe(0);
    expect(stdout).toContain('spoken by espeak:hi');
    expect((await hear(readFileSync(out))).warnings).toBe('');
  });

  test('[SP23] the installation’s list of pronunciations counts', async () => {
    const list = join(folder, 'names.json');
    writeFileSync(list, '{ "en": { "Ng": "a name that takes very much longer to say" } }');
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{');
    const said = (file: string, environment: Record<string, string>) =>
      say(['That was Ng.', '--out', join(folder, file)], environment);
    const [long, short, none] = await Promise.all([
      said('long.mp3', { PRONUNCIATIONS_FILE: list }),
      said('short.mp3', {}),
      said('none.mp3', { PRONUNCIATIONS_FILE: broken }),
    ]);
    expect(secondsIn(long.stdout)).toBeGreaterThan(1.5 * secondsIn(short.stdout));
    expect(none).toMatchObject({ status: 2 });
  });

  test('[SP23] what is wrong is told with how to do it, and nothing is written', async () => {
    const x = join(folder, 'x.mp3');
    const [homeless, silent, nowhere, unknown] = await Promise.all([
      say(['Four runs!']),
      say(['…', '--out', x]),
      say(['Four', '--out', join(folder, 'no', 'x.mp3')]),
      say(['Four', '--out', x, '--voice', 'espeak:parrot']),
    ]);
    expect([homeless.status, homeless.stdout]).toEqual([2, '']);
    expect(homeless.stderr).toContain('--out is missing');
    expect(homeless.stderr).toContain('usage: npm run say');
    expect(silent).toMatchObject({ status: 2 });
    expect(nowhere).toMatchObject({ status: 1 });
    expect(unknown).toMatchObject({ status: 1, stderr: 'There is no such voice.\n' });
    expect(readdirSync(folder)).toEqual([]);
  });
});
