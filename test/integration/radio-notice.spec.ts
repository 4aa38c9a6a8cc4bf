import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Message, Snapshot } from '../../src/wire/radio.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

const SOON = 'We will be back after the break.';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

const noticeOf = async (channel: string): Promise<string | null | undefined> => {
  const ear = await radio.ear();
  const { snapshot } = await ear.join({ channel });
  ear.socket.disconnect();
  return snapshot?.notice;
};
const tell = (channel: string, notice: unknown) => radio.host(channel, 'notice', { body: { notice } });

test('[RA177] is told to everybody at once, in one row of the log, and to who comes later', async () => {
  const channel = await radio.channel();
  const ear = await radio.ear();
  const { seq } = await ear.join({ channel });
  const asked = {
    body: { notice: SOON },
    key: 'the-same-key',
    token: await radio.house.accessToken('host', [channel]),
  };
  for (const _ of ['once', 'again'])
    expect(await radio.host(channel, 'notice', asked)).toMatchObject({ status: 200, body: {} });
  const message = await ear.hears('playback_queue_updated');
  expect([message.seq, message.change]).toEqual([
    seq + 1,
    { queue: { waiting: 0, phase: 'open', leadMs: 600, notice: SOON } },
  ]);
  expect(await noticeOf(channel)).toBe(SOON);
  const host = await radio.ear(await radio.house.accessToken('host', [channel]));
  const taken = { channel, key: 'another-key', command: { name: 'notice', notice: null } };
  expect(await host.ask('command', taken)).toEqual({});
  await ear.hears('playback_queue_updated', ({ change }) => change.queue?.notice === null);
  expect(ear.told.map(({ name }) => name)).toEqual(['playback_queue_updated', 'playback_queue_updated']);
  expect(await noticeOf(channel)).toBeNull();
});

test('[RA177] outlives whoever ran the channel, and ends with the channel', async () => {
  const channel = await radio.channel();
  await tell(channel, SOON);
  await radio.takeOver(channel);
  expect(await noticeOf(channel)).toBe(SOON);
  await radio.host(channel, 'close');
  await until('it is closed', async () => (await radio.queue(channel)).phase === 'closed');
  expect(await noticeOf(channel)).toBeNull();
  expect((await tell(channel, SOON)).body).toMatchObject({ code: 'radio.channel-closed' });
});

test('[RA177] is text of 140 characters, of a host', async () => {
  const channel = await radio.channel();
  for (const bad of ['', 'a'.repeat(141), 'a\0', '\ud83d', 7, undefined]) {
    expect([bad, (await tell(channel, bad)).status]).toEqual([bad, 400]);
  }
  expect((await tell(channel, 'a'.repeat(140))).status).toBe(200);
  const listener = await radio.house.accessToken('listener', [channel]);
  expect(await radio.host(channel, 'notice', { body: { notice: SOON }, token: listener })).toMatchObject({
    status: 403,
  });
});

test('[RA177] rows of the log from before there were notices are read as they were', async () => {
  const channel = await radio.channel();
  const ear = await radio.ear();
  const { epoch, seq } = await ear.join({ channel });
  await radio.host(channel, 'pause');
  await radio.query(`UPDATE channel_log SET change = change #- '{queue,notice}' WHERE channel = $1`, [channel]);
  await radio.takeOver(channel);
  const { missed, snapshot } = await (await radio.ear()).join({ channel, last: { epoch, seq } });
  expect([missed?.length, snapshot]).toEqual([2, undefined]);
  expect(missed?.[0]?.change.queue).not.toHaveProperty('notice');
  expect(missed?.map((message) => Message.parse(message).change.queue?.notice)).toEqual([null, null]);
  const bare = { phase: 'open', leadMs: 600, waiting: 0, onAir: null, entries: [], captions: [] };
  expect(Snapshot.parse(bare).notice).toBeNull();
});
