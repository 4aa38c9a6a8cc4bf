import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ChannelDesk } from '../../src/radio/channel-desk.js';
import { HostDesk } from '../../src/radio/host-desk.js';
import { Stations } from '../../src/radio/stations.js';
import { NewChannel, type HostCommandInput, HostCommand } from '../../src/wire/host.js';
import { openBrowser } from '../support/browser.js';
import { violationsOn } from '../support/axe.js';
import { toHostPage } from '../support/host-page.js';
import { startedApp, type StartedApp } from '../support/started-app.js';
import { until } from '../support/until.js';

const LONG = 'This sentence is here so that something is on air for a good while, and nobody has to hurry at all. ';

let app: StartedApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let channel: string;
let complaints: string[];

beforeAll(async () => {
  [app, browser] = await Promise.all([startedApp(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

beforeEach(async () => {
  channel = `final-${randomUUID().slice(0, 8)}`;
  await app.app.get(ChannelDesk).create(NewChannel.parse({ id: channel, title: 'The final' }));
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  complaints = [];
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type())) complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterEach(() => context.close());

const text = () => page.getByLabel('What is to be said');
const onAir = () => page.getByRole('region', { name: 'On air' });
const queue = () => page.getByRole('region', { name: /^Queue/ });
const outbox = () => page.getByRole('region', { name: 'Not at the server yet' });
const waiting = (): Promise<string[]> => queue().locator('ol .script').allTextContents();

const signedIn = (): Promise<void> => toHostPage(page, app, channel);

async function write(line: string, keys = 'Control+Enter'): Promise<void> {
  await text().fill(line);
  await text().press(keys);
}

/** What another host does meanwhile. */
async function command(asked: HostCommandInput['command']): Promise<void> {
  const whole = HostCommand.parse({ channel, key: randomUUID(), command: asked });
  await app.app.get(HostDesk).run(whole, randomUUID());
}

/** Three lines wait while nothing is on air. */
async function threeWait(): Promise<void> {
  await command({ name: 'pause' });
  await signedIn();
  for (const line of ['One.', 'Two.', 'Three.']) await write(line);
  await until('three wait', async () => (await waiting()).length === 3);
}

function texts(): string[] {
  const conductor = app.app.get(Stations).running(channel);
  return conductor?.state.requests.map(({ id }) => conductor.contents.request(id)?.text ?? '') ?? [];
}

describe('host page in Chromium', () => {
  test('[HO20] who is not signed in, or hosts nothing here, is told what to do', async () => {
    await page.goto(`${app.origin}/host/${channel}`);
    await page.getByRole('heading', { name: 'You are not signed in.' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await signedIn();
    await page.goto(`${app.origin}/host/nowhere`);
    await page.getByRole('heading', { name: 'There is no such channel.' }).waitFor();
    const other = `other-${randomUUID().slice(0, 8)}`;
    await app.app.get(ChannelDesk).create(NewChannel.parse({ id: other, title: 'Another' }));
    await page.goto(`${app.origin}/host/${other}`);
    await page.getByRole('heading', { name: 'You are not a host of this channel.' }).waitFor();
    await page.getByRole('link', { name: channel }).click();
    await page.getByText('Connected').waitFor();
  });

  test('[HO21] a line that is typed goes on air, and what comes next can be typed at once', async () => {
    await signedIn();
    await write('Good evening from a full stadium.');
    expect(await text().inputValue()).toBe('');
    expect(await page.evaluate('document.activeElement.id')).toBe('text');
    await onAir().getByText('Good evening from a full stadium.').waitFor();
    await onAir().getByText('AI voice').waitFor();
    const lately = page.getByRole('region', { name: 'Lately' });
    await lately.getByText('Good evening from a full stadium.').waitFor();
    await lately.getByText('said', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('[HO21] what was being written is there after a reload', async () => {
    await signedIn();
    await text().fill('Half a sent');
    await page.reload();
    await page.getByText('Connected').waitFor();
    expect(await text().inputValue()).toBe('Half a sent');
  });

  test.each([
    ['a browser', ''],
    // As browsers of before 2025 are: what is moved there loses the focus.
    ['an older browser', 'delete Element.prototype.moveBefore'],
  ])('[HO22] in %s a request is moved by keyboard, which is read aloud, and keeps the focus', async (_, older) => {
    await page.addInitScript(older);
    await threeWait();
    await queue().getByRole('button', { name: 'Move: Three.' }).focus();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('status').getByText('“Three.” is now 2 of 3.').waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await until('it is first', async () => (await waiting()).join() === 'Three.,One.,Two.');
    await page.keyboard.press('ArrowUp');
    await page.getByText('It is the first of its urgency.').waitFor();
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Move: Three.');
    await queue().getByRole('button', { name: 'Later: Three.' }).click();
    await until('it is second', async () => (await waiting()).join() === 'One.,Three.,Two.');
    await page.keyboard.press('Enter');
    await until('it is last', async () => (await waiting()).join() === 'One.,Two.,Three.');
    await queue().getByRole('button', { name: 'Move: One.' }).focus();
    await page.keyboard.press('ArrowDown');
    await until('it is second', async () => (await waiting()).join() === 'Two.,One.,Three.');
    await page.keyboard.press('ArrowDown');
    await until('it is last', async () => (await waiting()).join() === 'Two.,Three.,One.');
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Move: One.');
  });

  test('[HO22] a request is dragged to its place', async () => {
    await threeWait();
    const grip = (name: string) => queue().getByRole('button', { name: `Move: ${name}` });
    const [from, to] = [await grip('Three.').boundingBox(), await queue().locator('li').first().boundingBox()];
    if (from === null || to === null) throw new Error('They are not to be seen.');
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, from.y - 30, { steps: 3 });
    await page.mouse.move(from.x + 10, to.y + 4, { steps: 3 });
    expect(await queue().locator('[data-mark="before"]').count()).toBe(1);
    await page.mouse.up();
    await until('it is first', async () => (await waiting()).join() === 'Three.,One.,Two.');
  });

  test('[HO23] a request is changed, cancelled, and heard beforehand', async () => {
    await threeWait();
    await queue().getByRole('button', { name: 'Edit: Two.' }).click();
    await queue().getByLabel('Other words').fill('Two and a half.');
    await page.keyboard.press('Control+Enter');
    await until('it is changed', async () => (await waiting()).join() === 'One.,Two and a half.,Three.');
    await queue().getByRole('button', { name: 'Cancel: One.' }).click();
    await until('it is gone', async () => (await waiting()).join() === 'Two and a half.,Three.');
    const listen = queue().getByRole('button', { name: 'Listen before the others: Three.' });
    await until('it is ready', () => listen.isEnabled());
    const answer = page.waitForResponse(/\/listen$/);
    await listen.click();
    expect([(await answer).status(), (await answer).headers()['content-type']]).toEqual([200, 'audio/mpeg']);
    await queue().getByText('Only you hear this.').waitFor();
  });

  test('[HO24] what is on air is skipped or cut off, and the channel paused, resumed and closed', async () => {
    await signedIn();
    await write(LONG.repeat(3));
    await onAir().getByText(LONG.trim()).waitFor();
    await onAir().getByRole('button', { name: 'Cut now' }).click();
    await onAir().getByText('Nothing is on air.').waitFor();
    await write(LONG.repeat(2));
    await onAir().getByText(LONG.trim()).waitFor();
    await onAir().getByRole('button', { name: 'Skip' }).click();
    await page.getByText('It ends after this sentence.').waitFor();
    await onAir().getByRole('button', { name: 'Pause' }).click();
    await onAir().getByRole('button', { name: 'Resume' }).click();
    await onAir().getByRole('button', { name: 'Pause' }).waitFor();
    await onAir().getByRole('button', { name: 'Close the channel' }).click();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Keep it open');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('This channel is closed.').first().waitFor();
  });

  test('[HO25] Control, Shift and Enter send a flash, which takes over', async () => {
    await signedIn();
    await write(LONG.repeat(3));
    await onAir().getByText(LONG.trim()).waitFor();
    // Long enough to be seen while it sounds, however busy the machine.
    const flash = 'Goal! What a goal that is, from nowhere at all, with a minute to play!';
    await write(flash, 'Control+Shift+Enter');
    await onAir().getByText(flash).waitFor();
    await queue().getByText('interrupted').waitFor();
  });

  test('[HO26] what is written without a connection is sent when it is back, once, also after a reload', async () => {
    await command({ name: 'pause' });
    await signedIn();
    await context.setOffline(true);
    await page.getByText('Reconnecting: lines are kept').waitFor();
    await write('Written in a tunnel.');
    await outbox().getByText('Waiting for the server').waitFor();
    await write('And this too.');
    await context.setOffline(false);
    await page.reload();
    await page.getByText('Connected').waitFor();
    await until('both wait', async () => (await waiting()).join() === 'Written in a tunnel.,And this too.');
    expect(await outbox().count()).toBe(0);
    expect(texts()).toEqual(['Written in a tunnel.', 'And this too.']);
  });

  test('[HO26] a line that got too old without a connection is said only when its host says so', async () => {
    await command({ name: 'pause' });
    await page.clock.install();
    await signedIn();
    await context.setOffline(true);
    await write('Corner.', 'Control+Shift+Enter');
    await page.getByText('Reconnecting: lines are kept').waitFor();
    await page.clock.fastForward(31_000);
    await outbox().getByText('Too old by now').waitFor();
    await context.setOffline(false);
    await page.clock.fastForward(20_000);
    await page.getByText('Connected').waitFor();
    expect(texts()).toEqual([]);
    await outbox().getByRole('button', { name: 'Say it anyway' }).click();
    await until('it waits', async () => (await waiting()).join() === 'Corner.');
  });

  test('[HO26] a refused line stays with the reason, and comes back to be worded anew', async () => {
    await signedIn();
    await write('…');
    await outbox().getByText('There is nothing to say in this text.').waitFor();
    await outbox().getByRole('button', { name: 'Edit' }).click();
    expect(await text().inputValue()).toBe('…');
    expect(await outbox().count()).toBe(0);
  });

  test('[HO28] nothing that axe knows of is wrong, in both themes', async () => {
    await threeWait();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'QR code' }).click();
    expect(await violationsOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violationsOn(page)).toEqual([]);
  });

  test('[HO29] it fits a phone of 320 px, and the text is within reach', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await threeWait();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    const box = await text().boundingBox();
    expect(box?.y).toBeGreaterThan(320);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(640);
    const small = await page.evaluate<string[]>(
      '[...document.querySelectorAll("button, a, select, textarea")].filter((one) => one.checkVisibility()).filter((one) => { const { width, height } = one.getBoundingClientRect(); return one.tagName !== "A" && (width < 24 || height < 24); }).map((one) => one.outerHTML)',
    );
    expect(small).toEqual([]);
  });

  test('[HO30] a host gives the link to listen, invites another host, and signs out', async () => {
    await signedIn();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${app.origin}/c/${channel}`);
    await page.getByRole('button', { name: 'Invite another host' }).click();
    const link = await page.locator('code.link').textContent();
    const other = await (await browser.newContext()).newPage();
    await other.goto(link ?? '');
    await other.getByRole('button', { name: 'Accept the invitation' }).click();
    await other.getByText(`You may host ${channel}.`).waitFor();
    await other.context().close();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are not signed in.' }).waitFor();
  });

  test('[HO31] a notice is shown to everybody until it is taken back', async () => {
    await signedIn();
    await page.getByLabel('Notice', { exact: true }).fill('Sound problems: we are on it.');
    await page.keyboard.press('Enter');
    await page.getByText('Listeners read: Sound problems: we are on it.').waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('It is taken back.').waitFor();
    await page.getByText('0 listeners, 1 host').waitFor();
    await page.getByText('espeak speaks.').waitFor();
  });
});
