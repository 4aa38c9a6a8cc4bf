import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violationsOn } from '../support/axe.js';
import { PagedApp } from '../support/paged-app.js';
import { until } from '../support/until.js';

const NOTE = 'mention the rain yesterday and that Patel is back';
const WORDS = 'The rain yesterday. Patel is back.';

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
  await app.host(channel, 'pause');
  ({ page, complaints } = await app.visitAs('host', [channel], `/host/${channel}`));
  await page.getByText('Connected').waitFor();
});
afterEach(() => app.leave());

const text = () => page.getByLabel('What is to be said');
const choice = () => page.getByRole('group', { name: 'What becomes of it' });
const queue = () => page.getByRole('region', { name: /^Queue/ });
const outbox = () => page.getByRole('region', { name: 'Not at the server yet' });
const modes = async (): Promise<(string | undefined)[]> => {
  const { requests = [] } = await app.queue(channel);
  return requests.map(({ mode }) => mode);
};

async function write(line: string): Promise<void> {
  await text().fill(line);
  await text().press('Control+Enter');
}

describe('a note on the host page', () => {
  test('[HO36] is chosen by key beside the button, explained, and remembered', async () => {
    expect(await choice().getByLabel('Say it').isChecked()).toBe(true);
    await write('Said as it is.');
    await choice().getByLabel('Say it').focus();
    await page.keyboard.press('ArrowRight');
    expect(await choice().getByLabel('Write it').isChecked()).toBe(true);
    await page.getByText('A note: commentary is written from it.').waitFor();
    expect(await text().getAttribute('placeholder')).toContain('Leave a note');
    await write(NOTE);
    await write('mention the wind');
    await until('all three wait', async () => (await modes()).join() === 'say,write,write');
    expect(await choice().getByLabel('Write it').isChecked()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('[HO37] stands in the queue as a note until there are words, and then under them', async () => {
    await choice().getByText('Write it').click();
    await write(NOTE);
    const row = queue().getByRole('listitem');
    await row.getByText('Note', { exact: true }).waitFor();
    await row.getByText(WORDS).waitFor();
    await row.getByText(`From: ${NOTE}`).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await row.getByRole('button', { name: `Edit: ${NOTE}` }).click();
    const editor = row.getByLabel('Another note');
    expect(await editor.inputValue()).toBe(NOTE);
    await editor.fill('mention that Singh is out');
    await editor.press('Control+Enter');
    await row.getByText('Singh is out.', { exact: true }).waitFor();
    await row.getByText('Note', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('[HO37] is heard and shown as its words', async () => {
    await app.host(channel, 'resume');
    await app.say(channel, { text: NOTE, mode: 'write' });
    const onAir = page.getByRole('region', { name: 'On air' });
    await onAir.getByText('The rain yesterday.').waitFor();
    expect(await onAir.getByText('mention').count()).toBe(0);
    await page.getByRole('region', { name: 'Lately' }).getByText(WORDS).waitFor();
  });

  test('[HO36] waits on the device as what it is, also over a reload', async () => {
    await page.context().setOffline(true);
    await choice().getByText('Write it').click();
    await write(NOTE);
    await outbox().getByText('Note', { exact: true }).waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await until('it is sent', async () => (await modes()).join() === 'write');
    expect(await choice().getByLabel('Write it').isChecked()).toBe(true);
  });
});
