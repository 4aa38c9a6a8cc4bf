import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { EventPage, MatchDetails, NewMatchInput } from '../../src/wire/match-doors.js';
import type { MatchEvent } from '../../src/wire/matches.js';
import { violationsOn } from '../support/axe.js';
import { PagedApp, type Visit } from '../support/paged-app.js';
import { until } from '../support/until.js';

const PHONE = { viewport: { width: 360, height: 740 } };
const ALDERS = { name: 'Alders', short: 'ALD', players: [{ name: 'Ann Reed', number: 9 }, { name: 'Bea Lund' }] };
const BIRCHES = { name: 'Birches', short: 'BIR', players: [{ name: 'Cy Moss', number: 4 }] };

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const told = (page: Page) => page.getByRole('region', { name: 'Last told' }).getByRole('listitem');
const waits = (page: Page) => page.locator('.between .waits');

describe('the pad', () => {
  let house: PagedApp;

  beforeAll(async () => {
    house = await PagedApp.open();
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  const read = async <T>(path: string): Promise<T> => (await fetch(`${house.origin}${path}`)).json() as Promise<T>;
  const record = async (id: string): Promise<readonly MatchEvent[]> =>
    (await read<EventPage>(`/v1/matches/${id}/events?limit=500`)).events;
  const recorded = (id: string, count: number) =>
    until(`${count} events`, async () => {
      const events = await record(id);
      return events.length >= count ? events : undefined;
    });

  async function padOf(
    match: Partial<NewMatchInput> = {},
    options: BrowserContextOptions = PHONE,
  ): Promise<Visit & { readonly id: string }> {
    const { id } = await house.match({ home: ALDERS, away: BIRCHES, ...match });
    const visit = await house.visitAs('admin', [], `/pad/${id}`, options);
    await visit.page.getByRole('region', { name: 'Score' }).waitFor();
    return { ...visit, id };
  }

  test('[PG58] a match is made with two names and a press, and its pad opens', async () => {
    const { page, complaints } = await house.visitAs('admin', [], '/pad', PHONE);
    await press(page, 'Make the match');
    await page.getByText('A name is needed.').first().waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-invalid")')).toBe('true');
    const [home, away] = [
      page.getByRole('group', { name: 'Home side' }),
      page.getByRole('group', { name: 'Away side' }),
    ];
    await home.getByLabel('Name', { exact: true }).fill('Larches');
    await home.getByLabel('Line-up').fill('9 Ann Reed\n10 Dee Orr\nEve');
    await away.getByLabel('Name', { exact: true }).fill('Maples');
    await away.getByLabel('Line-up').fill('7 Flo\n7');
    await press(page, 'Make the match');
    await page.getByText('Line 2 has no name.').waitFor();
    // Nothing that was typed is lost.
    await page.reload();
    expect(await away.getByLabel('Line-up').inputValue()).toBe('7 Flo\n7');
    expect(await violationsOn(page)).toEqual([]);
    await away.getByLabel('Line-up').fill('7 Flo');
    await press(page, 'Make the match');
    await page.waitForURL(/\/pad\/[\da-f]{32}$/);
    await page.getByRole('button', { name: 'Kick off' }).waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    const made = await read<MatchDetails>(`/v1/matches/${id}`);
    expect(made).toMatchObject({ title: 'Larches – Maples', sport: 'football', info: { segmentMinutes: 45 } });
    expect(made.home.players.map(({ name, number }) => [name, number])).toEqual([
      ['Ann Reed', 9],
      ['Dee Orr', 10],
      ['Eve', null],
    ]);
    expect(made.channels.map(({ language }) => language)).toEqual(['en']);
    await page.goto(`${house.origin}/pad`);
    expect(await page.getByLabel('Line-up').first().inputValue()).toBe('');
    await page.getByRole('link', { name: 'Larches – Maples' }).click();
    await page.waitForURL(/\/pad\/[\da-f]{32}$/);
    expect(complaints).toEqual([]);
  });

  test('[PG59] a press tells; who it was is said later, and it is taken back, each as a correction', async () => {
    const { page, id, complaints } = await padOf();
    await press(page, 'Kick off');
    await press(page, 'Goal, Alders');
    const sheet = page.getByRole('dialog', { name: 'Goal, Alders' });
    await recorded(id, 2);
    await sheet.getByRole('button', { name: '9 Ann Reed' }).click();
    await sheet.getByRole('button', { name: 'Bea Lund' }).click();
    await told(page).filter({ hasText: 'Goal, Alders · Ann Reed, assist Bea Lund' }).waitFor();
    await recorded(id, 3);
    expect(await page.locator('.board-score').allTextContents()).toEqual(['1', '0']);
    await told(page).first().getByRole('button', { name: 'Undo' }).click();
    await told(page).filter({ hasText: 'taken back' }).waitFor();
    const events = await recorded(id, 4);
    expect(events.map(({ op, content: { type, side, clock } }) => [op, type, side, clock?.sec])).toEqual([
      ['add', 'segment_start', undefined, undefined],
      ['add', 'goal', 'home', expect.any(Number)],
      ['revise', 'goal', 'home', expect.any(Number)],
      ['retract', 'goal', 'home', expect.any(Number)],
    ]);
    expect(events[2]?.content.participants).toEqual([
      { role: 'scorer', name: 'Ann Reed', number: 9 },
      { role: 'assist', name: 'Bea Lund' },
    ]);
    expect(await page.locator('.board-score').allTextContents()).toEqual(['0', '0']);
    expect(complaints).toEqual([]);
  });

  test('[PG60] what is told without a network waits, is shown, and is told once and in order when it is back', async () => {
    const { page, context, id } = await padOf();
    await press(page, 'Kick off');
    await recorded(id, 1);
    await context.setOffline(true);
    await press(page, 'Corner, Birches');
    await press(page, 'Goal, Birches');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await press(page, 'Half-time');
    await waits(page).getByText('3 wait to be sent').waitFor();
    expect(await page.locator('.board-score').allTextContents()).toEqual(['0', '1']);
    await page.getByText('Half-time', { exact: true }).waitFor();
    await page.getByText('The connection is lost.').waitFor();
    expect(await record(id)).toHaveLength(1);
    await context.setOffline(false);
    const events = await recorded(id, 4);
    expect(events.map(({ content }) => content.type)).toEqual(['segment_start', 'corner', 'goal', 'segment_end']);
    await waits(page).getByText('to be sent').waitFor({ state: 'detached' });
    expect(await record(id)).toHaveLength(4);
  });

  test('[PG62] what waits outlives the page, and tells when it happened', async () => {
    const { page, id } = await padOf();
    await press(page, 'Kick off');
    const [start] = await recorded(id, 1);
    await page.route('**/events', (route) => route.abort());
    await press(page, 'Corner, Alders');
    await waits(page).getByText('1 waits').waitFor();
    const toldAt = await page.evaluate<number>('Date.now()');
    await page.reload();
    await waits(page).getByText('1 waits').waitFor();
    await told(page).filter({ hasText: 'Corner, Alders' }).filter({ hasText: 'waiting' }).waitFor();
    await page.unroute('**/events');
    const arrivedAt = await page.evaluate<number>('Date.now()');
    const [, corner] = await recorded(id, 2);
    expect((corner?.recordedAt ?? 0) - (corner?.occurredAt ?? 0)).toBeGreaterThanOrEqual(arrivedAt - toldAt);
    expect((corner?.occurredAt ?? 0) - (start?.occurredAt ?? 0)).toBeGreaterThanOrEqual(-1_000);
  });

  test('[PG63] what another host tells is on the pad by itself', async () => {
    const { page, id } = await padOf();
    await house.event(id, { type: 'segment_start', segment: 'H1' });
    await house.event(id, { type: 'goal', side: 'away' });
    await told(page).filter({ hasText: 'Goal, Birches' }).waitFor();
    expect(await page.locator('.board-score').allTextContents()).toEqual(['0', '1']);
    await page.getByRole('button', { name: 'Half-time' }).waitFor();
    // And may be taken back here.
    await told(page).filter({ hasText: 'Goal, Birches' }).getByRole('button', { name: 'Undo' }).click();
    await recorded(id, 3);
    expect(await page.locator('.board-score').allTextContents()).toEqual(['0', '0']);
  });

  test('[PG54] what the server does not take is shown with why, and is dropped when it is not wanted', async () => {
    const { page, id } = await padOf();
    await page.route('**/live', (route) => route.abort());
    await page.reload();
    await page.getByRole('button', { name: 'Kick off' }).waitFor();
    await house.event(id, { type: 'segment_start', segment: 'H1' });
    await house.event(id, { type: 'match_end' });
    await press(page, 'Kick off');
    const refused = page.getByRole('region', { name: 'Not taken by the server' });
    await refused.getByText('The match is finished and cannot become live.').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await refused.getByRole('button', { name: 'Drop' }).click();
    await refused.waitFor({ state: 'detached' });
    expect(await record(id)).toHaveLength(2);
  });

  test('[PG57] a ball is one press, by thumb or key, and who faces is told with it', async () => {
    const { page, id, complaints } = await padOf({ sport: 'cricket', info: { overs: 1 } });
    await press(page, 'Toss');
    await press(page, 'Birches won it, and field');
    await press(page, 'Alders bat');
    await page.getByRole('button', { name: /^Faces/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ann Reed' }).click();
    await press(page, '4 runs');
    await page.keyboard.press('1');
    await press(page, 'Wide');
    await press(page, 'Wicket');
    await press(page, 'Bowled');
    await page.getByText('6/1 (0.3)').waitFor();
    for (let ball = 0; ball < 3; ball += 1) await press(page, '2 runs');
    await press(page, 'End of the innings');
    await page.getByRole('button', { name: 'Birches bat' }).waitFor();
    const events = await recorded(id, 10);
    expect(events.map(({ content: { type, delivery } }) => delivery?.runs ?? type)).toEqual([
      'toss',
      'innings_start',
      { batter: 4, extras: 0 },
      { batter: 1, extras: 0 },
      { batter: 0, extras: 1 },
      { batter: 0, extras: 0 },
      ...Array.from({ length: 3 }, () => ({ batter: 2, extras: 0 })),
      'innings_end',
    ]);
    expect(events[2]?.content.participants).toEqual([{ role: 'batter', name: 'Ann Reed', number: 9 }]);
    await press(page, 'Birches bat');
    await page.getByText('Target 13 · 13 to win from 6 balls').waitFor();
    expect(complaints).toEqual([]);
  });

  test('[PG64] a sheet holds the focus, Escape leaves all as it was, and arrows go from press to press', async () => {
    const { page, id } = await padOf();
    await press(page, 'Kick off');
    const goal = page.getByRole('button', { name: 'Goal, Alders', exact: true });
    await goal.focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Goal, Alders' });
    await sheet.waitFor();
    expect(await violationsOn(page)).toEqual([]);
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press('Tab');
      // Past its end a browser goes to its own buttons, and never to what lies below.
      expect(
        await page.evaluate(
          'document.activeElement === document.body || document.activeElement.closest("dialog") !== null',
        ),
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    const focused = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label")');
    await until('the focus is back', async () => (await focused()) === 'Goal, Alders');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('Goal, Birches');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^(Yellow|Red), Birches$/);
    expect((await recorded(id, 2)).map(({ op }) => op)).toEqual(['add', 'add']);
  });

  test('[PG65] who may not tell a match is told what to do, and who may finds the way to its pad', async () => {
    const unknown = await house.visit('/pad');
    await unknown.page.getByRole('heading', { name: 'You are not signed in.' }).waitFor();
    const { id } = await house.match({ home: ALDERS, away: BIRCHES, languages: ['en'] });
    const hosted = await house.match({ home: { name: 'Ferns' }, away: { name: 'Gorse' }, languages: ['en'] });
    const channel = hosted.channels[0]?.channel ?? '';
    const { page } = await house.visitAs('host', [channel], `/pad/${id}`, PHONE);
    await page.getByRole('heading', { name: 'You are not a host of this match.' }).waitFor();
    await page.getByRole('link', { name: 'Matches you can tell' }).click();
    await page.getByText('Matches are made by who runs this server.').waitFor();
    await page.getByRole('link', { name: 'Ferns – Gorse' }).waitFor();
    expect(await page.locator('.own-matches li').count()).toBe(1);
    await page.goto(`${house.origin}/match/${hosted.id}`);
    await page.getByRole('link', { name: 'Tell this match' }).click();
    await page.getByRole('button', { name: 'Kick off' }).waitFor();
    await page.goto(house.origin);
    await page.getByRole('link', { name: 'Tell a match' }).click();
    await page.waitForURL(`${house.origin}/pad`);
    const other = await house.match({ sport: 'hockey', home: ALDERS, away: BIRCHES });
    const admin = await house.visitAs('admin', [], `/pad/${other.id}`);
    await admin.page.getByText('the pad knows football and cricket').waitFor();
    await admin.page.goto(`${house.origin}/admin`);
    await admin.page.getByRole('link', { name: 'Make a match and tell it' }).waitFor();
  });

  test.each(['light', 'dark'] as const)(
    '[PG61] in the %s theme, on a phone, nobody is kept out',
    async (colorScheme) => {
      const name = 'Wanderers-of-the-Uttermost-Northern-Archipelago';
      const long = { home: { ...ALDERS, name, short: 'WANDERERS-UN' } };
      const { page } = await padOf(long, { colorScheme, ...PHONE });
      await press(page, 'Kick off');
      await press(page, `Goal, ${name}`);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('More', { exact: true }).click();
      const isSmall = 'matchMedia("(max-width: 360px)").matches';
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 640 });
        expect(await page.evaluate(isSmall)).toBe(true);
        expect(await violationsOn(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        const heights = await page
          .locator('.press')
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
      }
    },
  );
});
