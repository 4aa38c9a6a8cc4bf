import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ChannelDesk } from '../../src/radio/channel-desk.js';
import { HostDesk } from '../../src/radio/host-desk.js';
import { Tally } from '../../src/radio/tally.js';
import { HostCommand, NewChannel } from '../../src/wire/host.js';
import { Firefox } from '../support/firefox.js';
import { startedApp, type StartedApp } from '../support/started-app.js';
import { until } from '../support/until.js';

/** It starts slowly where others are at work. */
const WITHIN_MS = 150_000;
const LINE = 'The keeper rolls it out to the left, and they begin again from the back.';

// As in Chromium: sound is made in real time, and a machine that others keep busy tears it.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describe('the listen page in Firefox', () => {
  let app: StartedApp;
  let firefox: Firefox;
  let channel: string;

  beforeAll(async () => {
    [app, firefox] = await Promise.all([startedApp(), Firefox.open()]);
  }, WITHIN_MS);
  afterAll(async () => {
    await firefox.close();
    await app.stop();
  });
  beforeEach(async () => {
    channel = `final-${randomUUID().slice(0, 8)}`;
    await app.app.get(ChannelDesk).create(NewChannel.parse({ id: channel, title: 'The final' }));
    await firefox.goTo(`${app.origin}/c/${channel}`);
  }, WITHIN_MS);

  /** The id of the request. */
  async function said(): Promise<string> {
    const command = { name: 'enqueue', say: { text: LINE } };
    const done = await app.app
      .get(HostDesk)
      .run(HostCommand.parse({ channel, key: randomUUID(), command }), randomUUID());
    if (!('request' in done) || done.request === undefined) throw new Error('It was not accepted.');
    return done.request;
  }

  test(
    '[PG32] one press, and it is in step, and heard to the end',
    async () => {
      await firefox.click('.sound-button');
      await firefox.says(/In step, ±[\d.]+ ms/);
      const request = await said();
      await firefox.says(/Speaking now/);
      await until('it is heard', () => app.app.get(Tally).reachedBy(channel, request).heardBy === 1);
      await firefox.says(/In step, ±[\d.]+ ms/);
      expect(app.app.get(Tally).audience(channel)).toEqual({ listeners: 1, hosts: 0 });
    },
    WITHIN_MS,
  );

  test(
    '[PG32] as a stream too, some seconds behind',
    async () => {
      await firefox.click('.locked input');
      await firefox.click('.sound-button');
      await firefox.says(/About [4-7] s behind/);
      await said();
      await firefox.says(/Speaking now/);
    },
    WITHIN_MS,
  );
});
