import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ChannelDesk } from '../../src/radio/channel-desk.js';
import { NewChannel } from '../../src/wire/host.js';
import { openBrowser } from '../support/browser.js';
import { toHostPage } from '../support/host-page.js';
import { startedApp, type StartedApp } from '../support/started-app.js';
import { until } from '../support/until.js';
import { wavFile } from '../support/wav-file.js';

const RATE_HZ = 48_000;
const SECONDS = 2;
const TONE_HZ = 440;

let app: StartedApp;
let browser: Browser;
let folder: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'host-talk-'));
  const spoken = join(folder, 'spoken.wav');
  writeFileSync(spoken, tone());
  [app, browser] = await Promise.all([
    startedApp(),
    openBrowser([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${spoken}`,
    ]),
  ]);
  await app.app.get(ChannelDesk).create(NewChannel.parse({ id: 'final', title: 'The final' }));
});
afterAll(async () => {
  await browser.close();
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  await toHostPage(page, app, 'final');
});
afterEach(() => context.close());

function tone(): Uint8Array {
  const data = Array.from({ length: RATE_HZ * SECONDS }, (_, at) => {
    const sample = Math.round(12_000 * Math.sin((2 * Math.PI * TONE_HZ * at) / RATE_HZ));
    return [sample & 0xff, (sample >> 8) & 0xff];
  }).flat();
  return wavFile({ tag: 1, bits: 16, data });
}

const talk = () => page.getByRole('region', { name: 'Microphone' });
const hold = () => talk().getByRole('button', { name: /Hold to talk|Recording/ });

async function turnOn(): Promise<void> {
  await talk().getByRole('button', { name: 'Turn on the microphone' }).click();
  await talk().getByRole('button', { name: 'Hold to talk' }).waitFor();
  await until('it hears something', async () => {
    return (await page.evaluate<number>('document.querySelector("meter").value')) > 0.3;
  });
}

/** Holds a key until the page says that so much is left. */
async function heldUntil(left: string): Promise<void> {
  await hold().focus();
  await page.keyboard.down(' ');
  await talk().getByRole('button', { name: 'Recording: let go to send' }).waitFor();
  await talk().getByText(`${left} left`).waitFor();
}

describe('talking in Chromium', () => {
  test('[HO27] what is said while the key is held goes on air', async () => {
    await turnOn();
    const uploaded = page.waitForResponse(/\/clips$/);
    await heldUntil('0:53');
    await page.keyboard.up(' ');
    const answer = (await (await uploaded).json()) as { durationMs: number };
    expect(answer.durationMs).toBeGreaterThan(1_300);
    expect(answer.durationMs).toBeLessThan(4_000);
    await page.getByText('The recording is in the queue.').waitFor();
    const onAir = page.getByRole('region', { name: 'On air' });
    await onAir.getByText('Recording').waitFor();
    // Nobody synthetic speaks.
    expect(await onAir.getByText('AI voice').count()).toBe(0);
  });

  test('[HO27] Escape throws it away', async () => {
    await turnOn();
    let uploads = 0;
    page.on('request', (request) => (uploads += request.url().endsWith('/clips') ? 1 : 0));
    await heldUntil('0:54');
    await page.keyboard.press('Escape');
    await page.getByText('Thrown away.').waitFor();
    await page.keyboard.up(' ');
    await talk().getByRole('button', { name: 'Hold to talk' }).waitFor();
    expect(uploads).toBe(0);
  });

  test('[HO27] a short press starts what the next press sends, and what cannot be sent is kept', async () => {
    await turnOn();
    await page.route('**/clips', (route) => route.abort());
    await hold().click();
    await talk().getByRole('button', { name: 'Recording: press to send' }).waitFor();
    await talk().getByText('0:54 left').waitFor();
    await hold().click();
    await talk().getByText('The recording is kept here').waitFor();
    await page.unroute('**/clips');
    await talk().getByRole('button', { name: 'Send again' }).click();
    await page.getByText('The recording is in the queue.').waitFor();
  });

  test.each([
    ['NotAllowedError', 'The browser does not let this page use the microphone.'],
    ['NotFoundError', 'No microphone was found.'],
    ['AbortError', 'The microphone could not be opened.'],
  ])('[HO27] a microphone that is not there (%s) is explained', async (name, sentence) => {
    await page.evaluate(
      `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', '${name}'))`,
    );
    await talk().getByRole('button', { name: 'Turn on the microphone' }).click();
    await talk().getByText(sentence).waitFor();
  });

  test('[HO27] on a page that is not secure it says why', async () => {
    await page.evaluate('Object.defineProperty(window, "isSecureContext", { value: false })');
    await talk().getByRole('button', { name: 'Turn on the microphone' }).click();
    await talk().getByText('The microphone works only on a page with https').waitFor();
  });
});
