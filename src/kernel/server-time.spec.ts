import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryLog } from '../../test/support/memory.log.js';
import { SetReadings } from '../../test/support/readings.js';
import { tempFolder } from '../../test/support/temp-folder.js';
import { AnchoredServerTime } from './anchored.server-time.js';
import { clockIdOf, newAnchor } from './clock-anchor.js';
import { ClockFile } from './clock-file.js';
import { SystemClock } from './clock.js';
import { KeptNode } from './kept.node.js';
import { VirtualClock } from './virtual.clock.js';

describe('server time', () => {
  let folder: string;
  let log: MemoryLog;
  let readings: SetReadings;

  beforeEach(async () => {
    folder = await tempFolder();
    log = new MemoryLog();
    readings = new SetReadings();
  });

  /** As a process does that starts now. */
  function start() {
    const anchor = new ClockFile({ folder, log }).open(readings);
    return { now: new SystemClock(readings, anchor.anchorMs).now(), id: clockIdOf(anchor) };
  }

  /** As the program does; a virtual clock keeps its timers. */
  function running() {
    const file = new ClockFile({ folder, log });
    const anchor = file.open(readings);
    const timers = new VirtualClock(anchor.anchorMs + readings.monotonic);
    const time = new AnchoredServerTime(anchor, { clock: timers, readings, keep: (next) => file.keep(next) });
    const run = async (ms: number): Promise<void> => {
      readings.runs(ms);
      await timers.advance(ms);
    };
    return { time, timers, run };
  }

  test('[K7] it begins at the wall clock', () => {
    expect(start().now).toBe(1_800_000_000_000);
  });

  test('[K7] a restart in the same boot goes on exactly, under the same clock id', () => {
    const before = start();
    readings.runs(12_345.678);
    const after = start();
    expect(after.now - before.now).toBeCloseTo(12_345.678, 3);
    expect(after.id).toBe(before.id);
    expect(before.id).toMatch(/^[0-9a-f]{32}$/);
    expect(log.lines).toEqual([]);
  });

  test.each([-3_600_000, 40_000_000_000])(
    '[K7] a wall clock stepped by %d ms changes nothing but a line in the log',
    (stepMs) => {
      const before = start();
      readings.runs(1_000);
      readings.wall += stepMs;
      expect(start()).toEqual({ now: 1_800_000_001_000, id: before.id });
      expect(log.lines).toMatchObject([{ level: 'warn', fields: { aheadMs: -stepMs } }]);
    },
  );

  test('[K7] another boot is another clock, at the wall clock', () => {
    const before = start();
    readings.boots();
    const after = start();
    expect(after.now).toBe(1_800_000_030_000);
    expect(after.id).not.toBe(before.id);
    expect(start()).toEqual(after);
  });

  test('[K7] a suspend before the restart makes a new clock; two clocks read a little apart do not', () => {
    const before = start();
    readings.sleeps(990);
    expect(start().id).toBe(before.id);
    readings.sleeps(20);
    const after = start();
    expect(after.id).not.toBe(before.id);
    expect(after.now).toBe(1_800_000_001_010);
  });

  test('[K7] where boots have no names every start is a new clock, and nothing is kept', () => {
    readings.id = undefined;
    expect(start().id).not.toBe(start().id);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('[K7] a process that is stopped between two readings was not suspended', () => {
    const before = start();
    readings.wall += 5_000;
    let reading = 0;
    readings.bootMs = () => {
      reading += 1;
      // Every other time, so that each look at both clocks meets it and may try again.
      if (reading % 2 === 0) readings.runs(60_000);
      return readings.boot;
    };
    expect(start().id).toBe(before.id);
  });

  test('[K7] the boot id cannot be read from the clock id', () => {
    const anchor = newAnchor(readings);
    expect(clockIdOf(anchor)).not.toContain('boot');
    expect(clockIdOf({ ...anchor, bootId: 'boot-2' })).not.toBe(clockIdOf(anchor));
    expect(clockIdOf({ ...anchor, anchorMs: anchor.anchorMs + 0.001 })).not.toBe(clockIdOf(anchor));
  });

  test.each(['', '{"bootId":"boot-1"', '{"bootId":"boot-1","anchorMs":"1","asleepMs":0}', '\u0000'.repeat(80)])(
    '[K9] a damaged file, %j, is a new clock, a line in the log, and then a whole file',
    (text) => {
      writeFileSync(join(folder, 'clock.json'), text);
      const first = start();
      expect(log.lines.map(({ level, sentence }) => [level, sentence])).toEqual([
        ['warn', 'the file that server time is kept in could not be used'],
      ]);
      expect(first.now).toBe(1_800_000_000_000);
      expect(start()).toEqual(first);
      expect(log.lines).toHaveLength(1);
      expect(readdirSync(folder)).toEqual(['clock.json']);
    },
  );

  test('[K9] a file that can be neither read nor replaced is told, and the start goes on', () => {
    mkdirSync(join(folder, 'clock.json', 'in the way'), { recursive: true });
    expect(start().now).toBe(1_800_000_000_000);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'warn']);
  });

  test('[K8] after a suspend it has moved on by just as long, has a new clock id, and who asked is told', async () => {
    const { time, timers, run } = running();
    const told: { aheadMs: number; now: number; id: string }[] = [];
    time.onNewClock((aheadMs) => told.push({ aheadMs, now: time.now(), id: time.clockId }));
    const before = { id: time.clockId, now: time.now() };
    await run(5_000);
    expect(told).toEqual([]);
    readings.sleeps(7_200_000);
    await run(1_000);
    expect(told).toEqual([{ aheadMs: 7_200_000, now: before.now + 7_206_000, id: time.clockId }]);
    expect(time.clockId).not.toBe(before.id);
    expect(timers.now()).toBe(before.now + 6_000);
    await run(5_000);
    expect(told).toHaveLength(1);
    expect(time.now()).toBe(before.now + 7_211_000);
  });

  test('[K8] clocks that part by less than a second were read a little apart', async () => {
    const { time, run } = running();
    const told: number[] = [];
    time.onNewClock((aheadMs) => told.push(aheadMs));
    for (const apartMs of [10, -10, 980]) {
      readings.sleeps(apartMs);
      await run(1_000);
    }
    expect(told).toEqual([]);
  });

  test('[K8] the restart after it goes on with the new clock', async () => {
    const { time, run } = running();
    time.onNewClock(() => undefined);
    readings.wall += 5_000;
    readings.sleeps(60_000);
    await run(1_000);
    expect(start()).toEqual({ now: time.now(), id: time.clockId });
  });

  test('[K8] a wall clock stepped back during it does not take server time back', async () => {
    const { time, run } = running();
    const before = time.now();
    const told: number[] = [];
    time.onNewClock((aheadMs) => told.push(aheadMs));
    readings.wall -= 86_400_000;
    readings.sleeps(2_000);
    await run(1_000);
    expect(told).toEqual([2_000]);
    expect(time.now()).toBe(before + 3_000);
  });

  test('[K8] a boot clock that cannot be read any more changes nothing', async () => {
    readings.boot = 10_000;
    const { time, run } = running();
    const told: number[] = [];
    time.onNewClock((aheadMs) => told.push(aheadMs));
    readings.boot = undefined;
    await run(3_000);
    expect(told).toEqual([]);
  });

  test('[K8] nobody looks when nobody asked, or nobody asks any more', () => {
    const { time, timers } = running();
    expect(timers.waiting).toBe(0);
    const cancels = [time.onNewClock(() => undefined), time.onNewClock(() => undefined)];
    expect(timers.waiting).toBe(1);
    for (const cancel of cancels) cancel();
    expect(timers.waiting).toBe(0);
  });

  test('[K10] a node is the same one after a restart, and another in another data directory', async () => {
    const { id } = KeptNode.open({ folder: join(folder, 'new'), log });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(KeptNode.open({ folder: join(folder, 'new'), log }).id).toBe(id);
    expect(KeptNode.open({ folder: await tempFolder(), log }).id).not.toBe(id);
    expect(KeptNode.open(undefined).id).not.toBe(KeptNode.open(undefined).id);
  });

  test('[K10] a damaged id is told and replaced', () => {
    writeFileSync(join(folder, 'node-id'), 'half-an-');
    const { id } = KeptNode.open({ folder, log });
    expect(readFileSync(join(folder, 'node-id'), 'utf8')).toBe(`${id}\n`);
    expect(log.lines).toMatchObject([{ level: 'warn' }]);
    expect(KeptNode.open({ folder, log }).id).toBe(id);
  });
});
