import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EventPage, MatchDetails, MatchPage } from '../../src/wire/match-doors.js';
import { MatchApp } from '../support/match-app.js';
import { matchFile } from '../support/match-files.js';
import { until } from '../support/until.js';

let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

async function count(): Promise<number> {
  return (await app.read<MatchPage>('?limit=100')).body.matches.length;
}

async function send(text: string, query = '') {
  const token = await app.radio.house.accessToken('admin');
  const answer = await fetch(`${app.radio.origin}/v1/match-files${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: text,
  });
  return { status: answer.status, body: (await answer.json()) as MatchDetails & { code?: string; detail?: string } };
}

async function told(id: string): Promise<EventPage['events']> {
  await app.call(`/${id}/start?at_once=true`, {});
  await until('it has all been told', async () => {
    const { body } = await app.read<MatchDetails>(`/${id}`);
    return body.state.lifecycle === 'finished' && !body.isPlaying ? true : undefined;
  });
  return (await app.read<EventPage>(`/${id}/events?limit=500`)).body.events;
}

test('[MA17] a file becomes a match that is told at once, and the same file again changes nothing', async () => {
  const text = matchFile('win-by-runs.json');
  const first = await send(text);
  expect([first.status, first.body.isScripted]).toEqual([201, true]);
  const events = await told(first.body.id);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, nth) => nth + 1));
  const again = await send(text);
  expect(again.body.id).toBe(first.body.id);
  expect(await send(text, `?match=${first.body.id}`)).toMatchObject({ status: 201 });
  expect(await told(first.body.id)).toHaveLength(events.length);
});

test('[MA17] a corrected file is recorded as corrections: what is mended and what is gone', async () => {
  const text = matchFile('football.jsonl');
  const { body } = await send(text);
  const events = await told(body.id);
  const lines = text.trimEnd().split('\n');
  const gone = lines.findIndex((line) => line.includes('"corner"'));
  const mended = lines.findIndex((line) => line.includes('"yellow"'));
  expect([gone > 0, mended > 0]).toEqual([true, true]);
  const corrected = lines.map((line, nth) => {
    if (nth === 0) {
      const { lines: following, ...header } = JSON.parse(line) as { lines: number };
      return JSON.stringify({ ...header, revision: 9, lines: following - 1 });
    }
    return nth === mended ? line.replace('"type": "yellow"', '"type": "red"') : line;
  });
  corrected.splice(gone, 1);
  const answer = await send(corrected.join('\n'), `?match=${body.id}`);
  expect([answer.body.detail, answer.status]).toEqual([undefined, 201]);
  const after = (await app.read<EventPage>(`/${body.id}/events?after=${events.length}`)).body.events;
  expect(after.map(({ op, content }) => [op, content.type])).toEqual([
    ['revise', 'red'],
    ['retract', 'corner'],
  ]);
});

test.each([
  ['{"meta":', 422, 'matches.file-unreadable'],
  ['', 422, 'matches.file-unreadable'],
  ['x'.repeat(5_000_001), 413, 'matches.file-too-large'],
])('[MA17] what cannot be read is refused and nothing of it kept: %.12s', async (text, status, code) => {
  const before = await count();
  const answer = await send(text);
  expect(answer).toMatchObject({ status, body: { code } });
  expect(await count()).toBe(before);
});
