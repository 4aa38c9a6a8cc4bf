import { chromium, type Page } from 'playwright-core';
import { FRAME_BYTES, FRAME_MS } from '../../src/audio/model/frames.js';
import { Chance } from '../../src/matches/model/simulator/chance.js';
import type { Figure } from '../figure.js';
import { quantile } from '../radio/moments.js';
import type { LongArchive } from './long-archive.js';

const WARM_UP = 5;
/** From the end, so that something is left to hear. */
const TAIL_S = 30;

/**
 * From a seek to its first sound in Chromium, in an `<audio>` of the archive on a page with nothing else: until the place that the
 * browser plays has moved on from where it was sent. It is warm: the browser plays, and has gone to other places before.
 */
export async function seeks(archive: LongArchive, rounds: number): Promise<readonly Figure[]> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
  });
  try {
    const page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await page.goto(`${archive.house.origin}/livez`);
    await page.evaluate(`(${OPEN})(${JSON.stringify(archive.path)})`);
    const lastS = Math.floor((archive.bytes / FRAME_BYTES) * (FRAME_MS / 1_000)) - TAIL_S;
    const chance = new Chance(rounds);
    const tookMs: number[] = [];
    for (let round = -WARM_UP; round < rounds; round += 1) {
      const ms = await seek(page, chance.whole(1, lastS));
      if (round >= 0) tookMs.push(ms);
    }
    return [
      { name: 'seek to first sound, <audio> alone, p50', value: quantile(tookMs, 0.5), unit: 'ms' },
      { name: 'seek to first sound, <audio> alone, p95', value: quantile(tookMs, 0.95), unit: 'ms', aim: '<=200' },
      { name: 'seek to first sound, <audio> alone, slowest', value: Math.max(...tookMs), unit: 'ms' },
    ];
  } finally {
    await browser.close();
  }
}

async function seek(page: Page, toS: number): Promise<number> {
  const ms = await page.evaluate<unknown>(`(${SEEK})(${toS})`);
  if (typeof ms !== 'number') throw new Error('The page does not say how long it took.');
  return ms;
}

// In the page, whose words are not ours to type-check here.
const OPEN = `(path) => {
  const audio = document.body.appendChild(document.createElement('audio'));
  window.archive = audio;
  audio.src = path;
  return audio.play();
}`;

const SEEK = `(toS) => new Promise((resolve, reject) => {
  const audio = window.archive;
  const askedAt = performance.now();
  audio.currentTime = toS;
  const look = () => {
    const tookMs = performance.now() - askedAt;
    if (!audio.seeking && audio.currentTime > toS) resolve(tookMs);
    else if (tookMs > 20000 || audio.error) reject(new Error('Nothing was heard at ' + toS));
    else requestAnimationFrame(look);
  };
  look();
})`;
