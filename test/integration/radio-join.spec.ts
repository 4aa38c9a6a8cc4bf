import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database } from '../../src/database/database.port.js';
import { ServerTime } from '../../src/kernel/server-time.port.js';
import { Awaited } from '../../src/radio/awaited.js';
import type { Joined } from '../../src/wire/radio.js';
import { RadioApp } from '../support/radio-app.js';
import { until } from '../support/until.js';

const LONG = 'The captain walks slowly to the spot, and the whole ground is silent now. Then he turns round.';

let radio: RadioApp;
beforeAll(async () => {
  radio = await RadioApp.open();
});
afterAll(() => radio.close());

const setLead = (channel: string, leadMs: number) => radio.conductor(channel).carryOut({ type: 'setLead', leadMs });

describe('whoever joins', () => {
  test('[RA91] in the middle gets what sounds and what was said; what waits is for hosts to read', async () => {
    const channel = await radio.channel();
    const early = await radio.ear();
    await early.join({ channel });
    await radio.said(channel, { text: LONG });
    const { change } = await early.hears('audio_stream_started');
    const startsAt = change.started?.entries[0]?.startsAt ?? Infinity;
    const waiting = await radio.said(channel, { text: 'A secret until it is on air.' });
    await early.hears('audio_stream_cued', (message) => message.change.cued?.entries[0]?.request === waiting);
    await until('it sounds', () => radio.house.app.get(ServerTime).now() > startsAt);
    const late = await (await radio.ear()).join({ channel });
    const texts = late.snapshot?.entries.map(({ request, text }) => [request === waiting, text]) ?? [];
    expect(texts[0]).toEqual([false, expect.stringContaining('The captain')]);
    expect(texts.filter(([isWaiting]) => isWaiting)).toEqual([[true, undefined]]);
    expect(late.snapshot?.captions.length).toBeGreaterThan(0);
    expect(JSON.stringify(late)).not.toContain('secret');
    expect(JSON.stringify(early.told)).not.toContain('secret');
    expect([late.snapshot?.waiting, late.snapshot?.requests]).toEqual([1, undefined]);
    const host = await (await radio.ear(await radio.house.accessToken('host', [channel]))).join({ channel });
    expect(host.snapshot?.requests?.map(({ text }) => text)).toContain('A secret until it is on air.');
    const other = await (await radio.ear(await radio.house.accessToken('host', ['derby']))).join({ channel });
    expect(other.snapshot?.requests).toBeUndefined();
  });

  test('[RA91] is told how often to speak: the more there are, the less', async () => {
    const channel = await radio.channel();
    const alone = await (await radio.ear()).join({ channel });
    expect(alone.rates).toEqual({ probeMs: 2_000, reportMs: 15_000, acknowledgeWithinMs: 0, rejoinWithinMs: 0 });
    const second = await (await radio.ear()).join({ channel });
    expect(second.rates).toEqual({ probeMs: 2_000, reportMs: 15_000, acknowledgeWithinMs: 10, rejoinWithinMs: 2 });
  });

  test('[RA93] is answered before any later message, and gets each of them', async () => {
    const channel = await radio.channel();
    const ear = await radio.ear();
    const work = Promise.all(Array.from({ length: 20 }, (_, nth) => setLead(channel, 500 + nth)));
    const { joined, toldBefore } = await new Promise<{ joined: Joined; toldBefore: number }>((resolve) => {
      ear.socket.emit('join', { channel }, (answer: Joined) =>
        resolve({ joined: answer, toldBefore: ear.told.length }),
      );
    });
    await work;
    expect(toldBefore).toBe(0);
    await setLead(channel, 800);
    const { seq } = radio.conductor(channel);
    await until('the last one came', () => ear.told.at(-1)?.seq === seq);
    expect(ear.told.map((message) => message.seq)).toEqual(
      Array.from({ length: seq - joined.seq }, (_, at) => joined.seq + 1 + at),
    );
  });

  test('[RA93] leaves again, and is told no more', async () => {
    const channel = await radio.channel();
    const [stays, leaves] = [await radio.ear(), await radio.ear()];
    await stays.join({ channel });
    await leaves.join({ channel });
    expect(await leaves.ask('leave', { channel })).toEqual({});
    expect(await leaves.ask('leave', { channel })).toEqual({});
    expect((await radio.queue(channel)).listeners).toBe(1);
    await setLead(channel, 700);
    await stays.hears('playback_queue_updated');
    // Its own answer comes after whatever was sent to it before.
    await leaves.ask('clock');
    expect(leaves.told).toEqual([]);
  });

  test('[RA157] has left before it was let in, and is told nothing and counted nowhere', async () => {
    const channel = await radio.channel();
    await setLead(channel, 550);
    const { term: epoch, seq } = radio.conductor(channel);
    await radio.takeOver(channel);
    const [stays, leaves] = [await radio.ear(), await radio.ear()];
    await stays.join({ channel });
    // What was missed is read from a log that is held until it has left.
    const released = new Awaited();
    const held = radio.house.app.get(Database).transaction(() => released.promise);
    const joining = leaves.ask('join', { channel, last: { epoch, seq } });
    expect(await leaves.ask('leave', { channel })).toEqual({});
    released.resolve();
    await held;
    expect(await joining).toMatchObject({ code: 'radio.not-joined' });
    expect((await radio.queue(channel)).listeners).toBe(1);
    await setLead(channel, 700);
    await stays.hears('playback_queue_updated');
    await leaves.ask('clock');
    expect(leaves.told).toEqual([]);
    // It may change its mind.
    expect(await leaves.join({ channel })).toMatchObject({ channel });
    expect((await radio.queue(channel)).listeners).toBe(2);
  });

  test('[RA155] asks too often, and is told when to ask again', async () => {
    const channel = await radio.channel();
    const ear = await radio.ear();
    const answers = await Promise.all(
      Array.from({ length: 7 }, () => ear.ask<Joined & { code?: string; retryAfterS?: number }>('join', { channel })),
    );
    expect(answers.map(({ code, retryAfterS }) => [code, retryAfterS])).toEqual([
      ...Array.from({ length: 5 }, () => [undefined, undefined]),
      ...Array.from({ length: 2 }, () => ['request.too-many', 1]),
    ]);
    expect(await ear.ask('clock')).toMatchObject({ clockId: expect.any(String) });
  });

  test('[RA93] is refused with a code where there is nothing for it', async () => {
    const ear = await radio.ear();
    const closed = await radio.channel({ visibility: 'private' });
    expect(await ear.ask('join', { channel: 'nobody' })).toMatchObject({ code: 'radio.unknown-channel' });
    expect(await ear.ask('join', { channel: closed })).toMatchObject({ code: 'radio.unknown-channel' });
    for (const join of [{ channel: '\0' }, { channel: closed, delayMs: 180_001 }, { channel: closed, role: 'host' }]) {
      expect(await ear.ask('join', join)).toMatchObject({ code: 'request.invalid' });
    }
    expect(await (await radio.ear()).ask('join', {})).toMatchObject({ code: 'people.not-signed-in' });
    expect(await ear.ask('report', REPORT(closed))).toMatchObject({ code: 'radio.not-joined' });
  });
});

const seqs = ({ recovered, missed, snapshot }: Joined) => [recovered, missed?.map(({ seq }) => seq), snapshot?.phase];

describe('whoever comes back', () => {
  test('[RA92] gets exactly what was missed, or else all there is', async () => {
    const channel = await radio.channel();
    for (const lead of [500, 600, 700]) await setLead(channel, lead);
    const { term: epoch, seq } = radio.conductor(channel);
    const back = async (last: { epoch: number; seq: number }) =>
      seqs(await (await radio.ear()).join({ channel, last }));
    expect(await back({ epoch, seq })).toEqual([true, [], undefined]);
    expect(await back({ epoch, seq: seq - 2 })).toEqual([true, [seq - 1, seq], undefined]);
    expect(await back({ epoch, seq: seq + 1 })).toEqual([false, undefined, 'open']);
    expect(await back({ epoch: epoch + 1, seq })).toEqual([false, undefined, 'open']);
    expect(await back({ epoch: epoch + 1, seq: 1 })).toEqual([false, undefined, 'open']);
    expect(await back({ epoch: 0, seq: 1 })).toEqual([false, undefined, 'open']);
  });

  test('[RA92] to a process that has taken over: from the log, up to 500', async () => {
    const channel = await radio.channel();
    const stays = await radio.ear();
    await stays.join({ channel });
    await setLead(channel, 700);
    const { term: epoch, seq } = radio.conductor(channel);
    await radio.query(
      `INSERT INTO channel_log SELECT channel, seq + n, epoch, at, name, change
       FROM channel_log, generate_series(1, 499) AS n WHERE channel = $1 AND seq = $2`,
      [channel, seq],
    );
    await radio.query('UPDATE channels SET seq = $1 WHERE id = $2', [seq + 499, channel]);
    await radio.takeOver(channel);
    const ear = await radio.ear();
    const all = await ear.join({ channel, last: { epoch, seq } });
    expect([all.recovered, all.missed?.length, all.snapshot]).toEqual([true, 500, undefined]);
    expect(all.missed?.map((message) => message.seq)).toEqual(Array.from({ length: 500 }, (_, at) => seq + 1 + at));
    expect(all.missed?.map((message) => message.epoch)).toEqual([
      ...Array.from({ length: 499 }, () => epoch),
      epoch + 1,
    ]);
    const tooMany = await ear.join({ channel, last: { epoch, seq: seq - 1 } });
    expect(seqs(tooMany)).toEqual([false, undefined, 'open']);
    // Who was on the line of the process before is sent to join again: here it would hear of nothing more.
    await until('it is sent away', () => !stays.socket.connected);
  });

  // Each has the words of a long piece: 1.2 kB.
  test.each([
    [100, true],
    [400, false],
  ])('[RA154] missed %i large messages, and is sent no more than a slow line can take', async (count, recovered) => {
    const channel = await radio.channel();
    await setLead(channel, 700);
    const { term: epoch, seq } = radio.conductor(channel);
    await radio.query(
      `INSERT INTO channel_log
       SELECT channel, seq + n, epoch, at, name, change || jsonb_build_object('chunks', jsonb_build_array(
         jsonb_build_object('text', repeat('é', 500)))) FROM channel_log, generate_series(1, $3) AS n
       WHERE channel = $1 AND seq = $2`,
      [channel, seq, count],
    );
    await radio.query('UPDATE channels SET seq = $1 WHERE id = $2', [seq + count, channel]);
    await radio.takeOver(channel);
    const joined = await (await radio.ear()).join({ channel, last: { epoch, seq } });
    expect([joined.recovered, joined.missed?.length]).toEqual([recovered, recovered ? count + 1 : undefined]);
    expect(Buffer.byteLength(JSON.stringify(joined))).toBeLessThan(200_000);
  });
});

const REPORT = (channel: string, roundTripMs = 400) => ({
  channel,
  roundTripMs,
  skewMs: 1,
  bufferMs: 2_000,
  fetchMs: 30,
  stalls: 0,
});

describe('time', () => {
  test('[RA94] the clock is answered whatever is asked, with the time of the server', async () => {
    const ear = await radio.ear();
    const time = radio.house.app.get(ServerTime);
    for (const body of [undefined, {}, [['x']], 'x'.repeat(10_000)]) {
      const before = time.now();
      const { clockId, serverNow } = await ear.ask<{ clockId: string; serverNow: number }>('clock', body);
      expect(clockId).toBe(time.clockId);
      expect(serverNow).toBeGreaterThanOrEqual(before);
      expect(serverNow).toBeLessThanOrEqual(time.now());
    }
  });

  test('[RA94] [RA151] slow ways are given a longer lead', async () => {
    const channel = await radio.channel();
    const ears = await Promise.all(Array.from({ length: 5 }, () => radio.ear()));
    for (const ear of ears) {
      await ear.join({ channel });
      expect(await ear.ask('report', REPORT(channel))).toMatchObject({ rates: { reportMs: 15_000 } });
    }
    // The first came when there was nobody else to wait for.
    expect(await ears[0]?.ask('report', REPORT(channel))).toEqual({
      rates: { probeMs: 2_000, reportMs: 15_000, acknowledgeWithinMs: 25, rejoinWithinMs: 4 },
    });
    const told = await ears[0]?.hears('playback_queue_updated', ({ change }) => change.queue?.leadMs === 700);
    expect(told?.change.queue).toEqual({ waiting: 0, phase: 'open', leadMs: 700, notice: null });
  });
});
