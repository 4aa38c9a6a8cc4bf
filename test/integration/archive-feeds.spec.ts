import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MatchApp } from '../support/match-app.js';
import { all, faultsOfFeed, readXml, textOf, type Element } from '../support/podcast-rules.js';
import { until } from '../support/until.js';

const COMPETITION = 'Cup & <Shield>';
let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

/** A match that is over, and of which something was heard. */
async function over(input: object): Promise<string> {
  const { id, channels } = await app.match({ languages: ['en'], competition: COMPETITION, ...input });
  const following = app.follow(id);
  await app.event(id, { type: 'goal', side: 'away', segment: 'H1' });
  await until('it was said', () => following.lines.find(({ state }) => state === 'said'));
  await app.event(id, { type: 'match_end' });
  following.cut();
  return channels[0]?.channel ?? '';
}

async function itemsOf(path: string): Promise<readonly Element[]> {
  const { bytes, headers, status } = await app.radio.sound(path);
  expect([status, headers.get('content-type')]).toEqual([200, 'application/rss+xml; charset=utf-8']);
  expect(faultsOfFeed(bytes.toString())).toEqual([]);
  const rss = readXml(bytes.toString());
  return all(rss.children[0] ?? rss, 'item');
}

test('[RP11] a channel is a podcast, and its episode is the archive', async () => {
  const channel = await over({});
  const [item, ...others] = await itemsOf(`/v1/channels/${channel}/feed.xml`);
  expect([others.length, textOf(item ?? readXml('<a/>'), 'guid')]).toEqual([0, `${channel}@longwave`]);
  const { url = '', length } = all(item ?? readXml('<a/>'), 'enclosure')[0]?.attributes ?? {};
  const { bytes } = await app.radio.sound(new URL(url).pathname);
  expect(length).toBe(String(bytes.length));
}, 60_000);

test('[RP11] a competition is a podcast of its matches that are over, and of no others', async () => {
  const other = await over({ competition: 'Cup' });
  const hidden = await over({ visibility: 'unlisted' });
  const channel = await over({});
  const guids = (await itemsOf(`/v1/competitions/${encodeURIComponent(COMPETITION)}/feed.xml`)).map((item) =>
    textOf(item, 'guid'),
  );
  expect(guids).toContain(`${channel}@longwave`);
  expect(guids).not.toContain(`${other}@longwave`);
  expect(guids).not.toContain(`${hidden}@longwave`);
  expect(await itemsOf(`/v1/competitions/${encodeURIComponent(COMPETITION)}/feed.xml?language=hi`)).toEqual([]);
  const none = await app.radio.sound('/v1/competitions/None/feed.xml');
  expect([none.status, (JSON.parse(none.bytes.toString()) as { code: string }).code]).toEqual([
    404,
    'replay.no-competition',
  ]);
}, 120_000);
