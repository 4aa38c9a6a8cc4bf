import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { violationsOn } from '../support/axe.js';
import { PagedApp } from '../support/paged-app.js';

describe('the admin page', () => {
  let house: PagedApp;

  beforeAll(async () => {
    house = await PagedApp.open();
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  test('[PG26] lets admins in and tells the others how to become one', async () => {
    const channel = await house.channel();
    const { page } = await house.visit('/admin');
    await page.getByRole('heading', { name: 'Only an admin can come in here.' }).waitFor();
    const host = await house.visitAs('host', [channel], '/admin');
    await host.page.getByRole('heading', { name: 'Only an admin can come in here.' }).waitFor();
    expect(host.complaints).toEqual([]);
  });

  test('[PG26] makes a channel, changes it and closes it', async () => {
    const { page, complaints } = await house.visitAs('admin', [], '/admin');
    await page.getByText('New channel').click();
    await page.getByLabel('Title').fill('Semi-final');
    await page.getByLabel('Address').fill('semi');
    await page.getByLabel('Language').fill('es');
    await page.getByRole('button', { name: 'Make the channel' }).click();
    await page.getByText('“Semi-final” is on.').waitFor();
    const row = page.getByRole('listitem').filter({ hasText: '/c/semi' });
    await row.getByRole('button', { name: 'Change' }).click();
    await row.getByLabel('Title').fill('The semi-final');
    await row.getByLabel('Who finds and hears it').selectOption('unlisted');
    await row.getByRole('button', { name: 'Save' }).click();
    await row.getByText('Saved.').waitFor();
    expect(await (await fetch(`${house.origin}/v1/channels/semi`)).json()).toMatchObject({
      title: 'The semi-final',
      language: 'es',
      visibility: 'unlisted',
    });
    page.on('dialog', (dialog) => void dialog.accept());
    await row.getByRole('button', { name: 'Close for good' }).click();
    await row.getByText('Closed').waitFor();
    expect(complaints).toEqual([]);
  });

  test('[RP46] says for how long a channel keeps its sound, also when it is closed', async () => {
    const { page, complaints } = await house.visitAs('admin', [], '/admin');
    await page.getByText('New channel').click();
    await page.getByLabel('Title').fill('Kept');
    await page.getByLabel('Address').fill('kept');
    expect(await page.getByLabel('Keep its sound').isChecked()).toBe(true);
    await page.getByLabel('For how many days').fill('30');
    await page.getByRole('button', { name: 'Make the channel' }).click();
    const row = page.getByRole('listitem').filter({ hasText: '/c/kept' });
    await row.getByText('Kept for 30 days').waitFor();
    page.on('dialog', (dialog) => void dialog.accept());
    await row.getByRole('button', { name: 'Close for good' }).click();
    await row.getByText('Closed').waitFor();
    await row.getByRole('button', { name: 'Change' }).click();
    await row.getByLabel('For how many days').fill('');
    await row.getByRole('button', { name: 'Save' }).press('Enter');
    await row.getByText('Saved.').waitFor();
    await row.getByText('Kept for good').waitFor();
    const kept = await (await fetch(`${house.origin}/v1/channels/kept`)).json();
    expect(kept).toMatchObject({ archived: true, keepDays: null });
    expect([await violationsOn(page), complaints]).toEqual([[], []]);
  });

  test('[PG26] a mistake is told beside what was typed, and nothing of it is lost', async () => {
    await house.channel({ id: 'taken' });
    const { page } = await house.visitAs('admin', [], '/admin');
    await page.getByText('New channel').click();
    await page.getByLabel('Title').fill('Another');
    await page.getByLabel('Address').fill('taken');
    await page.getByRole('button', { name: 'Make the channel' }).click();
    await page.getByText('There is a channel with this id already.').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Another');
  });

  test('[PG26] invites a host, whose link opens the channel, and withdraws an invitation', async () => {
    const channel = await house.channel({ title: 'To be hosted' });
    const { page } = await house.visitAs('admin', [], '/admin');
    await page.getByRole('checkbox', { name: 'To be hosted' }).check();
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = await page.locator('.made code').textContent();
    await page.getByRole('button', { name: 'Withdraw' }).first().waitFor();
    const guest = await house.visit(new URL(link ?? '').pathname + new URL(link ?? '').hash);
    await guest.page.getByRole('button', { name: 'Accept the invitation' }).click();
    await guest.page.getByRole('link', { name: 'To the microphone' }).waitFor();
    expect(await guest.page.getByRole('link', { name: 'To the microphone' }).getAttribute('href')).toBe(
      `/host/${channel}`,
    );
    await page.getByLabel('How many people').fill('7');
    await page.getByRole('checkbox', { name: 'To be hosted' }).check();
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const row = page.getByRole('listitem').filter({ hasText: '7 of 7 left' });
    await row.getByRole('button', { name: 'Withdraw' }).click();
    await row.waitFor({ state: 'detached' });
  });

  test('[PG26] signs others out, and oneself', async () => {
    const channel = await house.channel();
    const host = await house.visitAs('host', [channel], '/');
    const { page } = await house.visitAs('admin', [], '/admin');
    const others = page
      .getByRole('listitem')
      .filter({ hasText: channel })
      .getByRole('button', { name: 'Sign them out' });
    await others.click();
    await others.waitFor({ state: 'detached' });
    const kept = await host.page.evaluate<string>('localStorage.getItem("longwave.session")');
    const { accessToken } = JSON.parse(kept) as { accessToken: string };
    const me = await fetch(`${house.origin}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(me.status).toBe(401);
    await page
      .getByRole('listitem')
      .filter({ hasText: 'this device' })
      .getByRole('button', { name: 'Sign out' })
      .click();
    await page.waitForURL(`${house.origin}/`);
    expect(await page.evaluate('localStorage.getItem("longwave.session")')).toBeNull();
  });

  test.each(['light', 'dark'] as const)('[PG27] in the %s theme nobody is kept out', async (colorScheme) => {
    await house.channel({ title: `In the ${colorScheme}` });
    const visit = await house.visitAs('admin', [], '/admin', { colorScheme, viewport: { width: 320, height: 640 } });
    const { page, complaints } = visit;
    await page
      .getByRole('listitem')
      .filter({ hasText: `In the ${colorScheme}` })
      .first()
      .getByRole('button', { name: 'Change' })
      .click();
    await page.getByRole('button', { name: 'Save' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(complaints).toEqual([]);
  });
});
