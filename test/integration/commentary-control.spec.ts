import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ServerTime } from '../../src/kernel/server-time.port.js';
import type { Line } from '../../src/wire/match-doors.js';
import { MatchApp, type Following } from '../support/match-app.js';
import { until } from '../support/until.js';

const GOAL = { type: 'goal', side: 'home', segment: 'H1' };

let app: MatchApp;
let id: string;
let channel: string;
let host: string;
let seen: Following;
beforeAll(async () => {
  app = await MatchApp.open();
});
afterAll(() => app.close());
beforeEach(async () => {
  const match = await app.match({ languages: ['en'] });
  ({ id } = match);
  channel = match.channels[0]?.channel ?? '';
  host = await app.radio.house.accessToken('host', [channel]);
  seen = app.follow(id, undefined, host);
  await app.event(id, { type: 'segment_start', segment: 'H1', ageMs: 60_000 });
});

const path = (rest = '') => `/v1/channels/${channel}/commentary${rest}`;

async function call(method: string, rest: string, body?: object, token = host) {
  const answer = await app.radio.house.call(path(rest), { method, token, ...(body === undefined ? {} : { body }) });
  return {
    status: answer.status,
    body: (answer.text === '' ? {} : JSON.parse(answer.text)) as Record<string, unknown>,
  };
}

function drafted(following: Following, event: number): Promise<Line> {
  return until('a draft', () => following.lines.findLast((line) => line.event === event && line.state === 'draft'));
}

function lastOf(following: Following, event: number): Line | undefined {
  return following.lines.findLast((line) => line.event === event);
}

async function approving(): Promise<void> {
  expect((await call('PATCH', '', { mode: 'approve' })).status).toBe(200);
}

describe('hosts and the commentary of their channel', () => {
  test('[CM37] read and set how it works; others may not, and a channel without a match says so', async () => {
    expect(await call('GET', '')).toEqual({ status: 200, body: { match: id, mode: 'auto', colourVoice: null } });
    const set = await call('PATCH', '', { mode: 'approve', colourVoice: 'espeak:en-us' });
    expect(set).toEqual({ status: 200, body: { match: id, mode: 'approve', colourVoice: 'espeak:en-us' } });
    expect((await call('PATCH', '', { colourVoice: null })).body).toEqual({
      match: id,
      mode: 'approve',
      colourVoice: null,
    });
    expect(await call('PATCH', '', {})).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(await call('PATCH', '', { mode: 'loud' })).toMatchObject({ status: 400 });
    const other = await app.radio.house.accessToken('host', [await app.radio.channel()]);
    expect((await call('GET', '', undefined, other)).status).toBe(403);
    expect((await call('PATCH', '', { mode: 'off' }, other)).status).toBe(403);
    channel = await app.radio.channel();
    const own = await app.radio.house.accessToken('host', [channel]);
    const none = { status: 404, body: { code: 'commentary.no-match' } };
    expect(await call('GET', '', undefined, own)).toMatchObject(none);
    expect(await call('PATCH', '', { mode: 'off' }, own)).toMatchObject(none);
    expect(await call('POST', '/lines/1/0/drop', undefined, own)).toMatchObject(none);
  });

  test('[CM32] [CM37] a draft is aired in a host’s words; again changes nothing, and it cannot be dropped any more', async () => {
    await approving();
    await app.event(id, GOAL);
    const draft = await drafted(seen, 2);
    expect(draft.text).toMatch(/Alders/);
    const untilAt = draft.until ?? 0;
    expect(untilAt).toBeGreaterThan(app.radio.house.app.get(ServerTime).now());
    expect(await call('POST', '/lines/2/0/air', { text: 'Alders lead, one–nil.' })).toMatchObject({ status: 204 });
    expect(await call('POST', '/lines/2/0/air', { text: 'Again.' })).toMatchObject({ status: 204 });
    expect(await call('POST', '/lines/2/0/drop')).toMatchObject({ status: 409, body: { code: 'commentary.settled' } });
    await until('said', () => lastOf(seen, 2)?.state === 'said');
    expect(lastOf(seen, 2)).toMatchObject({ text: 'Alders lead, one–nil.', state: 'said' });
    expect(await call('POST', '/lines/9/0/drop')).toMatchObject({
      status: 404,
      body: { code: 'commentary.unknown-line' },
    });
    expect((await call('POST', '/lines/2/x/air', {})).status).toBe(400);
  }, 60_000);

  test('[CM38] listeners see neither drafts nor what was not said, nor which wordings were refused', async () => {
    const listener = app.follow(id);
    await approving();
    await app.event(id, GOAL);
    const draft = await drafted(seen, 2);
    await call('POST', '/lines/2/0/drop');
    await until('dropped', () => lastOf(seen, 2)?.state === 'dropped');
    expect(lastOf(seen, 2)).toMatchObject({ state: 'dropped', reason: 'declined', text: draft.text });
    await until('it is known', () => lastOf(listener, 2));
    const told = listener.lines.filter(({ event }) => event === 2);
    expect(told.map(({ event, state, text, refused }) => [event, state, text, refused])).toEqual([
      [2, 'dropped', '', []],
    ]);
    expect(JSON.stringify(listener.sent)).not.toContain(draft.text);
    const late = app.follow(id);
    await until('it is known', () => lastOf(late, 2));
    expect(JSON.stringify(late.sent)).not.toContain(draft.text);
  }, 60_000);

  test('[CM34] off ends what is said at once, and what happens then is not said', async () => {
    await app.event(id, GOAL);
    await until('it sounds', async () =>
      (await app.radio.queue(channel)).requests?.find(({ status }) => status === 'playing'),
    );
    expect((await call('PATCH', '', { mode: 'off' })).status).toBe(200);
    await until('nothing is on the channel', async () => {
      const { requests = [] } = await app.radio.queue(channel);
      return requests.length === 0 ? true : undefined;
    });
    expect(lastOf(seen, 2)?.state).not.toBe('said');
    await app.event(id, { type: 'red', side: 'home', segment: 'H1' });
    await until('it is left', () => lastOf(seen, 3));
    expect(lastOf(seen, 3)).toMatchObject({ state: 'dropped', reason: 'off', text: '' });
  }, 60_000);
});
