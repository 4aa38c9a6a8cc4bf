import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { EventContent, MatchState } from '../../src/wire/matches.js';
import { violationsOn } from '../support/axe.js';
import { PagedApp, type Visit } from '../support/paged-app.js';

const GOAL: EventContent = { type: 'goal', side: 'home', participants: [{ role: 'scorer', name: 'Ann Reed' }] };
const PHONE = { viewport: { width: 360, height: 740 } };

const block = (page: Page) => page.getByRole('region', { name: 'Match', exact: true });
const row = (page: Page, text: string) => block(page).getByRole('listitem').filter({ hasText: text });

describe('the match on the host page', () => {
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

  async function begun(options: Parameters<PagedApp['visitAs']>[3] = {}): Promise<Begun> {
    const { id, channels } = await house.match({ languages: ['en'] });
    const channel = channels[0]?.channel ?? '';
    await house.event(id, { type: 'segment_start', segment: 'H1' });
    const visit = await house.visitAs('host', [channel], `/host/${channel}`, options);
    await row(visit.page, '1st half begins').waitFor();
    return { ...visit, id, channel };
  }

  test('[HO32] a host sees what happens, and the score, by itself, and is a press away from the match’s page', async () => {
    const { page, complaints, id } = await begun();
    await house.event(id, GOAL);
    await row(page, 'Goal, Alders').waitFor();
    expect(await page.locator('.board-score').allTextContents()).toEqual(['1', '0']);
    await page.getByRole('status').filter({ hasText: 'Goal, Alders: Ann Reed' }).waitFor({ state: 'attached' });
    await block(page).getByRole('link', { name: 'Page of the match' }).press('Enter');
    await page.waitForURL(`${house.origin}/match/${id}`);
    expect(complaints).toEqual([]);
  });

  test('[HO32] a channel without a match shows nothing of one, and asks for none', async () => {
    const channel = await house.channel();
    const { page } = await house.visitAs('host', [channel], '/invite');
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await page.goto(`${house.origin}/host/${channel}`);
    await page.getByText('Nothing has ended yet.').waitFor();
    expect(await block(page).count()).toBe(0);
    expect(asked.filter((url) => url.includes('/v1/matches'))).toEqual([]);
  });

  test('[HO32] a match that was removed says so, and the page goes on', async () => {
    const { page, id } = await begun();
    await house.remove(id);
    await page.reload();
    await page.getByText('The match of this channel is not here any more.').waitFor();
    await page.getByText('This channel is closed. Nothing more can be said on it.').first().waitFor();
  });

  test('[HO33] beside what happened stands what is said of it: ready, said, or why it was not', async () => {
    const { page, id } = await begun();
    await house.event(id, GOAL);
    const goal = row(page, 'Goal, Alders');
    await goal.getByText(/^(asked for|ready|said)/).waitFor();
    await goal.getByText(/^said, \d+\.\d s after it was told$/).waitFor();
    expect(await goal.locator('.line-text').first().textContent()).toContain('Reed');
    await house.event(id, { type: 'corner', side: 'away', ageMs: 30_000 });
    await row(page, 'Corner').getByText('not said: it was told too late').waitFor();
  }, 60_000);

  test('[HO33] what is said on another channel of the match is not shown', async () => {
    const { id, channels } = await house.match({ languages: ['en', 'es'] });
    const english = channels.find(({ language }) => language === 'en')?.channel ?? '';
    const { page } = await house.visitAs('host', [english], `/host/${english}`);
    await house.event(id, { type: 'segment_start', segment: 'H1' });
    const begins = row(page, '1st half begins');
    await begins.getByText(/^said/).first().waitFor();
    expect(await begins.locator('.line-text:not([lang="en"])').count()).toBe(0);
  }, 60_000);

  test('[HO34] its clock is the channel’s, also where what is asked over HTTP comes late or wrong', async () => {
    const { page, id, channel } = await begun();
    await house.event(id, { type: 'clock', clock: { sec: 610, running: true } });
    await page.route(`**/v1/matches/${id}`, async (route) => {
      const answer = await route.fetch();
      const match = (await answer.json()) as { serverNow: number; state: MatchState };
      await route.fulfill({ response: answer, json: { ...match, serverNow: match.serverNow + 3_600_000 } });
    });
    await page.goto(`${house.origin}/host/${channel}`);
    await page
      .getByRole('timer')
      .filter({ hasText: /^10:[12]\d$/ })
      .waitFor();
  });

  test('[HO35] a cut connection is told, lines are kept meanwhile, and nothing is missing after it', async () => {
    const { page, context, id } = await begun();
    await context.setOffline(true);
    await block(page).getByText('The connection is lost.').waitFor();
    await house.event(id, GOAL);
    await page.getByLabel('What is to be said').fill('We are back.');
    await page.getByLabel('What is to be said').press('Control+Enter');
    await page.getByText('Kept. It is sent when the server answers.').waitFor();
    await context.setOffline(false);
    await row(page, 'Goal, Alders').waitFor();
    await block(page).getByText('The connection is lost.').waitFor({ state: 'detached' });
    expect(await page.locator('.row-title').allTextContents()).toEqual(['Goal, Alders', '1st half begins']);
  });

  test.each(['light', 'dark'] as const)(
    '[HO35] in the %s theme nobody is kept out: a block of its own on a phone, beside the queue on a desk',
    async (colorScheme) => {
      const { page, id } = await begun({ colorScheme, ...PHONE });
      const fact = await house.event(id, GOAL);
      await house.event(id, { type: 'corner', side: 'away', ageMs: 30_000 });
      await house.correct(id, fact, { op: 'retract' });
      await row(page, 'Correction:').waitFor();
      await row(page, 'Corner').getByText('not said').waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      const places = async () => {
        const [queue, match] = await Promise.all([page.locator('.queue').boundingBox(), block(page).boundingBox()]);
        if (queue === null || match === null) throw new Error('One of them is not shown.');
        return { queue, match };
      };
      const phone = await places();
      expect(phone.match.y).toBeGreaterThanOrEqual(phone.queue.y + phone.queue.height);
      await page.setViewportSize({ width: 1280, height: 800 });
      const desk = await places();
      expect(desk.match.x).toBeGreaterThanOrEqual(desk.queue.x + desk.queue.width);
      expect(desk.match.y).toBe(desk.queue.y);
      expect(await violationsOn(page)).toEqual([]);
    },
  );
});
