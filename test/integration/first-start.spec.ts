import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ChannelCard } from '../../src/wire/host.js';
import { dataFolder } from '../support/data-folder.js';
import { tokenIn } from '../support/people.js';
import { Program } from '../support/program.js';
import { until } from '../support/until.js';

let folder: string;
let program: Program;
let origin: string;
let token: string;

// The folder of the one before: it is the same server that starts again.
async function start(): Promise<void> {
  program = new Program({ environment: { LONGWAVE_DATA: folder } });
  origin = await program.origin();
}
async function startAgain(): Promise<void> {
  program.signal('SIGTERM');
  expect(await program.ended()).toBe(0);
  await program.remove();
  await start();
}
async function call<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const answer = await fetch(`${origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as T;
}
const channels = async (): Promise<readonly ChannelCard[]> =>
  (await call<{ channels: ChannelCard[] }>('/v1/channels')).channels;
const listenLinks = async (): Promise<readonly (string | undefined)[]> => {
  const text = await until('it has said all', () => program.out.includes('Ctrl+C stops it.') && program.out);
  return [...text.matchAll(/^ *Listen +(\S+)/gm)].map(([, link]) => link && new URL(link).pathname);
};

beforeAll(async () => {
  folder = dataFolder('first-start');
  await start();
});
afterAll(async () => {
  await program.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('[PG13] the first start makes a channel, says where it is heard, and lets the first admin host it at once', async () => {
  expect(await listenLinks()).toEqual(['/c/match-day']);
  token = '';
  expect(await channels()).toMatchObject([
    { id: 'match-day', title: 'Match day', visibility: 'public', language: 'en', phase: 'open' },
  ]);
  const invitation = tokenIn(/\S+\/invite#[\w-]{43}/.exec(program.out)?.[0] ?? '');
  const taken = await fetch(`${origin}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation }),
  });
  ({ accessToken: token } = (await taken.json()) as { accessToken: string });
  expect(await call('/v1/channels/match-day/requests', 'POST', { text: 'Welcome.' })).toHaveProperty('request');
});

test('[PG13] a later start makes none, and tells of the newest that is open and that anybody may find', async () => {
  await startAgain();
  expect(await listenLinks()).toEqual(['/c/match-day']);
  expect(await channels()).toHaveLength(1);
  await call('/v1/channels', 'POST', { id: 'final', title: 'The final' });
  await call('/v1/channels', 'POST', { id: 'secret', title: 'Secret', visibility: 'unlisted' });
  await startAgain();
  expect(await listenLinks()).toEqual(['/c/final']);
});

test('[PG13] where every channel was closed no other is made, and no link is told', async () => {
  for (const id of ['match-day', 'final', 'secret']) await call(`/v1/channels/${id}/close`, 'POST');
  await until('all are closed', async () => (await channels()).every(({ phase }) => phase === 'closed'));
  await startAgain();
  expect(await listenLinks()).toEqual([]);
  expect(await channels()).toHaveLength(3);
});
