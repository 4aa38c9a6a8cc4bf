import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { firstBadFrame } from '../../src/audio/model/frame-reader.js';
import { PagedApp } from '../support/paged-app.js';

/** In the page: plays an address with an `<audio>` until three seconds of it were heard. */
const PLAY = (address: string) => `(async () => {
  const audio = document.createElement('audio');
  audio.src = ${JSON.stringify(address)};
  await audio.play();
  while (audio.error === null && (audio.played.length === 0 || audio.played.end(0) - audio.played.start(0) < 3)) {
    await new Promise((resolve) => audio.addEventListener('timeupdate', resolve, { once: true }));
  }
  return { error: audio.error && audio.error.message, pieces: audio.played.length };
})()`;

describe('players that others made', () => {
  let house: PagedApp;

  beforeAll(async () => {
    house = await PagedApp.open();
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  test('[TX21] Chromium plays the stream, over speech and bed', async () => {
    const channel = await house.channel();
    await house.say(channel, 'They are on their feet.');
    const { page, complaints } = await house.visit('/');
    expect(await page.evaluate(PLAY(`/live/${channel}.mp3`))).toEqual({ error: null, pieces: 1 });
    expect(complaints).toEqual([]);
  });

  test('[TX21] curl takes it over HTTP/1.0', async () => {
    const channel = await house.channel();
    const { code, bytes } = await curl(['--http1.0', '--max-time', '2', `${house.origin}/live/${channel}.mp3`]);
    // It gave up by itself: the stream has no end.
    expect(code).toBe(28);
    // Two seconds at once, and of the two it listened all but a batch.
    expect(bytes.length).toBeGreaterThan((2_000 + 2_000 - 1_000) * 8);
    expect(firstBadFrame(bytes.subarray(0, Math.floor(bytes.length / 192) * 192))).toBeUndefined();
  });
});

function curl(words: readonly string[]): Promise<{ readonly code: number | null; readonly bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const child = spawn('curl', ['-s', '--no-buffer', ...words]);
    const parts: Buffer[] = [];
    child.stdout.on('data', (some: Buffer) => parts.push(some));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, bytes: Buffer.concat(parts) }));
  });
}
