import { describe, expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Registry } from 'prom-client';
import { VirtualClock } from '../kernel/virtual.clock.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import { RadioMetrics } from './radio.metrics.js';
import { SlowReaders } from './slow-readers.js';

/** A reader that takes one piece, and more when it is told to. */
class Reader extends EventEmitter {
  readonly taken: string[] = [];
  destroyed = false;
  ended = false;

  write(piece: Buffer): boolean {
    this.taken.push(piece.toString());
    return false;
  }

  end(): void {
    this.ended = true;
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

async function* pieces(): AsyncIterable<Buffer> {
  yield Buffer.from('one');
  yield Buffer.from('two');
}

async function* broken(): AsyncIterable<Buffer> {
  yield Buffer.from('one');
  throw new Error('The storage is gone.');
}

const begin = (chunks: AsyncIterable<Buffer>) => {
  const clock = new VirtualClock();
  const metrics = new RadioMetrics({ registry: new Registry() });
  const reader = new Reader();
  const slow = new SlowReaders(clock as unknown as ServerTime, metrics);
  const sent = slow.send(chunks, reader as unknown as ServerResponse);
  return { clock, metrics, reader, sent };
};

const kicked = async (metrics: RadioMetrics) => (await metrics.kicked.get()).values.map(({ value }) => value);

describe('readers of a stream', () => {
  test('[RA108] one that takes nothing for 30 s is let go and counted', async () => {
    const { clock, metrics, reader, sent } = begin(pieces());
    await clock.advance(29_999);
    expect(reader.destroyed).toBe(false);
    await clock.advance(1);
    await sent;
    expect([reader.destroyed, reader.taken, reader.ended]).toEqual([true, ['one'], false]);
    expect(await kicked(metrics)).toEqual([1]);
    expect([clock.waiting, reader.listenerCount('drain'), reader.listenerCount('close')]).toEqual([0, 0, 0]);
  });

  test('[RA108] one that takes some in time gets it all', async () => {
    const { clock, metrics, reader, sent } = begin(pieces());
    for (let nth = 0; nth < 2; nth += 1) {
      await clock.advance(29_000);
      reader.emit('drain');
    }
    await sent;
    expect([reader.taken, reader.ended, clock.waiting]).toEqual([['one', 'two'], true, 0]);
    expect(await kicked(metrics)).toEqual([]);
  });

  test('[RA108] one that leaves is no slow one; a sound that fails is told', async () => {
    const gone = begin(pieces());
    await gone.clock.advance(1);
    gone.reader.destroy();
    await gone.sent;
    expect(await kicked(gone.metrics)).toEqual([]);
    const half = begin(broken());
    await half.clock.advance(1);
    half.reader.emit('drain');
    await expect(half.sent).rejects.toThrow('The storage is gone.');
  });
});
