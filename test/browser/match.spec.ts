import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { EventContent } from '../../src/wire/matches.js';
import { violationsOn } from '../support/axe.js';
import { PagedApp } from '../support/paged-app.js';

const PHONE = { viewport: { width: 360, height: 740 } };
const GOAL: EventContent = { type: 'goal', side: 'home', participants: [{ role: 'scorer', name: 'Ann Reed' }] };

const feed = (page: Page) => page.getByRole('region', { name: 'What happened' }).getByRole('listitem');
const score = (page: Page) => page.locator('.board-score');
const row = (page: Page, text: string) => feed(page).filter({ hasText: text });

describe('pages of matches', () => {
  let house: PagedApp;

  beforeAll(async () => {
    house = await PagedApp.open();
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  async function begun(input: Parameters<PagedApp['match']>[0] = {}): Promise<string> {
    const { id } = await house.match(input);
    await house.event(id, { type: 'segment_start', segment: 'H1' });
    return id;
  }

  test('[PG37] what happens is on the page by itself: in the feed, in the score, in the title, and read out', async () => {
    const id = await begun({ competition: 'The Cup' });
    const { page, complaints } = await house.visit(`/match/${id}`);
    await row(page, '1st half begins').waitFor();
    expect(await score(page).allTextContents()).toEqual(['0', '0']);
    expect(await page.getByRole('timer').textContent()).toMatch(/^0:\d\d$/);
    await house.event(id, { ...GOAL, clock: { sec: 1_630 } });
    await row(page, 'Goal, Alders').waitFor();
    expect(await feed(page).first().textContent()).toBe('28′Goal, Alders · Ann Reed1–0');
    await page.waitForFunction('document.title === "ALD 1–0 BIR · Longwave"');
    expect(await score(page).allTextContents()).toEqual(['1', '0']);
    await page.getByRole('status').filter({ hasText: 'Goal, Alders: Ann Reed' }).waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
  });

  test('[PG43] its clock goes by the server’s time, also on a device whose clock is wrong by years', async () => {
    const { id } = await house.match();
    await house.event(id, { type: 'segment_start', segment: 'H1', ageMs: 610_000 });
    const { page } = await house.visit(`/match/${id}`);
    await page.addInitScript('Date.now = () => 0;');
    await page.reload();
    await page
      .getByRole('timer')
      .filter({ hasText: /^10:[12]\d$/ })
      .waitFor();
  });

  test('[PG38] a goal that is not confirmed says so, and one that is taken back is struck through', async () => {
    const id = await begun();
    const { page } = await house.visit(`/match/${id}`);
    const fact = await house.event(id, { ...GOAL, provisional: true });
    await row(page, 'Not confirmed yet').waitFor();
    await house.correct(id, fact, { op: 'retract' });
    await row(page, 'Correction:').waitFor();
    expect(await row(page, 'Taken back').locator('s').allTextContents()).toEqual([
      'Goal, Alders · Ann Reed',
      'Goal, Alders · Ann Reed',
    ]);
    expect(await row(page, 'Not confirmed yet').count()).toBe(0);
    await page.waitForFunction('document.title === "ALD 0–0 BIR · Longwave"');
  });

  test('[PG39] a cut connection is told, and comes back with nothing missing and nothing twice', async () => {
    const id = await begun();
    const { page, context } = await house.visit(`/match/${id}`);
    await row(page, '1st half begins').waitFor();
    await context.setOffline(true);
    await page.getByText('The connection is lost.').waitFor();
    await house.event(id, { type: 'corner', side: 'away' });
    await house.event(id, GOAL);
    expect(await row(page, 'Goal').count()).toBe(0);
    await context.setOffline(false);
    await row(page, 'Goal, Alders').waitFor();
    await page.getByText('The connection is lost.').waitFor({ state: 'detached' });
    expect(await page.locator('.row-title').allTextContents()).toEqual([
      'Goal, Alders',
      'Corner, Birches',
      '1st half begins',
    ]);
  });

  test('[PG35] cricket has its runs, wickets and overs, the balls of the over and what is needed', async () => {
    const { id } = await house.match({ sport: 'cricket', info: { overs: 20 } });
    await house.event(id, { type: 'innings_start', segment: 'INN1', side: 'home', target: { runs: 9 } });
    const ball = { innings: 1, over: 0 };
    const deliveries = [
      { ...ball, ball: 0, runs: { batter: 4, extras: 0 }, boundary: 4 as const },
      { ...ball, ball: 1, runs: { batter: 0, extras: 1 }, extras: { wides: 1 } },
      { ...ball, ball: 2, runs: { batter: 0, extras: 0 }, wickets: [{ kind: 'bowled', out: 'Ann' }] },
    ];
    for (const delivery of deliveries) await house.event(id, { type: 'delivery', side: 'home', delivery });
    const { page } = await house.visit(`/match/${id}`);
    await page.getByText('5/1 (0.2)').waitFor();
    const balls = page.getByRole('list', { name: 'This over' }).getByRole('listitem');
    // The score is there before the events are.
    await balls.first().waitFor();
    expect(await balls.allTextContents()).toEqual(['4', 'wd', 'W']);
    await page.getByText('Target 9 · 4 to win from 118 balls').waitFor();
    await row(page, 'Wicket: Ann (bowled)').waitFor();
  });

  test('[PG44] its channels are a press away, and what was said is heard again', async () => {
    const { id, channels } = await house.match({ languages: ['en'] });
    await house.event(id, { type: 'segment_start', segment: 'H1' });
    const { page, complaints } = await house.visit(`/match/${id}`);
    const link = page.getByRole('link', { name: 'Listen in English' });
    expect(await link.getAttribute('href')).toBe(`/c/${channels[0]?.channel}`);
    await page.getByText('AI voice').waitFor();
    await page.getByRole('button', { name: /^Play: / }).click();
    await page.getByRole('button', { name: /^Stop: / }).waitFor();
    // It was heard to its end.
    await page.getByRole('button', { name: /^Play: / }).waitFor();
    expect(await page.getByText('It cannot be heard').count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 60_000);

  test('[PG45] one that is not there says so, and one that has not begun says when it does', async () => {
    const unknown = await house.visit('/match/nobody-made-it');
    await unknown.page.getByRole('heading', { name: 'There is no such match here.' }).waitFor();
    const { id } = await house.match({ startsAt: '2030-01-05T12:00:00Z' });
    const { page } = await house.visit(`/match/${id}`, { timezoneId: 'Europe/London' });
    await page.getByText('Sat 5 Jan 12:00').waitFor();
    await page.getByText('Nothing has happened yet.').waitFor();
    await page.getByText('No channel speaks of this match.').waitFor();
  });

  test.each(['light', 'dark'] as const)(
    '[PG40] in the %s theme, on a phone, nobody is kept out',
    async (colorScheme) => {
      const id = await begun({
        competition: 'A competition with a name that is long enough for two lines',
        home: { name: 'Wanderers-of-the-Uttermost-Northern-Archipelago', short: 'WAN' },
        languages: ['en', 'pt-BR'],
      });
      const fact = await house.event(id, GOAL);
      await house.event(id, { ...GOAL, provisional: true });
      await house.correct(id, fact, { op: 'retract' });
      const { page } = await house.visit(`/match/${id}`, { colorScheme, ...PHONE });
      await row(page, 'Correction:').waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    },
  );

  test('[PG41] the page of its channel has the score, as late as everything else is there', async () => {
    const { id, channels } = await house.match({ languages: ['en'] });
    const channel = channels[0]?.channel ?? '';
    await house.event(id, { type: 'segment_start', segment: 'H1' });
    const [live, late] = [await house.visit(`/c/${channel}`), await house.visit(`/c/${channel}?delay=4`)];
    await live.page.getByRole('link', { name: 'ALD 0–0 BIR' }).waitFor();
    await late.page.getByRole('link', { name: 'ALD 0–0 BIR' }).waitFor();
    await house.event(id, GOAL);
    await live.page.getByRole('link', { name: 'ALD 1–0 BIR' }).waitFor();
    expect(await late.page.getByRole('link', { name: 'ALD 0–0 BIR' }).count()).toBe(1);
    await late.page.getByRole('link', { name: 'ALD 1–0 BIR' }).click();
    await late.page.waitForURL(`${house.origin}/match/${id}`);
    expect([...live.complaints, ...late.complaints]).toEqual([]);
  });

  test('[PG33] the front page has matches first: live, upcoming, finished, each with how it stands', async () => {
    const own = { competition: 'The League', home: { name: 'Ferns', short: 'FER' } };
    const id = await begun(own);
    await house.event(id, GOAL);
    const over = await begun({ ...own, home: { name: 'Gorse', short: 'GOR' } });
    await house.event(over, { type: 'match_end' });
    await house.match({ ...own, home: { name: 'Heather', short: 'HEA' }, startsAt: '2030-01-05T12:00:00Z' });
    await house.channel({ title: 'Chat' });
    const { page, complaints } = await house.visit('/', { timezoneId: 'Europe/London', ...PHONE });
    await page.getByRole('link', { name: 'Chat' }).waitFor();
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(headings.slice(0, 3)).toEqual(['Live matches', 'Upcoming matches', 'Finished matches']);
    const card = (name: string) => page.getByRole('link', { name });
    expect(await card('Ferns').textContent()).toBe('Ferns 1Birches 0Live1st half 1′The League');
    expect(await card('Gorse').textContent()).toBe('Gorse 0Birches 0Full timeA drawThe League');
    expect(await card('Heather').textContent()).toBe('Heather Birches Sat 5 Jan 12:00The League');
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await house.event(id, GOAL);
    await page.getByText('Ferns 2').waitFor();
    expect(complaints).toEqual([]);
  });
});
