import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { HostCommandInput } from '../../src/wire/host.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

type Asked = HostCommandInput['command'];
interface Done {
  readonly code?: string;
  readonly request?: string;
}
type Door = (channel: string, command: Asked, key?: string) => Promise<Done>;

const LONG = 'The captain walks slowly to the spot, and the whole ground is silent now. Then he turns round.';
const NOBODY = '01970000-0000-7000-8000-0000000000ff';

let radio: RadioApp;
let channel: string;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

/** The same command as a request of HTTP. */
const PATHS: { [Name in Asked['name']]: (asked: Extract<Asked, { name: Name }>) => [string, string, unknown] } = {
  enqueue: ({ say }) => ['POST', 'requests', say],
  edit: ({ request, edit }) => ['PATCH', `requests/${request}`, edit],
  cancel: ({ request }) => ['DELETE', `requests/${request}`, undefined],
  skip: ({ request, cut }) => ['POST', `requests/${request}/skip`, { cut }],
  withdraw: ({ request, reason }) => ['POST', `requests/${request}/withdraw`, { reason }],
  reorder: ({ request, before }) => ['POST', `requests/${request}/reorder`, { before }],
  pause: () => ['POST', 'pause', undefined],
  resume: () => ['POST', 'resume', undefined],
  close: () => ['POST', 'close', undefined],
  setLead: ({ leadMs }) => ['POST', 'lead', { leadMs }],
  notice: ({ notice }) => ['POST', 'notice', { notice }],
};

const overHttp: Door = async (on, command, key = randomUUID()) => {
  const pathOf = PATHS[command.name] as (asked: Asked) => [string, string, unknown];
  const [method, path, body] = pathOf(command);
  return (await radio.host(on, path, { method, body, key })).body;
};
const overSocket: Door = async (on, command, key = randomUUID()) => {
  const ear = await radio.ear(await radio.house.accessToken('host', [on]));
  const done = await ear.ask<Done>('command', { channel: on, key, command });
  ear.socket.disconnect();
  return done;
};

const texts = async (): Promise<string[]> => ((await radio.queue(channel)).requests ?? []).map(({ text }) => text);

describe.each<[string, Door]>([
  ['over HTTP', overHttp],
  ['over the socket', overSocket],
])('a host %s', (_, door) => {
  const say = async (text: string, more: object = {}): Promise<string> => {
    const { request = '' } = await door(channel, { name: 'enqueue', say: { text, ...more } });
    return request;
  };
  const does = async (command: Asked) => (await door(channel, command)).code ?? 'done';

  beforeEach(async () => {
    channel = await radio.channel();
  });

  test('[RA101] changes what waits, in the order of play', async () => {
    expect(await does({ name: 'pause' })).toBe('done');
    expect(await does({ name: 'pause' })).toBe('done');
    const first = await say('First.');
    const second = await say('Second.');
    await say('Filler.', { urgency: 'filler' });
    await say('Goal!', { urgency: 'flash' });
    await say('Before.', { front: true });
    expect(await texts()).toEqual(expect.arrayContaining(['Before.', 'First.', 'Second.', 'Filler.']));
    expect((await texts()).filter((text) => text !== 'Goal!')).toEqual(['Before.', 'First.', 'Second.', 'Filler.']);
    expect(await does({ name: 'reorder', request: second, before: first })).toBe('done');
    const edited = await door(channel, { name: 'edit', request: first, edit: { text: 'First, corrected.' } });
    expect(edited.request).not.toBe(first);
    expect((await texts()).filter((text) => text !== 'Goal!')).toEqual([
      'Before.',
      'Second.',
      'First, corrected.',
      'Filler.',
    ]);
    expect(await does({ name: 'reorder', request: second, before: null })).toBe('done');
    expect(await does({ name: 'cancel', request: second })).toBe('done');
    expect((await texts()).filter((text) => text !== 'Goal!')).toEqual(['Before.', 'First, corrected.', 'Filler.']);
  });

  test('[RA101] is refused with a code what cannot be', async () => {
    await does({ name: 'pause' });
    const waiting = await say('Waiting.');
    const filler = await say('Filler.', { urgency: 'filler' });
    expect(await does({ name: 'skip', request: waiting })).toBe('radio.not-on-air');
    expect(await does({ name: 'skip', request: NOBODY })).toBe('radio.unknown-request');
    expect(await does({ name: 'cancel', request: NOBODY })).toBe('radio.unknown-request');
    expect(await does({ name: 'withdraw', request: NOBODY, reason: 'Wrong.' })).toBe('radio.unknown-request');
    expect(await does({ name: 'withdraw', request: waiting, reason: 'Wrong.' })).toBe('radio.not-aired');
    expect(await does({ name: 'edit', request: NOBODY, edit: { text: 'New.' } })).toBe('radio.unknown-request');
    expect(await does({ name: 'reorder', request: waiting, before: NOBODY })).toBe('radio.unknown-request');
    expect(await does({ name: 'reorder', request: waiting, before: filler })).toBe('request.invalid');
    const old = { text: 'Old.', staleAfterMs: 1_000, spokenForMs: 5_000 };
    expect(await does({ name: 'enqueue', say: old })).toBe('radio.stale');
    expect(await does({ name: 'setLead', leadMs: 399 })).toBe('request.invalid');
    expect(await texts()).toEqual(['Waiting.', 'Filler.']);
    expect(await does({ name: 'close' })).toBe('done');
    await until('it is closed', async () => (await radio.queue(channel)).phase === 'closed');
    expect(await does({ name: 'enqueue', say: { text: 'Too late.' } })).toBe('radio.channel-closed');
    expect(await does({ name: 'pause' })).toBe('radio.channel-closed');
    expect(await does({ name: 'resume' })).toBe('radio.channel-closed');
    expect(await texts()).toEqual([]);
  });

  test('[RA101] skips and cuts what is on air, and no more touches it', async () => {
    const ear = await radio.ear();
    await ear.join({ channel });
    const first = await say(LONG);
    await ear.hears('audio_stream_started');
    expect(await does({ name: 'cancel', request: first })).toBe('radio.on-air');
    expect(await does({ name: 'edit', request: first, edit: { text: 'New.' } })).toBe('radio.on-air');
    expect(await does({ name: 'skip', request: first, cut: true })).toBe('done');
    const ended = await ear.hears('audio_stream_ended');
    expect(ended.change.ended).toEqual([{ request: first, as: 'skipped', reason: 'host' }]);
    expect(await does({ name: 'skip', request: first })).toBe('radio.not-on-air');
    expect(await does({ name: 'cancel', request: first })).toBe('radio.ended');
    expect(await does({ name: 'setLead', leadMs: 900 })).toBe('done');
    expect(await radio.queue(channel)).toMatchObject({ leadMs: 900, past: [{ id: first, status: 'skipped' }] });
  });

  test('[RA104] what can never be said is refused at once', async () => {
    const refusals = [];
    for (const asked of [
      { text: '…!' },
      { text: 'Go! '.repeat(500) },
      { clip: NOBODY },
      { text: 'Goal\0' },
      { text: 'Goal \ud83d' },
      { text: 'Goal.', voice: 'a\0b' },
      { text: 'Goal.', clip: NOBODY },
      { text: 'Goal.', id: NOBODY },
      { text: 'Goal.', rank: 1 },
    ]) {
      refusals.push(await does({ name: 'enqueue', say: asked }));
    }
    expect(refusals).toEqual([
      'speech.empty-text',
      'done',
      'radio.unknown-clip',
      ...Array.from({ length: 6 }, () => 'request.invalid'),
    ]);
    await does({ name: 'pause' });
    const waiting = await say('Waiting.');
    expect(await does({ name: 'edit', request: waiting, edit: { text: '\0' } })).toBe('request.invalid');
    expect(await does({ name: 'edit', request: waiting, edit: { text: '?' } })).toBe('speech.empty-text');
  });
});

/** Fifty at once, and again while all pass: a machine that takes seconds for fifty is not asked too often by them. */
async function fiftyAtOnce<T>(ask: () => Promise<T>, isPassed: (answer: T) => boolean): Promise<readonly T[]> {
  const answers: T[] = [];
  do answers.push(...(await Promise.all(Array.from({ length: 50 }, ask))));
  while (answers.length < 500 && answers.every(isPassed));
  return answers;
}

const host = () => radio.house.accessToken('host', [channel]);

describe('a key', () => {
  beforeEach(async () => {
    channel = await radio.channel();
  });

  test('[RA102] has one answer: for another body it is refused, without one nothing is done', async () => {
    const token = await host();
    await radio.host(channel, 'pause', { token });
    const key = 'key-0001';
    const once = await radio.host(channel, 'requests', { token, key, body: { text: 'Once.' } });
    expect(once.status).toBe(201);
    const again = await radio.host(channel, 'requests', { token, key, body: { urgency: 'normal', text: 'Once.' } });
    expect([again.status, again.body]).toEqual([201, once.body]);
    const other = await radio.host(channel, 'requests', { token, key, body: { text: 'Twice.' } });
    expect([other.status, other.body.code]).toEqual([422, 'radio.key-reused']);
    const older = await radio.host(channel, 'requests', { token, key, body: { text: 'Once.', spokenForMs: 9_000 } });
    expect([older.status, older.body]).toEqual([201, once.body]);
    const ear = await radio.ear(token);
    const command = { name: 'enqueue', say: { text: 'Once.' } };
    expect(await ear.ask('command', { channel, key, command })).toEqual(once.body);
    const missing = await radio.house.call(`/v1/channels/${channel}/pause`, { method: 'POST', token });
    expect([missing.status, JSON.parse(missing.text)]).toMatchObject([400, { code: 'radio.key-missing' }]);
    const bad = await radio.host(channel, 'pause', { token, key: 'short' });
    expect([bad.status, bad.body.code]).toEqual([400, 'request.invalid']);
    // Another host's key is another key.
    const others = await radio.host(channel, 'requests', { key, body: { text: 'Another.' } });
    expect(others.body.request).not.toBe(once.body.request);
    expect(await texts()).toEqual(['Once.', 'Another.']);
  });

  test('[RA102] has its answer also when what it was about is gone', async () => {
    const token = await host();
    await radio.host(channel, 'pause', { token });
    const { body: old } = await radio.host(channel, 'requests', { token, body: { text: 'Old.' } });
    const edit = { method: 'PATCH', token, key: 'edit-0001', body: { text: 'New.' } };
    const edited = await radio.host(channel, `requests/${old.request}`, edit);
    expect(edited.status).toBe(200);
    const again = await radio.host(channel, `requests/${old.request}`, edit);
    expect([again.status, again.body]).toEqual([200, edited.body]);
    expect(await texts()).toEqual(['New.']);
  });

  test('[RA102] [RA103] is carried out once by fifty at once; a host gets ten a second and is told to wait', async () => {
    const token = await host();
    await radio.host(channel, 'pause', { token });
    const answers = await fiftyAtOnce(
      () => radio.host(channel, 'requests', { token, key: 'same-key', body: { text: 'Once.' } }),
      ({ status }) => status === 201,
    );
    const done = answers.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(await texts()).toEqual(['Once.']);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    expect(
      new Set(refused.map(({ status, body, headers }) => [status, body.code, headers['retry-after']].join())),
    ).toEqual(new Set(['429,radio.too-many-commands,1']));
    const ear = await radio.ear(token);
    const pause = () => ear.ask<Done>('command', { channel, key: randomUUID(), command: { name: 'pause' } });
    const flood = await fiftyAtOnce(pause, ({ code }) => code === undefined);
    expect(flood).toContainEqual({
      code: 'radio.too-many-commands',
      message: 'Too many commands: try again in a moment.',
      retryAfterS: 1,
    });
    // Somebody else is not kept out.
    expect((await radio.host(channel, 'resume')).status).toBe(200);
  });
});
