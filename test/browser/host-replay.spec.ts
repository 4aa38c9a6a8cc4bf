import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { violationsOn } from '../support/axe.js';
import { PagedApp } from '../support/paged-app.js';
import { until } from '../support/until.js';

let app: PagedApp;
beforeAll(async () => {
  app = await PagedApp.open();
});
afterAll(() => app.close());
afterEach(() => app.leave());

/** A channel on which something was heard. */
async function heard(title: string): Promise<string> {
  const channel = await app.channel({ title });
  await app.say(channel, { text: 'A fine evening for it.' });
  await until('it is over', async () => (await app.queue(channel)).past?.[0]?.status === 'completed');
  return channel;
}

describe('a replay on the host page', () => {
  test.each([
    ['wide and light', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
    ['narrow and dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ] as const)(
    '[RP45] is chosen and put on air by keys, and stands there as what it is: %s',
    async (_screen, options) => {
      const before = await heard('The final');
      const channel = await app.channel({ title: 'Friends' });
      await app.host(channel, 'pause');
      const { page, complaints } = await app.visitAs('host', [channel], `/host/${channel}`, options);
      await page.getByText('Connected').waitFor();
      const tools = page.getByRole('region', { name: 'Replay' });
      const choice = tools.getByLabel('Of channel');
      await choice.locator(`option[value="${before}"]`).waitFor({ state: 'attached' });
      await choice.selectOption(before);
      await choice.press('Tab');
      await page.keyboard.press('Enter');
      const row = page.getByRole('region', { name: /^Queue/ }).getByRole('listitem');
      await row.getByText(`Replay of ${before}`).waitFor();
      await page.getByText('The replay is in the queue.').waitFor();
      expect(await row.getByRole('button', { name: /^Edit/ }).count()).toBe(0);
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.viewport.width);
      await app.host(channel, 'resume');
      const onAir = page.getByRole('region', { name: 'On air' });
      await onAir.getByText(`Replay of ${before}`).waitFor();
      await page.getByRole('region', { name: 'Lately' }).getByText(`Replay of ${before}`).waitFor();
      expect(complaints).toEqual([]);
    },
    60_000,
  );

  test('[RP45] that cannot be, because nothing was heard there, is told as that', async () => {
    const channel = await app.channel({ title: 'Friends' });
    const { page } = await app.visitAs('host', [channel], `/host/${channel}`);
    await page.getByText('Connected').waitFor();
    await page.getByRole('button', { name: 'Put it on air' }).click();
    await page.getByText('Nothing was heard there that could be heard again.').waitFor();
  });
});
