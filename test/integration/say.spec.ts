import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/kernel/program.js';
import { hear, levelOf } from '../support/audio.js';

const folder = mkdtempSync(join(tmpdir(), 'longwave-say-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** As a newcomer does it, with nothing set but what is given here. */
function say(given: readonly string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['longwave.mjs', 'say', ...given], {
    cwd: projectRoot,
    env: { NODE_ENV: 'test', ...environment, LONGWAVE_DATA: join(folder, 'data') },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

describe('npm run say', () => {
  test('[SP23] with nothing set it writes a file that plays: right length, right level', async () => {
    const out = join(folder, 'goal.mp3');
    writeFileSync(out, 'what was there before');
    const { status, stdout, stderr } = say(['Four runs! That is the hundred.', '--out', out]);
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
    const { status, stdout } = say([text, '--out', out, '--language', 'hi', '--style', 'excited']);
    expect(status).toBe(0);
    expect(stdout).toContain('spoken by espeak:hi');
    expect((await hear(readFileSync(out))).warnings).toBe('');
  });

  test('[SP23] the installation’s list of pronunciations counts', () => {
    const list = join(folder, 'names.json');
    writeFileSync(list, '{ "en": { "Ng": "a name that takes very much longer to say" } }');
    const seconds = (environment: Record<string, string>): number => {
      const { stdout } = say(['That was Ng.', '--out', join(folder, 'ng.mp3')], environment);
      return Number(/: ([\d.]+) s/.exec(stdout)?.[1]);
    };
    expect(seconds({ PRONUNCIATIONS_FILE: list })).toBeGreaterThan(1.5 * seconds({}));
    writeFileSync(list, '{');
    expect(say(['Ng', '--out', join(folder, 'x.mp3')], { PRONUNCIATIONS_FILE: list })).toMatchObject({ status: 2 });
  });

  test('[SP23] what is wrong is told with how to do it, and nothing is written', () => {
    const { status, stdout, stderr } = say(['Four runs!']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--out is missing');
    expect(stderr).toContain('usage: npm run say');
    expect(say(['…', '--out', join(folder, 'x.mp3')])).toMatchObject({ status: 2 });
    expect(say(['Four', '--out', join(folder, 'no', 'x.mp3')])).toMatchObject({ status: 1 });
    expect(say(['Four', '--out', join(folder, 'x.mp3'), '--voice', 'espeak:parrot'])).toMatchObject({
      status: 1,
      stderr: 'There is no such voice.\n',
    });
    expect(readdirSync(folder)).not.toContain('x.mp3');
  });
});
