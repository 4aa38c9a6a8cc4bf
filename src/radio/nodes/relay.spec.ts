import { describe, expect, test } from '@jest/globals';
import type { LogRow, Message } from '../../wire/radio.js';
import { Relay, type Told } from './relay.js';

const row = (seq: number, epoch = 3): LogRow => ({
  channel: 'final',
  epoch,
  seq,
  at: 1_000 + seq,
  name: 'playback_queue_updated',
  change: { queue: { waiting: seq, phase: 'open', leadMs: 600, notice: null } },
});
const message = (seq: number, epoch = 3): Message => ({
  ...row(seq, epoch),
  serverNow: 5_000,
  clockId: `clock-${epoch}`,
});

/** A relay whose conductor has written so much of the log. */
function relayed(logTo = 0) {
  const log = { rows: Array.from({ length: logTo }, (_, at) => row(at + 1)), reads: 0 };
  const passed: Message[] = [];
  const dismissed: number[] = [];
  const relay = new Relay({
    pass: (told: Told) => passed.push(told.message),
    offered: () => undefined,
    rowsAfter: (seq, limit) => {
      log.reads += 1;
      return Promise.resolve(log.rows.filter((one) => one.seq > seq).slice(0, limit));
    },
    now: () => 7_000,
    dismiss: () => dismissed.push(relay.seq ?? 0),
  });
  const seqs = () => passed.map(({ seq }) => seq);
  return { relay, log, passed, dismissed, seqs };
}

const answer = (seq: number, epoch = 3) => ({ epoch, seq, clockId: `clock-${epoch}` });

describe('what another node tells of a channel', () => {
  test('[RA181] is passed on from where the first listener joined, whatever came before the answer', () => {
    const { relay, seqs } = relayed();
    for (const seq of [4, 5, 6]) relay.heard({ message: message(seq) });
    expect(seqs()).toEqual([]);
    relay.joined(answer(5));
    relay.heard({ message: message(7) });
    expect(seqs()).toEqual([6, 7]);
  });

  test('[RA181] twice is passed on once', () => {
    const { relay, seqs } = relayed();
    relay.joined(answer(1));
    for (const seq of [2, 2, 3, 2, 3]) relay.heard({ message: message(seq) });
    expect(seqs()).toEqual([2, 3]);
  });

  test('[RA181] with a gap is read from the log first, and passed on in order', async () => {
    const { relay, log, passed, seqs } = relayed(6);
    relay.joined(answer(2));
    relay.heard({ message: message(5) });
    await relay.upTo(5);
    relay.heard({ message: message(7) });
    expect(seqs()).toEqual([3, 4, 5, 6, 7]);
    expect(log.reads).toBe(1);
    // What was read is in the conductor’s time like what was heard.
    expect(passed[0]).toMatchObject({ serverNow: 7_000, clockId: 'clock-3' });
  });

  test('[RA186] and never comes is read from the log once it was missing twice in a row', async () => {
    const { relay, log, seqs } = relayed(4);
    relay.joined(answer(2));
    relay.knows(4);
    await new Promise(setImmediate);
    expect([seqs(), log.reads]).toEqual([[], 0]);
    relay.knows(4);
    await new Promise(setImmediate);
    expect(seqs()).toEqual([3, 4]);
  });

  test('[RA186] of another owner, read from the log, is not passed on: whoever listens has to come again', async () => {
    const { relay, log, dismissed, seqs } = relayed(3);
    relay.joined(answer(3));
    log.rows.push(row(4, 4));
    await relay.upTo(4);
    expect([seqs(), dismissed]).toEqual([[], [3]]);
  });

  test('[RA187] of another owner, heard from that one, is passed on as it is', () => {
    const { relay, seqs, passed } = relayed();
    relay.joined(answer(3));
    relay.heard({ message: message(4, 4) });
    expect([seqs(), passed[0]?.clockId]).toEqual([[4], 'clock-4']);
  });
});
