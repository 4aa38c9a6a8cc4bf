import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PagedApp } from '../support/paged-app.js';

const PHONE = { viewport: { width: 320, height: 640 } };
const LINE = 'The keeper rolls it out to the left, and they begin again from the back.';

describe('listening behind a locked screen, and elsewhere', () => {
  let house: PagedApp;

  beforeAll(async () => {
    house = await PagedApp.open();
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  test('[PG30] who keeps it playing when locked reads how far behind it is, and finds it so the next time', async () => {
    const channel = await house.channel();
    const { page, complaints } = await house.visit(`/c/${channel}`);
    await listen(page);
    await page.getByText(/In step, ±/).waitFor();
    await page.getByLabel('Keep playing when locked').check();
    await page.getByText(/About [456] s behind/).waitFor();
    await house.say(channel, LINE);
    await page.locator('.captions li[data-now="true"]').filter({ hasText: 'The keeper' }).waitFor();
    await page.reload();
    await page.getByText('Some seconds behind, as soon as you listen').waitFor();
    expect(await page.getByLabel('Keep playing when locked').isChecked()).toBe(true);
    await listen(page);
    await page.getByText(/About [456] s behind/).waitFor();
    await page.getByLabel('Keep playing when locked').uncheck();
    await page.getByText(/In step, ±/).waitFor();
    expect(complaints).toEqual([]);
  });

  test('[PG30] a browser that places no sound hears it as a stream, of a private channel too', async () => {
    const secret = await house.channel({ visibility: 'private' });
    const { page, context } = await house.visitAs('listener', [secret], '/');
    await context.addInitScript('delete window.AudioContext; delete window.OfflineAudioContext;');
    await page.goto(`${house.origin}/c/${secret}`);
    await page.getByText('you hear the channel some seconds behind').waitFor();
    expect(await page.getByLabel('Keep playing when locked').count()).toBe(0);
    await listen(page);
    await page.getByText(/About [456] s behind/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Some seconds behind, as soon as you listen').waitFor();
  });

  test('[PG31] other players are given the stream, M3U and HLS, as late as here, each with one press', async () => {
    const channel = await house.channel();
    const { page, context, complaints } = await house.visit(`/c/${channel}?delay=18.5`, PHONE);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('summary', { hasText: 'Listen elsewhere' }).focus();
    await page.keyboard.press('Enter');
    for (const [name, path, type] of [
      ['Copy the stream’s address', `/live/${channel}.mp3`, 'audio/mpeg'],
      ['Copy the M3U address', `/v1/channels/${channel}/live.m3u`, 'audio/x-mpegurl; charset=utf-8'],
      ['Copy the HLS address', `/v1/channels/${channel}/live.m3u8`, 'application/vnd.apple.mpegurl'],
    ] as const) {
      await page.getByRole('button', { name }).press('Enter');
      await page.getByText('Copied', { exact: true }).last().waitFor();
      const copied = await page.evaluate<string>('navigator.clipboard.readText()');
      expect(copied).toBe(`${house.origin}${path}?delay=18.5`);
      const answer = await fetch(copied);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      await answer.body?.cancel();
    }
    await page.getByText('Tune to my TV').click();
    await page.getByRole('button', { name: '−1 s' }).click();
    await page.getByText(`${house.origin}/live/${channel}.mp3?delay=17.5`).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(complaints).toEqual([]);
  });

  test('[PG31] of a private channel they are for who asked, and let them in', async () => {
    const secret = await house.channel({ visibility: 'private' });
    const { page } = await house.visitAs('listener', [secret], `/c/${secret}`);
    await page.getByText('Listen elsewhere').click();
    await page.getByText('They are for you').waitFor();
    const address = (await page.locator('.addresses code').first().textContent()) ?? '';
    const answer = await fetch(address);
    expect([answer.status, address.includes('token=')]).toEqual([200, true]);
    await answer.body?.cancel();
    expect((await fetch(address.replace(/token=[^&]*/, ''))).status).toBe(404);
  });
});

function listen(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Listen' }).click();
}
