import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { ListeningPage } from '../support/listening-page.js';
import { RadioApp } from '../support/radio-app.js';

const TEXT =
  'The captain walks slowly to the spot, and the whole ground is silent now. He looks at the keeper, he waits for the whistle, and there it is at last. He runs, he shoots, and it is in the net, and nobody in this town will sleep tonight.';

describe('the player in Chromium', () => {
  let radio: RadioApp;
  let browser: Browser;
  let listener: ListeningPage;

  beforeAll(async () => {
    [radio, browser] = await Promise.all([RadioApp.open(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await radio.close();
  });
  afterEach(() => listener?.page.close());

  async function listenTo(channel: string, options: object = {}): Promise<void> {
    listener = await ListeningPage.open(browser, radio.origin);
    await listener.listen(channel, options);
  }

  test('[PL1] chunks of a request are joined sample to sample, in their moments', async () => {
    const channel = await radio.channel();
    await listenTo(channel);
    await listener.start();
    await radio.said(channel, { text: TEXT });
    const view = await listener.until('it is announced', ({ following }) => following.entries.some(({ last }) => last));
    const { entries } = view.following;
    expect(entries.length).toBeGreaterThan(1);
    const [first, second] = entries;
    if (first === undefined || second === undefined) throw new Error('There is one chunk.');
    const a = await listener.found(first);
    const b = await listener.found(second);
    expect(b.at - a.at).toBe(first.frames * 1_152);
    expect([a.from, a.to, b.from, b.to]).toEqual([0, first.frames * 1_152, 0, second.frames * 1_152]);
    const offMs = (a.at - (await listener.sampleAt(first.startsAt))) / 48;
    expect(Math.abs(offMs)).toBeLessThan(30);
  });
});
