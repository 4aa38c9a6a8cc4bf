import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { violationsOn } from '../support/axe.js';
import { PagedApp } from '../support/paged-app.js';

const PHONE = { viewport: { width: 320, height: 640 } };

describe('the front page', () => {
  let house: PagedApp;

  beforeAll(async () => {
    house = await PagedApp.open();
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  test('[PG22] where there is no channel yet, it says who makes one', async () => {
    const { page, complaints } = await house.visit('/', PHONE);
    await page.getByRole('heading', { name: 'No channel yet.' }).waitFor();
    await page.getByText('Whoever runs this server makes one').waitFor();
    expect(complaints).toEqual([]);
  });

  test('[PG22] what is on air stands first, then the others, then what has ended', async () => {
    const [quiet, ended] = [await house.channel({ title: 'Reserves' }), await house.channel({ title: 'Yesterday' })];
    const onAir = await house.channel({ title: 'Final <b>live</b>', language: 'pt-BR' });
    await house.channel({ title: 'Not for all', visibility: 'unlisted' });
    await house.host(ended, 'close');
    for (let line = 0; line < 6; line += 1) await house.say(onAir, 'And it goes on, from one end to the other.');
    const { page, complaints } = await house.visit('/');
    await page.getByRole('region', { name: 'On air now' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'On air now',
      'Channels',
      'Ended, to be heard again',
    ]);
    expect(await page.getByRole('listitem').allTextContents()).toEqual([
      'Final <b>live</b>On airBrazilian Portuguese',
      'ReservesEnglish',
      'YesterdayEnglish',
    ]);
    await page.getByRole('link', { name: 'Reserves' }).click();
    await page.waitForURL(`${house.origin}/c/${quiet}`);
    expect(complaints).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('[PG27] in the %s theme nobody is kept out', async (colorScheme) => {
    await house.channel({ title: `In the ${colorScheme}` });
    const { page } = await house.visit('/', { colorScheme, ...PHONE });
    await page.getByRole('link', { name: `In the ${colorScheme}` }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  test('[PG3] a server that is away is told, and its return too, with what was known still there', async () => {
    await house.channel({ title: 'Known' });
    const { page, context } = await house.visit('/');
    await page.getByRole('link', { name: 'Known' }).waitFor();
    await context.setOffline(true);
    await page.getByText('The server does not answer.').waitFor();
    expect(await page.getByRole('link', { name: 'Known' }).count()).toBe(1);
    await context.setOffline(false);
    await page.getByText('The server does not answer.').waitFor({ state: 'detached' });
  });
});
