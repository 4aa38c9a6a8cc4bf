import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CountingIds } from '../kernel/ids.js';
import type { ServerTime } from '../kernel/server-time.port.js';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { RunningNode } from './running-node.js';

function timeOf(clock: VirtualClock, clockId: string): ServerTime {
  return Object.assign(clock, { clockId, onNewClock: () => () => undefined, look: () => undefined });
}

describe('a sign of life', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'longwave-alive-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (clock: VirtualClock, clockId = 'a'): RunningNode =>
    new RunningNode('node', timeOf(clock, clockId), { ids: new CountingIds(), folder });

  test('[RA60] is known to the next process, to the second', async () => {
    const clock = new VirtualClock(1_000_000);
    const first = open(clock);
    first.begin();
    await clock.advance(12_300);
    const next = open(new VirtualClock(1_020_000));
    expect(next.aliveAt(first.run)).toBe(1_012_000);
    expect(next.aliveAt('another run')).toBeUndefined();
    first.end();
  });

  test('[RA60] says nothing by another clock, or where it cannot be read', async () => {
    const clock = new VirtualClock(1_000_000);
    const first = open(clock);
    first.begin();
    expect(open(new VirtualClock(), 'b').aliveAt(first.run)).toBeUndefined();
    first.end();
    writeFileSync(join(folder, 'alive'), '{"run":"');
    expect(open(new VirtualClock()).aliveAt(first.run)).toBeUndefined();
  });

  test('[RA170] is not given for the time in which the machine was suspended', async () => {
    const clock = new VirtualClock(1_000_000);
    const told: (() => void)[] = [];
    let isAwake = false;
    const time = Object.assign(timeOf(clock, 'a'), {
      onNewClock: (tell: () => void) => {
        told.push(tell);
        return () => undefined;
      },
      look: () => {
        if (!isAwake) return;
        Object.assign(time, { clockId: 'b' });
        for (const tell of told) tell();
      },
    });
    const node = new RunningNode('node', time, { ids: new CountingIds(), folder });
    node.begin();
    const { run } = node;
    isAwake = true;
    await clock.advance(1_000);
    expect(open(new VirtualClock(), 'a').aliveAt(run)).toBeUndefined();
    expect(open(new VirtualClock(), 'b').aliveAt(node.run)).toBe(1_001_000);
    node.end();
  });
});
