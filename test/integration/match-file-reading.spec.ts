import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BlobStore } from '../../src/blobs/blob-store.port.js';
import { ServerTime } from '../../src/kernel/server-time.port.js';
import { FileReader } from '../../src/matches/file-reader.js';
import type { EventPage, MatchDetails } from '../../src/wire/match-doors.js';
import { FILE_LINES_MAX } from '../../src/wire/match-files.js';
import { MatchApp } from '../support/match-app.js';
import { largestFile, matchFile } from '../support/match-files.js';
import { until } from '../support/until.js';

let app: MatchApp;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());

async function matchOf(file: string): Promise<string> {
  const token = await app.radio.house.accessToken('admin');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const answer = await fetch(`${app.radio.origin}/v1/match-files`, { method: 'POST', headers, body: file });
  return ((await answer.json()) as MatchDetails).id;
}

test('[MA87] what is asked while the largest file is read is answered before it has been', async () => {
  const order: string[] = [];
  const reader = app.radio.house.app.get(FileReader);
  const reading = reader.read(Buffer.from(largestFile())).then((read) => {
    order.push('the file');
    return read;
  });
  for (const question of ['a question', 'another', 'a third']) {
    await app.read('?limit=1');
    order.push(question);
  }
  expect(await reading).toMatchObject({ sport: 'football', home: { name: 'Alders' } });
  expect(order).toEqual(['a question', 'another', 'a third', 'the file']);
});

test('[MA87] a file of many lines comes whole and in order, also between smaller ones', async () => {
  const reader = app.radio.house.app.get(FileReader);
  const keysOf = async (text: string): Promise<readonly string[]> => {
    const read = await reader.read(Buffer.from(text));
    return 'lines' in read ? read.lines.map(({ key }) => key) : [];
  };
  const small = matchFile('football.jsonl');
  const few = [...small.matchAll(/"key": ?"([^"]+)"/g)].map(([, key]) => key);
  expect(few.length).toBeGreaterThan(5);
  expect(await keysOf(small)).toEqual(few);
  expect(await keysOf(largestFile())).toEqual(Array.from({ length: FILE_LINES_MAX }, (_, nth) => `line-${nth}`));
  expect(await keysOf(small)).toEqual(few);
});

test('[MA89] a match whose file is gone keeps no other from being told, and is told of once', async () => {
  const { house } = app.radio;
  const lost = await matchOf(matchFile('tie.json'));
  const { id: other } = await app.match({ script: { kind: 'simulator', seed: 7, paceMs: 400 } });
  for await (const key of house.app.get(BlobStore).list('matches/')) await house.app.get(BlobStore).delete(key);
  const insert = 'INSERT INTO match_plays (match, started_at, from_ms, factor) VALUES ($1, $3, 0, 1), ($2, $3, 0, 1)';
  await app.radio.query(insert, [lost, other, house.app.get(ServerTime).now()]);
  // Longer than from one look at the scripts to the next but one.
  const events = await until('sixteen events', async () => {
    const { body } = await app.read<EventPage>(`/${other}/events?limit=500`);
    return body.events.length >= 16 ? body.events : undefined;
  });
  expect(events[0]?.seq).toBe(1);
  const told = house.log.lines.filter(({ sentence }) => sentence === 'the script of a match cannot be told now');
  expect(told.map(({ level, fields }) => [level, fields['match']])).toEqual([['warn', lost]]);
  for (const id of [lost, other]) await app.call(`/${id}/stop`, {});
});
