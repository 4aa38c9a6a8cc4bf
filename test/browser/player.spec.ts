import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Entry } from '../../src/wire/radio.js';
import { openBrowser } from '../support/browser.js';
import { ListeningPage } from '../support/listening-page.js';
import { RadioApp } from '../support/radio-app.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const TEXT = [
  'The captain walks slowly to the spot, and the whole ground is silent now.',
  'He looks at the keeper, he waits for the whistle, and there it is at last.',
  'He runs, he shoots, and it is in the net, and nobody in this town will sleep tonight.',
].join(' ');
/** It sounds for longer than a busy machine needs until it may be cut. */
const IN_ONE_BREATH =
  'He goes past one and past another and past the third and along the line and back again and round the corner of the box ' +
  'and all of them run after him and none of them comes near him and still he looks up and still he waits and still he goes on';
/** Heard is later than on the tape, by what the loudspeaker takes and what it is faded in by. */
const TAPED_AHEAD_MS = 200;
/** What has to have been heard since, so that it can be found on the tape whatever the cut takes away. */
const HEARD_MS = 300;
/** What a clock that moves in steps and a latency that is told in steps leave open. */
const SEEN_WITHIN_MS = 100;

// Sound is made in real time: a machine that others keep busy for a moment tears it, whatever the player does. What the
// player does wrong it does every time.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describe('the player in Chromium', () => {
  let radio: RadioApp;
  let proxy: TcpProxy;
  let origin: string;
  let browser: Browser;
  let channel: string;
  let listener: ListeningPage;

  beforeAll(async () => {
    [radio, browser] = await Promise.all([RadioApp.open(), openBrowser()]);
    proxy = new TcpProxy({ host: '127.0.0.1', port: radio.house.port });
    origin = `http://127.0.0.1:${await proxy.listen()}`;
  });
  afterAll(async () => {
    await browser.close();
    await proxy.close();
    await radio.close();
  });
  beforeEach(async () => {
    channel = await radio.channel();
    listener = await ListeningPage.open(browser, origin);
  });
  afterEach(() => listener.page.close());

  /** Has something said, and tells what is announced of it. */
  async function said(text = TEXT): Promise<{ readonly request: string; readonly entries: readonly Entry[] }> {
    const request = await radio.said(channel, { text });
    const { following } = await listener.until('it is announced', (view) =>
      view.following.entries.some((entry) => entry.request === request && entry.last),
    );
    return { request, entries: following.entries.filter((entry) => entry.request === request) };
  }

  /** How far from its moment a chunk was found, as seen from outside. */
  async function offMs({ startsAt }: Entry, at: number): Promise<number> {
    return Math.abs(at - (await listener.sampleAt(startsAt))) / 48;
  }

  test('[PL1] [PL10] [PL11] cut off for five seconds, one hears every chunk whole, joined, and in its moment', async () => {
    await listener.listen(channel);
    await listener.start();
    const ear = await radio.ear();
    await ear.join({ channel });
    const { request, entries } = await said();
    await until('all is fetched', async () => (await listener.view()).truth.bufferMs > 8_000);
    proxy.refuse();
    const cutOffAt = (await listener.view()).heardAt ?? 0;
    await listener.until('five seconds have passed', ({ heardAt = 0 }) => heardAt > cutOffAt + 5_000);
    proxy.accept();
    const [first, ...others] = entries;
    if (first === undefined) throw new Error('Nothing is announced.');
    const found = await listener.found(first);
    expect(await offMs(first, found.at)).toBeLessThan(SEEN_WITHIN_MS);
    for (const entry of [first, ...others]) {
      const place = await listener.found(entry);
      expect(place).toEqual({
        at: found.at + (entry.startsAt - first.startsAt) * 48,
        from: 0,
        to: entry.frames * 1_152,
      });
    }
    const { truth } = await listener.until('the line is open again', ({ line }) => line === 'open');
    expect(truth.withinMs).toBeLessThan(5);
    const { change } = await ear.hears('audio_stream_ended');
    expect(change.ended).toEqual([{ request, as: 'completed', reason: 'acknowledged' }]);
  });

  test('[PL3] [PL4] one joins in the middle of a chunk, and hears where it is cut', async () => {
    await listener.listen(channel);
    const { request, entries } = await said(IN_ONE_BREATH);
    const [first] = entries;
    if (first === undefined) throw new Error('Nothing is announced.');
    await listener.until('it sounds', ({ heardAt = 0 }) => heardAt > first.startsAt + 300);
    await listener.start();
    // Where the loudspeaker is has to be known first, which takes ten readings; a busy machine takes its time.
    await until('it is on the tape', async () => (await listener.loudest(0, Infinity)) > 0.01);
    const soundsAt = Math.ceil(((await listener.view()).heardAt ?? 0) + TAPED_AHEAD_MS);
    const after = (soundsAt - first.startsAt) * 48;
    await listener.until('some of it was heard', ({ heardAt = 0 }) => heardAt > soundsAt + HEARD_MS);
    expect((await radio.host(channel, `requests/${request}/skip`, { body: { cut: true } })).status).toBe(200);
    const { following } = await listener.until('it is cut', (view) =>
      view.following.entries.some(({ chunk, frames }) => chunk === first.chunk && frames < first.frames),
    );
    const cut = following.entries.find(({ chunk }) => chunk === first.chunk);
    const end = (cut?.frames ?? 0) * 1_152;
    await listener.until('it is over', ({ heardAt = 0 }) => heardAt > first.startsAt + end / 48 + 1_000);
    const place = await listener.found(first, { after, before: end - 480 });
    expect(await offMs(first, place.at)).toBeLessThan(SEEN_WITHIN_MS);
    // The last ten milliseconds are blended out, of which nothing is seen where they are silent: nor of the cut itself there.
    expect(place.to).toBeGreaterThanOrEqual(end - 480);
    expect(await listener.loudest(place.at + end, place.at + end + 24_000)).toBeLessThan(2e-4);
  });

  test('[PL6] with a delay one hears the same, so much later, and can change it while it sounds', async () => {
    await listener.listen(channel);
    await listener.start();
    const { entries } = await said(TEXT);
    // The third has not begun before the delay is set, however busy the machine is.
    const [first, , third] = entries;
    if (first === undefined || third === undefined) throw new Error('It is not announced.');
    await listener.until('it sounds', ({ heardAt = 0 }) => heardAt > first.startsAt + 1_500);
    await listener.do('listening.setDelay(3000)');
    await listener.until('it is heard later', ({ heardAt = Infinity }) => heardAt < first.startsAt + 1_000);
    await listener.until(
      'it was heard',
      ({ heardAt = 0 }) => heardAt > third.startsAt + third.frames * 24 + TAPED_AHEAD_MS,
    );
    const place = await listener.found(third);
    expect(Math.abs((place.at - (await listener.sampleAt(third.startsAt))) / 48 - 3_000)).toBeLessThan(SEEN_WITHIN_MS);
    expect([place.from, place.to]).toEqual([0, third.frames * 1_152]);
  });
});
