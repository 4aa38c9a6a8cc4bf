import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Transcript } from '../../src/wire/replay.js';
import { openBrowser } from '../support/browser.js';
import { ListeningPage } from '../support/listening-page.js';
import { RadioApp } from '../support/radio-app.js';
import { StrictRadio } from '../support/strict-radio.js';
import { until } from '../support/until.js';

const LINES = [
  'The captain walks slowly to the spot, and the whole ground is silent now. He looks at the keeper.',
  'He runs, he shoots, and it is in the net.',
  'Nobody in this town will sleep tonight.',
];
const FRAME_BYTES = 192;
const FRAME_MS = 24;
const RATE = 48;
const PUT_RIGHT_MS = 5;

// Sound is made in real time: a machine that others keep busy for a moment tears it, whatever the player does.
jest.retryTimes(3, { logErrorsBeforeRetry: true });

let radio: RadioApp;
let browser: Browser;
beforeAll(async () => {
  [radio, browser] = await Promise.all([RadioApp.open(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await radio.close();
});

async function listening(channel: string): Promise<ListeningPage> {
  const page = await ListeningPage.open(browser, radio.origin);
  await page.listen(channel);
  await page.start();
  // Where the loudspeaker is has to be known before the first word.
  await page.until('it is in step', ({ truth }) => truth.withinMs !== undefined && truth.withinMs < PUT_RIGHT_MS);
  return page;
}

test('[RP14] the archive is what was heard: by a radio to the byte, by two browsers to the sample, and in their captions', async () => {
  const channel = await radio.channel();
  const pages = await Promise.all([listening(channel), listening(channel)]);
  const stream = new StrictRadio(radio.house.port, `/v1/channels/${channel}/live.mp3?bed=silence`);
  const streamStartsAt = Number((await stream.head()).get('x-starts-at'));
  for (const text of LINES) await radio.said(channel, { text });
  await until('all is said', () => {
    const { requests } = radio.conductor(channel).state;
    return requests.length === LINES.length && requests.every(({ place }) => place.at === 'ended');
  });
  const archive = (await radio.sound(`/v1/channels/${channel}/archive.mp3?deadAir=kept`)).bytes;
  const { segments } = JSON.parse(
    (await radio.sound(`/v1/channels/${channel}/transcript.json?deadAir=kept`)).bytes.toString(),
  ) as Transcript;
  const startsAt = segments[0]?.startsAt ?? 0;

  const from = ((startsAt - streamStartsAt) / FRAME_MS) * FRAME_BYTES;
  await until('the radio has heard all of it', () => stream.body().length >= from + archive.length);
  expect(
    stream
      .body()
      .subarray(from, from + archive.length)
      .equals(archive),
  ).toBe(true);

  for (const page of pages) {
    const { captions } = await page.view();
    expect(captions.map(({ text }) => text)).toEqual(segments.map(({ body }) => body));
    const places = [];
    for (const { audioUrl } of segments) places.push(await page.found({ url: audioUrl ?? '' }));
    expect(places.map((place) => [place.from, place.to])).toEqual(
      segments.map(({ startTime, endTime }) => [0, Math.round((endTime - startTime) * 1_000) * RATE]),
    );
    const offs = places.map(({ at }, nth) => at - Math.round((segments[nth]?.startTime ?? 0) * 1_000) * RATE);
    // Where its loudspeaker runs a little fast or slow, a page puts the next chunk right.
    expect(Math.max(...offs) - Math.min(...offs)).toBeLessThan(PUT_RIGHT_MS * RATE);
  }
  stream.close();
}, 120_000);
