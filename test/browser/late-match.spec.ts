import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { MatchDetails } from '../../src/wire/match-doors.js';
import type { EventContent } from '../../src/wire/matches.js';
import { violationsOn } from '../support/axe.js';
import { PagedApp } from '../support/paged-app.js';

type StorageState = NonNullable<BrowserContextOptions['storageState']>;

const PHONE = { viewport: { width: 320, height: 640 } };
const GOAL: EventContent = { type: 'goal', side: 'home', participants: [{ role: 'scorer', name: 'Ann Reed' }] };
const DELAY_MS = 6_000;
/** How well a page knows the server’s time, at worst. */
const APART_MS = 200;

const score = (page: Page) => page.locator('.board-score').allTextContents();
const row = (page: Page, text: string) => page.locator('.feed').getByRole('listitem').filter({ hasText: text });
const card = (page: Page, list: string, name: string) =>
  page.getByRole('region', { name: list }).getByRole('link', { name });

/** Tells it, and measures how long after that something is there. */
async function lateBy(tell: () => Promise<unknown>, isThere: () => Promise<unknown>): Promise<number> {
  const toldAt = performance.now();
  await tell();
  await isThere();
  return performance.now() - toldAt;
}

describe('matches that are shown as late as they are heard', () => {
  let house: PagedApp;

  beforeAll(async () => {
    house = await PagedApp.open();
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  /** What the listen page keeps of a listener who tuned these channels. */
  function tuned({ channels }: MatchDetails, delays: readonly number[]): StorageState {
    const localStorage = channels.map(({ channel }, nth) => {
      return { name: `longwave.listen.${channel}`, value: JSON.stringify({ delayMs: delays[nth] ?? 0 }) };
    });
    return { cookies: [], origins: [{ origin: house.origin, localStorage }] };
  }

  async function begun(name: string, languages: readonly string[] = ['en']): Promise<MatchDetails> {
    const match = await house.match({ home: { name, short: 'ALD' }, languages: [...languages] });
    await house.event(match.id, { type: 'segment_start', segment: 'H1', ageMs: 600_000 });
    return match;
  }

  test('[PG47] a goal is on the page, in its title and read out when it is due, and the clock is as late', async () => {
    const match = await begun('Alders', ['de', 'en']);
    const storageState = tuned(match, [1_000, DELAY_MS]);
    const path = `/match/${match.id}`;
    const [live, late] = [await house.visit(path), await house.visit(path, { storageState })];
    await late.page.getByText('6.0 s behind, as you listen').waitFor();
    expect(await live.page.getByText('as you listen').count()).toBe(0);
    await row(late.page, '1st half begins').waitFor();
    const secondsOn = async ({ page }: typeof live): Promise<number> => {
      const [minutes, seconds] = ((await page.getByRole('timer').textContent()) ?? '').split(':').map(Number);
      return (minutes ?? 0) * 60 + (seconds ?? 0);
    };
    const [ahead, behind] = await Promise.all([secondsOn(live), secondsOn(late)]);
    expect(Math.abs(ahead - behind - 6)).toBeLessThanOrEqual(1);
    const after = await lateBy(
      async () => {
        await house.event(match.id, GOAL);
        await row(live.page, 'Goal, Alders').waitFor();
        expect(await score(late.page)).toEqual(['0', '0']);
        expect(await late.page.title()).toBe('ALD 0–0 BIR · Longwave');
        expect(await late.page.getByText('Ann Reed').count()).toBe(0);
      },
      () => late.page.getByText('Ann Reed').first().waitFor({ state: 'attached' }),
    );
    expect(after).toBeGreaterThan(DELAY_MS - APART_MS);
    await row(late.page, 'Goal, Alders').waitFor();
    expect(await score(late.page)).toEqual(['1', '0']);
    await late.page.waitForFunction('document.title === "ALD 1–0 BIR · Longwave"');
    await late.page.getByRole('status').filter({ hasText: 'Goal, Alders: Ann Reed' }).waitFor({ state: 'attached' });
    expect([...live.complaints, ...late.complaints]).toEqual([]);
  });

  test('[PG47] one press shows it as it happens, by keyboard too, and another as late again', async () => {
    const match = await begun('Alders');
    const { page } = await house.visit(`/match/${match.id}`, { storageState: tuned(match, [120_000]) });
    await page.getByText('120.0 s behind, as you listen').waitFor();
    await house.event(match.id, GOAL);
    await page.getByRole('button', { name: 'Show it as it happens' }).press('Enter');
    await row(page, 'Goal, Alders').waitFor();
    expect(await score(page)).toEqual(['1', '0']);
    // What they asked to see is not read out as news.
    expect(await page.getByRole('status').filter({ hasText: 'Goal' }).count()).toBe(0);
    await page.getByRole('button', { name: 'As late as I listen' }).press('Enter');
    await row(page, 'Goal, Alders').waitFor({ state: 'detached' });
    expect(await score(page)).toEqual(['', '']);
  });

  test('[PG47] it is late from the moment its listener tunes it on another page', async () => {
    const match = await begun('Alders');
    const { page, context } = await house.visit(`/match/${match.id}`);
    await row(page, '1st half begins').waitFor();
    const other = await context.newPage();
    await other.goto(`${house.origin}/c/${match.channels[0]?.channel ?? ''}`);
    await other.getByText('Tune to my TV').click();
    await other.getByLabel('Behind by').fill('110000');
    // Sooner than the page asks again what the match is.
    await page.getByText('110.0 s behind, as you listen').waitFor({ timeout: 15_000 });
    await row(page, '1st half begins').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('110.0 s behind, as you listen').waitFor();
  });

  test('[PG48] a host who tuned late sees it as late, and as it happens after one press', async () => {
    const match = await begun('Alders');
    const channel = match.channels[0]?.channel ?? '';
    const storageState = tuned(match, [120_000]);
    const { page, complaints } = await house.visitAs('host', [channel], `/host/${channel}`, { storageState });
    const block = page.getByRole('region', { name: 'Match', exact: true });
    await block.getByText('120.0 s behind, as you listen').waitFor();
    await house.event(match.id, GOAL);
    await block.getByText('Nothing has happened yet.').waitFor();
    expect(await score(page)).toEqual(['', '']);
    await block.getByRole('button', { name: 'Show it as it happens' }).click();
    await row(page, 'Goal, Alders').waitFor();
    expect(await score(page)).toEqual(['1', '0']);
    await row(page, 'Goal, Alders').locator('.line-said').waitFor();
    expect(complaints).toEqual([]);
  });

  test('[PG46] a goal and the end are on the front page when they are due, and until then the match is live', async () => {
    const match = await begun('Cedars');
    const storageState = tuned(match, [DELAY_MS]);
    const { page, complaints } = await house.visit('/', { storageState });
    await card(page, 'Live matches', 'Cedars').waitFor();
    const goalAfter = await lateBy(
      async () => {
        await house.event(match.id, GOAL);
        await page.reload();
        await card(page, 'Live matches', 'Cedars 0').getByText('6.0 s behind').waitFor();
      },
      () => card(page, 'Live matches', 'Cedars 1').waitFor(),
    );
    expect(goalAfter).toBeGreaterThan(DELAY_MS - APART_MS);
    const endAfter = await lateBy(
      async () => {
        await house.event(match.id, { type: 'match_end' });
        await page.reload();
        await card(page, 'Live matches', 'Cedars 1').waitFor();
        expect(await card(page, 'Finished matches', 'Cedars').count()).toBe(0);
        // The page goes on by itself, whenever it is answered the next time.
        await page.route('**/v1/matches?*', () => undefined);
      },
      () => card(page, 'Finished matches', 'Cedars 1').waitFor({ timeout: 15_000 }),
    );
    expect(endAfter).toBeGreaterThan(DELAY_MS - APART_MS);
    expect(await page.getByText('6.0 s behind').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('[PG49] where the record cannot be read there is no score, on the front page and on the match’s', async () => {
    const match = await begun('Dogwoods');
    await house.event(match.id, GOAL);
    const { page } = await house.visit('about:blank', { storageState: tuned(match, [120_000]) });
    await page.route('**/events?*', (route) => route.abort());
    await page.route('**/live', (route) => route.abort());
    await page.goto(house.origin);
    await card(page, 'Live matches', 'Dogwoods').waitFor();
    expect(await card(page, 'Live matches', 'Dogwoods').textContent()).toBe('Dogwoods Birches 120.0 s behind');
    await page.goto(`${house.origin}/match/${match.id}`);
    await page.getByText('Looking for the match…').waitFor();
    await page.getByText('The connection is lost.').waitFor();
    expect(await page.locator('.board').count()).toBe(0);
    expect(await page.title()).not.toContain('1');
  });

  test.each(['light', 'dark'] as const)(
    '[PG47] in the %s theme, on a phone, nobody is kept out',
    async (colorScheme) => {
      const match = await begun('Wanderers-of-the-Uttermost-Northern-Archipelago');
      const options = { colorScheme, ...PHONE, storageState: tuned(match, [1_000]) };
      const { page } = await house.visit(`/match/${match.id}`, options);
      await row(page, '1st half begins').waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      await page.goto(house.origin);
      await card(page, 'Live matches', 'Wanderers').getByText('1.0 s behind').waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    },
  );
});
