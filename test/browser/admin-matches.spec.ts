import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violationsOn } from '../support/axe.js';
import { matchFile } from '../support/match-files.js';
import { PagedApp } from '../support/paged-app.js';
import { until } from '../support/until.js';

const FUTURE = '2030-01-05T12:00:00Z';
const FILE = { name: 'match.jsonl', mimeType: 'application/json' };

const shelf = (page: Page, name: string) => page.getByRole('region', { name });
const row = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });
/** Of the two sides of the file, made different for each test: the same file is the same match. */
const fileOf = (home: string): string =>
  matchFile('football.jsonl').replaceAll('Rivermouth', home).replace('2031-05-04', '2028-05-04');

async function send(page: Page, text: string): Promise<void> {
  await page.getByLabel('File', { exact: true }).setInputFiles({ ...FILE, buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Send the file' }).press('Enter');
}

describe('matches on the admin page', () => {
  let house: PagedApp;

  beforeAll(async () => {
    house = await PagedApp.open({ DEMO: 'on' });
    await house.demo();
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  async function opened(options: Parameters<PagedApp['visitAs']>[3] = {}) {
    const visit = await house.visitAs('admin', [], '/admin', options);
    await visit.page.getByText('Match from a file').click();
    return visit;
  }

  test('[PG70] are live, upcoming and finished, and made up ones say so', async () => {
    const { page, complaints } = await house.visitAs('admin', [], '/admin');
    await shelf(page, 'Live matches').getByText('Harbour Rovers – Mill Town').waitFor();
    await shelf(page, 'Finished matches').getByText('North Bank – Old Quarry').waitFor();
    expect(await page.getByText('Made up', { exact: true }).count()).toBe(2);
    await house.match({ title: 'Cup tie', visibility: 'private', startsAt: FUTURE });
    await page.reload();
    await shelf(page, 'Upcoming matches').getByText('private').waitFor();
    expect(await row(page, 'Cup tie').getByText('Made up').count()).toBe(0);
    await row(page, 'Cup tie').getByRole('link', { name: 'Page of the match' }).click();
    await page.getByRole('heading', { name: 'Cup tie' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('[PG70] that are many come page by page', async () => {
    const titles = [...Array(11).keys()].map((nth) => `Round ${nth + 10}`);
    // Before what other tests have made by then.
    for (const [nth, title] of titles.entries())
      await house.match({ title, startsAt: `2029-01-${nth + 10}T12:00:00Z` });
    const { page } = await house.visitAs('admin', [], '/admin');
    const upcoming = shelf(page, 'Upcoming matches');
    const shown = () => upcoming.locator('.row-head strong').allTextContents();
    await upcoming.getByText('Round 10').waitFor();
    expect(await shown()).toEqual(titles.slice(0, 10));
    await upcoming.getByRole('button', { name: 'Next: Upcoming matches' }).press('Enter');
    await upcoming.getByText('Round 20').waitFor();
    expect((await shown())[0]).toBe('Round 20');
    expect(await upcoming.getByRole('status').textContent()).toBe('Page 2');
    expect(await upcoming.getByRole('button', { name: 'Next: Upcoming matches' }).isDisabled()).toBe(true);
    await upcoming.getByRole('button', { name: 'Previous: Upcoming matches' }).press('Enter');
    await upcoming.getByText('Round 10').waitFor();
    expect(await shown()).toEqual(titles.slice(0, 10));
  });

  test('[PG71] one is removed after a question, and its channels close', async () => {
    const { id, channels } = await house.match({ title: 'Wrong match', languages: ['en'] });
    const { page, complaints } = await house.visitAs('admin', [], '/admin');
    const asked: string[] = [];
    let isSure = false;
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (isSure ? dialog.accept() : dialog.dismiss());
    });
    const remove = row(page, 'Wrong match').getByRole('button', { name: 'Remove' });
    await remove.press('Enter');
    await until('it is asked', () => asked.length === 1);
    expect((await fetch(`${house.origin}/v1/matches/${id}`)).status).toBe(200);
    isSure = true;
    await remove.press('Enter');
    await page.getByText('“Wrong match” is removed.').waitFor();
    await remove.waitFor({ state: 'detached' });
    expect(asked).toEqual(
      Array(2).fill(
        'Remove “Wrong match”? Nobody finds it any more, and its channels close for good. There is no sound of it. The record of what happened is kept.',
      ),
    );
    expect((await fetch(`${house.origin}/v1/matches/${id}`)).status).toBe(404);
    await row(page, `/c/${channels[0]?.channel}`).getByText('Closed', { exact: true }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('“Wrong match” is removed.');
    expect(complaints).toEqual([]);
  });

  test('[MA92] before one is removed it is said what goes with it, and afterwards what is gone', async () => {
    const { channels } = await house.match({ title: 'Heard match', languages: ['en'] });
    const channel = channels[0]?.channel ?? '';
    await house.say(channel, 'This was heard once, and will not be heard again.');
    await until('it was heard', async () => (await house.queue(channel)).requests?.length === 0);
    const { page, complaints } = await house.visitAs('admin', [], '/admin');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.accept();
    });
    await row(page, 'Heard match').getByRole('button', { name: 'Remove' }).press('Enter');
    const gone = page.getByText(/^“Heard match” is removed, and 1 minute of sound in 1 line \(0\.\d MB\) with it\.$/);
    await gone.waitFor();
    expect(asked).toEqual([expect.stringMatching(/ 1 minute of sound in 1 line \(0\.\d MB\) is deleted for good\. /)]);
    expect(complaints).toEqual([]);
  });

  test('[PG72] a file becomes one with its channel, and the same file again is the same match', async () => {
    const { page, complaints } = await opened();
    await send(page, fileOf('Ashford'));
    await page.getByText('“Ashford – Harbour Vale” is there.').waitFor();
    const form = page.locator('details', { hasText: 'Match from a file' });
    const link = form.getByRole('link', { name: 'Page of the match' });
    const address = await link.getAttribute('href');
    const match = await (await fetch(`${house.origin}/v1${address?.replace('match', 'matches')}`)).json();
    expect(match).toMatchObject({ home: { name: 'Ashford' }, isScripted: true, channels: [{ language: 'en' }] });
    await shelf(page, 'Upcoming matches').getByText('Ashford – Harbour Vale').waitFor();
    await page.reload();
    await page.getByText('Match from a file').click();
    await send(page, fileOf('Ashford'));
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(address);
    expect(complaints).toEqual([]);
  });

  test('[PG73] a file with a mistake is told with its place, and one that is too large is not sent', async () => {
    const { page } = await opened();
    const lines = fileOf('Bexley').split('\n');
    await send(page, [lines[0], lines[1], 'nonsense', ...lines.slice(2)].join('\n'));
    await page
      .getByText('The file cannot be read: nothing of it was kept. line 3, column 1: this is not JSON', {
        exact: false,
      })
      .waitFor();
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(request.url()));
    await send(page, 'x'.repeat(5_000_001));
    await page.getByText('The file is larger than any match: 5 MB at most.').waitFor();
    expect(sent.filter((url) => url.includes('match-files'))).toEqual([]);
  });

  test('[PG74] one of a file is played as it happened or ten times as fast, stopped, and told all at once', async () => {
    const { page, complaints } = await opened();
    const started: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && started.push(new URL(request.url()).search)));
    await send(page, fileOf('Corby'));
    const form = page.locator('details', { hasText: 'Match from a file' });
    const address = await form.getByRole('link', { name: 'Page of the match' }).getAttribute('href');
    const found = async () =>
      (await (await fetch(`${house.origin}/v1${address?.replace('match', 'matches')}`)).json()) as {
        isPlaying: boolean;
        state: { seq: number; lifecycle: string };
      };
    for (const pace of ['As it happened', 'Ten times as fast']) {
      await form.getByLabel('Pace').selectOption(pace);
      await form.getByRole('button', { name: 'Play it' }).press('Enter');
      await form.getByText('It is playing.').waitFor();
      // What happens as it begins.
      await until('it has begun', async () => ((await found()).state.seq === 2 ? true : undefined));
      await form.getByRole('button', { name: 'Stop it' }).press('Enter');
      await form.getByText('It stands still.').waitFor();
      expect((await found()).isPlaying).toBe(false);
    }
    await form.getByLabel('Pace').selectOption('All at once');
    await form.getByRole('button', { name: 'Play it' }).press('Enter');
    await form.getByText('It is over.').waitFor();
    expect((await found()).state.lifecycle).toBe('finished');
    expect(started.filter((query) => !query.includes('language'))).toEqual(['', '', '?factor=10', '', '?at_once=true']);
    expect(complaints).toEqual([]);
  }, 60_000);

  test('[PG74] one that its hosts tell is not played', async () => {
    await house.match({ title: 'Told by hand' });
    const { page } = await house.visitAs('admin', [], '/admin');
    await row(page, 'Told by hand').getByRole('button', { name: 'Play or stop' }).press('Enter');
    await page.getByText('Nothing plays this match: its hosts tell what happens.').waitFor();
  });

  test.each(['light', 'dark'] as const)('[PG75] in the %s theme nobody is kept out', async (colorScheme) => {
    await house.match({ title: 'A-match-with-a-name-that-has-no-place-to-break-it-into-two-lines', startsAt: FUTURE });
    const { page, complaints } = await opened({ colorScheme, viewport: { width: 360, height: 740 } });
    await send(page, fileOf(`Dover ${colorScheme}`));
    await page.getByText('It stands still.').waitFor();
    await row(page, 'Mill Town').getByRole('button', { name: 'Play or stop' }).click();
    await row(page, 'Mill Town').getByRole('button', { name: 'Stop it' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(complaints).toEqual([]);
  });
});
