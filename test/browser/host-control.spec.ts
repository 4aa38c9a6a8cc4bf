import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violationsOn } from '../support/axe.js';
import { PagedApp, type Visit } from '../support/paged-app.js';

const PHONE = { viewport: { width: 360, height: 740 } };

const block = (page: Page) => page.getByRole('region', { name: 'Match', exact: true });
const modes = (page: Page) => block(page).getByRole('group', { name: 'Commentary' });
const draft = (page: Page) => block(page).getByRole('region', { name: 'To be aired?' });
/** What came a moment ago takes no keys. */
const takesKeys = (page: Page) => block(page).locator('[data-takes-keys="true"]').waitFor();
const row = (page: Page, text: string) => block(page).getByRole('listitem').filter({ hasText: text });

async function choose(page: Page, mode: string): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await modes(page).getByText(mode, { exact: true }).click();
  expect((await answered).status()).toBe(200);
}

describe('the commentary of a match on the host page', () => {
  let house: PagedApp;

  beforeAll(async () => {
    house = await PagedApp.open();
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  interface Begun extends Visit {
    readonly id: string;
    readonly channel: string;
  }

  async function begun(mode?: string, options: Parameters<PagedApp['visitAs']>[3] = {}): Promise<Begun> {
    const { id, channels } = await house.match({ languages: ['en'] });
    const channel = channels[0]?.channel ?? '';
    await house.event(id, { type: 'segment_start', segment: 'H1', ageMs: 60_000 });
    const visit = await house.visitAs('host', [channel], `/host/${channel}`, options);
    await modes(visit.page).waitFor();
    if (mode !== undefined) await choose(visit.page, mode);
    return { ...visit, id, channel };
  }

  test('[HO38] a host has it air by itself, ask, or be off, by key too, and every host sees which', async () => {
    const { page, channel, complaints } = await begun();
    expect(await modes(page).getByLabel('By itself').isChecked()).toBe(true);
    await modes(page).getByLabel('By itself').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('status').getByText('The commentary asks before it airs.').waitFor();
    await block(page).getByText('A line waits until you air it').waitFor();
    const other = await house.visitAs('host', [channel], `/host/${channel}`);
    await modes(other.page).waitFor();
    expect(await modes(other.page).getByLabel('Ask me').isChecked()).toBe(true);
    await choose(page, 'Off');
    await block(other.page).getByText('Nothing is written. What hosts say airs.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('[HO38] who speaks in quiet moments is chosen among the voices of its language', async () => {
    const { page } = await begun();
    const voice = block(page).getByLabel('Voice for quiet moments');
    const other = await voice.locator('option').nth(1).getAttribute('value');
    await voice.selectOption({ index: 1 });
    await page.getByRole('status').getByText('Changed from the next line on.').waitFor();
    await page.reload();
    await voice.waitFor();
    expect(await voice.inputValue()).toBe(other);
  });

  test('[HO39] Enter airs what waits, Escape drops it, and it says how long it waits', async () => {
    const { page, id } = await begun('Ask me');
    await house.event(id, { type: 'goal', side: 'home', segment: 'H1' });
    await draft(page)
      .getByText(/Alders/)
      .first()
      .waitFor();
    await draft(page)
      .getByText(/^\d+ s left$/)
      .waitFor();
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    await takesKeys(page);
    await page.keyboard.press('Enter');
    await row(page, 'Goal, Alders').getByText(/^said/).waitFor();
    await draft(page).getByRole('button').first().waitFor({ state: 'detached' });
    await house.event(id, { type: 'red', side: 'away', segment: 'H1' });
    await draft(page)
      .getByText(/Birches/)
      .first()
      .waitFor();
    await takesKeys(page);
    await page.keyboard.press('Escape');
    await row(page, 'Red card').getByText('not said: a host dropped it').waitFor();
  }, 60_000);

  test('[HO39] what is typed elsewhere airs nothing, and a key meant for what stood there before neither', async () => {
    const { page, id } = await begun('Ask me');
    await house.event(id, { type: 'goal', side: 'home', segment: 'H1' });
    await draft(page).getByRole('button', { name: 'Air' }).waitFor();
    await page.getByLabel('What is to be said').fill('Everybody is here.');
    await page.getByLabel('What is to be said').press('Enter');
    await page.getByLabel('What is to be said').press('e');
    await takesKeys(page);
    expect(await draft(page).getByRole('button', { name: 'Air' }).count()).toBe(1);
    expect(await page.getByLabel('The words of the line').count()).toBe(0);
    await draft(page).getByRole('button', { name: 'Drop' }).click();
    await row(page, 'Goal, Alders').getByText('not said: a host dropped it').waitFor();
  }, 60_000);

  test('[HO40] E opens its words; what was typed outlives the draft, and is said as the host’s own', async () => {
    const { page, id, channel } = await begun('Ask me');
    await house.event(id, { type: 'goal', side: 'home', segment: 'H1' });
    await draft(page).getByRole('button', { name: 'Air' }).waitFor();
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    await takesKeys(page);
    await page.keyboard.press('e');
    const words = page.getByLabel('The words of the line');
    await words.fill('They lead, and how.');
    await words.press('Enter');
    await row(page, 'Goal, Alders').getByText(/^said/).waitFor();
    expect(await row(page, 'Goal, Alders').locator('.line-text').textContent()).toBe('They lead, and how.');
    await house.event(id, { type: 'corner', side: 'away', segment: 'H1' });
    await draft(page).getByRole('button', { name: 'Edit' }).click();
    await words.fill('All of them come forward.');
    await draft(page).getByText('The draft has gone meanwhile. You can say these words as your own.').waitFor();
    await page.getByRole('button', { name: 'Say it' }).click();
    await page.getByText('All of them come forward.').first().waitFor();
    await row(page, 'Corner').getByText('not said: nobody aired it in time').waitFor();
    expect((await house.queue(channel)).requests?.length ?? 0).toBeLessThanOrEqual(1);
  }, 60_000);

  test.each(['light', 'dark'] as const)(
    '[HO38] [HO39] in the %s theme nobody is kept out, on a phone too',
    async (colorScheme) => {
      const { page, id } = await begun('Ask me', { colorScheme, ...PHONE });
      await house.event(id, { type: 'goal', side: 'home', segment: 'H1' });
      await draft(page).getByRole('button', { name: 'Air' }).waitFor();
      await page.getByRole('link', { name: 'A line waits for you' }).click();
      await page.waitForFunction(`document.getElementById('draft').getBoundingClientRect().top < innerHeight / 2`);
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await draft(page).getByRole('button', { name: 'Edit' }).click();
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    },
  );
});
