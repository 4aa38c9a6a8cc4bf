import { describe, expect, test } from '@jest/globals';
import { CountingIds, UuidV7Ids } from './ids.js';
import { VirtualClock } from './virtual.clock.js';

const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('ids', () => {
  test('[K3] an id carries its millisecond in front', () => {
    const ids = new UuidV7Ids(new VirtualClock(0x0123456789ab));
    const id = ids.next();
    expect(id).toMatch(VERSION_7);
    expect(id.slice(0, 13)).toBe('01234567-89ab');
  });

  test('[K3] ten thousand ids of one millisecond still grow', () => {
    const ids = new UuidV7Ids(new VirtualClock(5_000));
    const made = Array.from({ length: 10_000 }, () => ids.next());
    expect(made.every((id) => VERSION_7.test(id))).toBe(true);
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(10_000);
  });

  test('[K3] the ids of tests count and are valid', () => {
    const ids = new CountingIds();
    expect(ids.next()).toBe('00000000-0000-7000-8000-000000000001');
    expect(ids.next()).toMatch(VERSION_7);
  });
});
