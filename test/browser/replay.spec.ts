import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { NewChannelInput } from '../../src/wire/host.js';
import type { Transcript } from '../../src/wire/replay.js';
import { violationsOn } from '../support/axe.js';
import { PagedApp, type Visit } from '../support/paged-app.js';
import { until } from '../support/until.js';

const PHONE = { viewport: { width: 360, height: 740 } };
const FIRST = 'The teams are out now, and the ground is full.';
const SECOND = 'And here is the first attack of the day.';
/** What plays, which stands nowhere in the page. */
const TAPPED = `
  window.heard = undefined;
  const Plain = Audio;
  window.Audio = function () {
    return (window.heard = new Plain());
  };
`;

const lines = (page: Page) => page.getByRole('region', { name: 'What was said' }).getByRole('listitem');
const place = (page: Page) => page.getByRole('slider', { name: 'Place in the recording' });
const atS = (page: Page) => page.evaluate<number>('heard.currentTime');
/** Waits in here: the page allows nobody to evaluate text in it. */
const becomes = (page: Page, fact: string) => until(fact, () => page.evaluate<boolean>(fact));
const play = (page: Page) => page.getByRole('button', { name: 'Play', exact: true });

describe('the page of a replay', () => {
  let house: PagedApp;
  let channel: string;

  beforeAll(async () => {
    house = await PagedApp.open();
    channel = await said([FIRST, SECOND]);
  });
  afterAll(() => house.close());
  afterEach(() => house.leave());

  /** A channel on which these were heard. */
  async function said(texts: readonly string[], input: Partial<NewChannelInput> = {}): Promise<string> {
    const made = await house.channel(input);
    for (const text of texts) await house.say(made, text);
    await heard(made, texts.length);
    return made;
  }

  async function heard(made: string, count: number): Promise<Transcript['segments']> {
    return until('it is over', async () => {
      const { segments } = await house.read<Transcript>(made, 'transcript.json');
      return segments.length >= count && segments;
    });
  }

  async function visit(made: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const visited = await house.visit('about:blank', options);
    await visited.page.addInitScript(TAPPED);
    await visited.page.goto(`${house.origin}/replay/c/${made}`);
    return visited;
  }

  test('[PG76] what was said is there, and is heard from where one presses, at the speed one chooses', async () => {
    const { page, complaints } = await visit(channel);
    await lines(page).nth(1).waitFor();
    expect(await lines(page).locator('p').allTextContents()).toEqual([FIRST, SECOND]);
    const [, second] = await heard(channel, 2);
    await play(page).click();
    await becomes(page, 'heard.currentTime > 0.2 && !heard.paused');
    await page.getByRole('button', { name: 'Pause' }).click();
    await becomes(page, 'heard.paused');
    await page.getByRole('button', { name: `: ${SECOND}` }).click();
    await becomes(page, `heard.currentTime > ${second?.startTime ?? 0} && !heard.paused`);
    await page.getByText(SECOND).first().waitFor();
    await page.getByText('1.5×').click();
    await becomes(page, 'heard.playbackRate === 1.5');
    expect(complaints).toEqual([]);
  });

  test('[PG76] its timeline is moved by pointer and by keys, and keys work on the whole page', async () => {
    const { page } = await visit(channel);
    const slider = place(page);
    await slider.waitFor();
    const end = Number(await slider.getAttribute('aria-valuemax'));
    const { width = 0, height = 0 } = (await slider.boundingBox()) ?? {};
    await slider.click({ position: { x: width / 2, y: height / 2 } });
    expect(Math.abs((await atS(page)) - end / 2)).toBeLessThan(1);
    await page.keyboard.press('Home');
    expect(await atS(page)).toBe(0);
    // A step goes from the place that is drawn.
    await until('it is drawn', async () => (await slider.getAttribute('aria-valuenow')) === '0');
    await page.keyboard.press('ArrowRight');
    expect(await atS(page)).toBe(5);
    await until('it is told', async () => /^0:05 of 0:0\d$/.test((await slider.getAttribute('aria-valuetext')) ?? ''));
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('ArrowLeft');
    expect(await atS(page)).toBe(0);
    await page.keyboard.press(' ');
    await becomes(page, '!heard.paused');
    await page.keyboard.press('>');
    await becomes(page, 'heard.playbackRate === 1.25');
  });

  test('[PG78] it goes on where this listener was, and where a link says, with pauses and without', async () => {
    const { page } = await visit(channel);
    await place(page).focus();
    await page.keyboard.press('ArrowRight');
    const [, second] = await heard(channel, 2);
    await page.reload();
    await place(page).waitFor();
    await becomes(page, 'Math.abs(heard?.currentTime - 5) < 0.05');
    await page.getByLabel('Pauses as long as they were').check();
    await becomes(page, "heard.src.includes('deadAir=kept')");
    await page.goto(`${house.origin}/replay/c/${channel}?at=${Math.floor(second?.startsAt ?? 0)}`);
    const { segments } = await house.read<Transcript>(channel, 'transcript.json?deadAir=kept');
    await becomes(page, `Math.abs(heard?.currentTime - ${segments[1]?.startTime ?? -1}) < 0.05`);
  });

  test('[PG83] who has heard all there was hears on when there is more, and nothing once it is closed', async () => {
    const growing = await said([FIRST]);
    const { page } = await visit(growing);
    await play(page).click();
    await becomes(page, 'heard.currentTime > 0.2');
    const known = await page.evaluate<number>('heard.duration');
    await house.say(growing, SECOND);
    await heard(growing, 2);
    await becomes(page, `heard.currentTime > ${known + 0.3} && !heard.paused`);
    const code = 'radio.unknown-channel';
    await page.route('**/archive?*', (route) =>
      route.fulfill({ status: 404, json: { type: code, title: 'There is none.', status: 404, code } }),
    );
    await page.getByRole('heading', { name: 'There is no such channel here.' }).waitFor();
    await becomes(page, 'heard.paused');
    // Half a minute of it is heard, on a machine that may be three times slower.
  }, 150_000);

  test('[PG79] what was said is searched', async () => {
    const { page } = await visit(channel);
    await page.getByRole('searchbox', { name: 'Search in what was said' }).fill('ATTACK first');
    await page.getByText('1 line found').waitFor();
    expect(await lines(page).locator('p').allTextContents()).toEqual([SECOND]);
  });

  test('[PG76] a moment is shared as a link and as a file', async () => {
    const { page } = await visit(channel);
    await page.getByText('Share this moment').click();
    const link = page.getByRole('link', { name: 'Save it as MP3' });
    await page.getByLabel('How long').selectOption('10');
    const address = new URL((await link.getAttribute('href')) ?? '', house.origin);
    const file = await fetch(address);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
    expect([address.searchParams.get('from'), address.searchParams.get('to')]).toEqual(['0.000', '10.000']);
  });

  test('[PG77] [PG80] as it happened nothing is shown before it is heard, and then what became known of it', async () => {
    const { id, channels } = await house.match({ languages: ['en'] });
    const told = channels[0]?.channel ?? '';
    await house.event(id, { type: 'segment_start', segment: 'H1' });
    await heard(told, 1);
    const fact = await house.event(id, {
      type: 'goal',
      side: 'home',
      participants: [{ role: 'scorer', name: 'Ann Reed' }],
    });
    await until('the goal was heard', async () =>
      (await house.read<Transcript>(told, 'transcript.json')).segments.some(({ event }) => event === 2),
    );
    await house.correct(id, fact, { op: 'retract' });
    const segments = await until('the correction was heard', async () => {
      const read = await house.read<Transcript>(told, 'transcript.json');
      return read.segments.some(({ event }) => event === 3) && read.segments;
    });
    const goal = segments.find(({ event }) => event === 2);
    const { page } = await visit(told);
    const score = page.locator('.board-score');
    await lines(page).filter({ hasText: 'Taken back later' }).first().waitFor();
    await page.getByLabel('As it happened').check();
    await becomes(page, "document.querySelectorAll('.said li').length <= 1");
    expect([await score.allTextContents(), await page.getByText('Taken back later').count()]).not.toContain('1');
    // Into the goal, before anybody knew better.
    await page.evaluate(`heard.currentTime = ${(goal?.startTime ?? 0) + 0.2}`);
    await becomes(page, "document.querySelector('.board-score')?.textContent === '1'");
    expect(await page.getByText('Taken back later').count()).toBe(0);
    await place(page).focus();
    await page.keyboard.press('End');
    await lines(page).filter({ hasText: 'Taken back later' }).first().waitFor();
    expect(await score.allTextContents()).toEqual(['0', '0']);
    await page.goto(`${house.origin}/replay/m/${id}`);
    await page.waitForURL(`${house.origin}/replay/c/${told}`);
  }, 120_000);

  test('[PG82] where nothing was heard, and where there is no channel, it says so', async () => {
    const { page } = await visit(await house.channel({ title: 'Empty' }));
    await page.getByText('Nothing has been heard on this channel yet.').waitFor();
    await page.goto(`${house.origin}/replay/c/none`);
    await page.getByRole('heading', { name: 'There is no such channel here.' }).waitFor();
  });

  test('[PG82] a private one is heard by who was invited', async () => {
    const closed = await said([FIRST], { visibility: 'private' });
    const { page } = await house.visitAs('listener', [closed], '/');
    await page.addInitScript(TAPPED);
    await page.goto(`${house.origin}/replay/c/${closed}`);
    await play(page).click();
    await becomes(page, 'heard.currentTime > 0.2 && !heard.paused');
  });

  test.each([
    ['light', {}],
    ['dark', PHONE],
  ] as const)('[PG82] in the %s theme nobody is kept out', async (colorScheme, size) => {
    const { page } = await visit(channel, { colorScheme, ...size });
    await lines(page).nth(1).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
});
