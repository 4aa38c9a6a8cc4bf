import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

const SITE = 'https://club.example';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open({ ALLOWED_ORIGINS: SITE });
});
afterAll(() => radio.close());

/** A channel on which something was said. */
async function openChannel(): Promise<string> {
  const channel = await radio.channel();
  await radio.said(channel, { text: 'And here is the first attack of the day.' });
  await until('it is over', () => radio.conductor(channel).state.requests.every(({ place }) => place.at === 'ended'));
  return channel;
}

async function closedChannel(): Promise<string> {
  const id = `closed-${randomUUID()}`;
  await radio.query(
    `INSERT INTO channels (id, title, language, visibility, archived, gap_ms, pronunciations, created_at, phase, phase_since,
       lead_ms, firm_until, not_before)
     VALUES ($1, 'Final', 'en', 'public', false, 200, '{}', 0, 'closed', 0, 600, 0, 0)`,
    [id],
  );
  return id;
}

async function becomingPrivate() {
  return { method: 'PATCH', token: await radio.house.accessToken('admin'), body: { visibility: 'private' } };
}

describe('a part of an archive', () => {
  /** What differs from one answer to the next whoever asks. */
  const ITS_OWN = ['x-request-id', 'date', 'connection', 'keep-alive'];
  const headersOf = (headers: Headers): [string, string][] => [...headers].filter(([name]) => !ITS_OWN.includes(name));

  let channel: string;
  beforeAll(async () => {
    channel = await openChannel();
  });

  test.each<Readonly<Record<string, string>>>([
    {},
    { range: 'bytes=100-5000' },
    { range: 'bytes=-1' },
    { range: 'bytes=99999999-' },
    { origin: SITE },
  ])('[RP63] asked with %j is answered alike for who shows who they are and who does not', async (asking) => {
    const path = `/v1/channels/${channel}/archive.mp3`;
    const named = await radio.sound(path, { headers: asking, token: await radio.house.accessToken('listener') });
    const plain = await radio.sound(path, { headers: asking });
    expect([plain.status, headersOf(plain.headers)]).toEqual([named.status, headersOf(named.headers)]);
    if (plain.status < 400) expect(plain.bytes.equals(named.bytes)).toBe(true);
    const etag = plain.headers.get('etag') ?? '';
    const known = await radio.sound(path, { headers: { ...asking, 'if-none-match': etag } });
    if (plain.status < 400) expect([known.status, known.bytes.length]).toEqual([304, 0]);
  });

  test('[RP63] is logged and counted under its route, with the id that was given', async () => {
    const id = '0123456789abcdef';
    const { headers } = await radio.sound(`/v1/channels/${channel}/archive.mp3`, { headers: { 'x-request-id': id } });
    expect(headers.get('x-request-id')).toBe(id);
    const route = '/v1/channels/:id/archive.mp3';
    await until('it is logged', () =>
      radio.house.log.lines.some(({ fields }) => fields?.['route'] === route && fields['status'] === 200),
    );
  });

  // One that a conductor of this node has in memory, and one that is in the tables alone.
  test.each(['open', 'closed'])(
    '[RP62] [RP63] [RP7] of an %s channel that has become private is nobody’s else at once',
    async (phase) => {
      const id = phase === 'open' ? channel : await closedChannel();
      const statuses = async (token?: string): Promise<number[]> => {
        const all: number[] = [];
        for (const file of ['archive.mp3', 'captions.vtt', 'transcript.json', 'waveform.json']) {
          all.push((await radio.sound(`/v1/channels/${id}/${file}`, { token })).status);
        }
        return all;
      };
      expect(await statuses()).toEqual([200, 200, 200, 200]);
      if (phase === 'closed') await radio.query(`UPDATE channels SET visibility = 'private' WHERE id = $1`, [id]);
      else await radio.house.call(`/v1/channels/${id}`, await becomingPrivate());
      expect(await statuses()).toEqual([404, 404, 404, 404]);
      expect(await statuses(await radio.house.accessToken('listener', [id]))).toEqual([200, 200, 200, 200]);
    },
  );
});
