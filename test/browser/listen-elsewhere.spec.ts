import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PagedApp } from '../support/paged-app.js';

const LINE = 'The keeper rolls it out to the left, and they begin again from the back.';

describe('listening behind a locked screen', () => {
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
});

function listen(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Listen' }).click();
}
