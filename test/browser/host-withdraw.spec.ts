import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violationsOn } from '../support/axe.js';
import { PagedApp } from '../support/paged-app.js';
import { until } from '../support/until.js';

const WRONG = 'Number nine was sent off.';

let app: PagedApp;
let channel: string;
let page: Page;
let complaints: readonly string[];
beforeAll(async () => {
  app = await PagedApp.open();
});
afterAll(() => app.close());
beforeEach(async () => {
  channel = await app.channel({ title: 'The final' });
  ({ page, complaints } = await app.visitAs('host', [channel], `/host/${channel}`));
  await page.getByText('Connected').waitFor();
});
afterEach(() => app.leave());

const lately = () => page.getByRole('region', { name: 'Lately' });
const opener = () => lately().getByRole('button', { name: `Withdraw: ${WRONG}` });
const why = () => lately().getByLabel('Why');
const focused = () => page.evaluate<string | null>('document.activeElement.getAttribute("aria-label")');
const isWithdrawn = async (): Promise<boolean | undefined> => (await app.queue(channel)).past?.[0]?.isWithdrawn;

describe('withdrawing on the host page', () => {
  test('[RP20] asks why, without a mouse, on a narrow page in the dark; and can be left', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await app.say(channel, { text: WRONG });
    await opener().waitFor();
    await opener().press('Enter');
    await until('the reason is to be given', async () => (await focused()) === 'Why');
    expect(await lately().getByRole('button', { name: 'Withdraw it' }).isDisabled()).toBe(true);
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await why().press('Escape');
    await until('it is where it was', async () => (await focused()) === `Withdraw: ${WRONG}`);
    expect(await isWithdrawn()).toBe(false);
    await opener().press('Enter');
    await why().fill('It was number six.');
    await why().press('Enter');
    await page.getByText('Withdrawn: nobody hears or reads it any more.').waitFor();
    await lately().getByText('withdrawn', { exact: true }).waitFor();
    expect([await isWithdrawn(), await opener().count()]).toEqual([true, 0]);
    expect(await violationsOn(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('[RP21] is not offered for what nobody heard', async () => {
    await app.host(channel, 'pause');
    await app.say(channel, { text: WRONG });
    await page.getByRole('button', { name: `Cancel: ${WRONG}` }).click();
    await page.getByText('Nothing waits.').waitFor();
    expect([await opener().count(), (await app.queue(channel)).past]).toEqual([0, []]);
  });
});
