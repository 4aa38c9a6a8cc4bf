import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Invitations } from '../../src/people/invitations.js';
import { openBrowser } from '../support/browser.js';
import { startedApp, type StartedApp } from '../support/started-app.js';

const PHONE = { width: 320, height: 640 };

describe('pages in Chromium', () => {
  let app: StartedApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startedApp(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  beforeEach(async () => {
    context = await browser.newContext({ viewport: PHONE });
    page = await context.newPage();
    complaints = [];
    page.on('console', (line) => {
      if (['error', 'warning'].includes(line.type())) complaints.push(line.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(() => context.close());

  test('[PG3] the front page has nothing to complain of, and fits a phone', async () => {
    await page.goto(app.origin);
    await page.getByText('No channel yet.').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['light', 'rgb(246, 244, 238)'],
    ['dark', 'rgb(16, 23, 20)'],
  ] as const)('[PG3] in the %s theme the paper is %s', async (colorScheme, paper) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(app.origin);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(paper);
  });

  test('[PG2] an invitation is accepted with one key, and the link leaves the address', async () => {
    await page.goto(await invitationLink(app));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You are signed in.' }).waitFor();
    expect(page.url()).toBe(`${app.origin}/invite`);
    const kept = await page.evaluate<string>('localStorage.getItem("longwave.session")');
    const { accessToken } = JSON.parse(kept) as { accessToken: string };
    const me = await fetch(`${app.origin}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(await me.json()).toMatchObject({ role: 'admin' });
    expect(complaints).toEqual([]);
  });

  test.each([
    ['', 'There is no invitation in this link.'],
    ['#short', 'This invitation does not work.'],
    [`#${'A'.repeat(43)}`, 'This invitation does not work.'],
  ])('[PG2] the link /invite%s is explained', async (fragment, heading) => {
    await page.goto(`${app.origin}/invite${fragment}`);
    if (fragment !== '') await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByRole('heading', { name: heading }).waitFor();
  });

  test('[PG2] an invitation outlives a server that is away', async () => {
    await page.goto(await invitationLink(app));
    await context.setOffline(true);
    await page.getByRole('button').click();
    await page.getByText('The invitation may still be good').waitFor();
    await context.setOffline(false);
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'You are signed in.' }).waitFor();
  });

  test('[PG2] a listener of no channel in particular may listen to every one', async () => {
    await page.goto(await invitationLink(app, 'listener'));
    await page.getByRole('button').click();
    await page.getByText('You may listen to every channel.').waitFor();
  });

  test('[PG2] a browser that keeps nothing is told before the invitation is used up', async () => {
    const link = await invitationLink(app);
    await page.addInitScript('Storage.prototype.setItem = () => { throw new Error("no"); };');
    await page.goto(link);
    await page.getByRole('button').click();
    await page.getByText('The invitation is not used up.').waitFor();
    const other = await context.newPage();
    await other.goto(link);
    await other.getByRole('button').click();
    await other.getByRole('heading', { name: 'You are signed in.' }).waitFor();
  });

  test('[PG2] an answer that is lost is not called an invitation that is kept', async () => {
    await page.goto(await invitationLink(app));
    await page.route('**/v1/sessions', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button').click();
    await page.getByText('The invitation may still be good').waitFor();
    await page.unroute('**/v1/sessions');
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'This invitation does not work.' }).waitFor();
  });
});

async function invitationLink({ app, origin }: StartedApp, role: 'admin' | 'listener' = 'admin'): Promise<string> {
  const invite = { role, channels: [], uses: 1, hours: 1 };
  const invitation = await app.get(Invitations).invite('command', invite, origin);
  if (!('link' in invitation)) throw new Error(invitation.detail);
  return invitation.link;
}
