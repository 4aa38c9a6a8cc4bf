import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import type { Figure } from './figure.js';
import { House } from './radio/house.js';
import { quantile } from './radio/moments.js';

const TEXT = Array.from({ length: 30 }, () => 'They keep the ball at the back, and nobody is in a hurry.').join(' ');
/** A phone that is four times slower, on a slow mobile line: what web pages are usually judged by. */
const SLOW_PHONE = { cpu: 4, latency: 150, kbit: 1_600 };
const BYTES_PER_KBIT = 125;

/** How soon a page is there on a slow phone, how much it loads, and how soon a press is heard on a channel that speaks. */
export async function run(): Promise<readonly Figure[]> {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { rounds: { type: 'string', default: '20' } } });
  const rounds = Number(values.rounds);
  const house = await House.start();
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
  });
  try {
    const channel = await house.channel();
    const paints = await many(rounds, () => firstPaint(browser, `${house.origin}/c/${channel}`));
    const presses = await pressesHeard(browser, house, rounds);
    return [
      { name: 'listen page, slow phone: first paint p50', value: quantile(paints, 0.5), unit: 'ms' },
      { name: 'listen page, slow phone: first paint p95', value: quantile(paints, 0.95), unit: 'ms', aim: '<=1800' },
      { name: 'listen page: JavaScript', value: await javaScript(house, `/c/${channel}`), unit: 'kB', aim: '<=90' },
      { name: 'press to sound p50', value: quantile(presses, 0.5), unit: 'ms' },
      { name: 'press to sound p95', value: quantile(presses, 0.95), unit: 'ms', aim: '<=1000' },
    ];
  } finally {
    await browser.close();
    await house.remove();
  }
}

async function firstPaint(browser: Browser, address: string): Promise<number> {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const slow = await context.newCDPSession(page);
  const throughput = SLOW_PHONE.kbit * BYTES_PER_KBIT;
  await slow.send('Network.enable');
  await slow.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW_PHONE.latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  await slow.send('Emulation.setCPUThrottlingRate', { rate: SLOW_PHONE.cpu });
  await page.goto(address);
  const painted = 'performance.getEntriesByName("first-contentful-paint")[0]?.startTime';
  await page.waitForFunction(painted);
  const ms = await page.evaluate<number>(painted);
  await context.close();
  return ms;
}

// The page is open and joined, something is said: as when one has just followed a link.
async function pressesHeard(browser: Browser, house: House, rounds: number): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const channel = await house.channel();
    await house.say(channel, { text: TEXT });
    // What waits in the page is worked out from words, which its own rules forbid.
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.addInitScript(LISTEN_IN);
    await page.goto(`${house.origin}/c/${channel}`);
    await page.getByText('Speaking now').waitFor();
    await page.getByRole('button', { name: 'Listen' }).click();
    await page.waitForFunction('window.heardAt !== undefined');
    all.push(await page.evaluate<number>('window.heardAt - window.pressedAt'));
    await context.close();
    await house.call(`/v1/channels/${channel}/close`, { method: 'POST', body: {} });
  }
  return all;
}

// The moment the first sample of a chunk leaves: when it was placed, in the page's time, by what the browser says of its output.
const LISTEN_IN = `
  addEventListener('click', () => { window.pressedAt ??= performance.now(); }, { capture: true });
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (when = 0, ...rest) {
    const { currentTime, outputLatency } = this.context;
    if (!this.loop) window.heardAt ??= performance.now() + (Math.max(0, when - currentTime) + outputLatency) * 1000;
    return start.call(this, when, ...rest);
  };`;

async function javaScript({ origin }: House, path: string): Promise<number> {
  const html = await (await fetch(origin + path)).text();
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, script = '']) => script);
  const texts = await Promise.all(scripts.map(async (script) => (await fetch(origin + script)).text()));
  return texts.reduce((sum, text) => sum + gzipSync(text).length, 0) / 1_000;
}

async function many(rounds: number, measure: () => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await measure());
  return all;
}
