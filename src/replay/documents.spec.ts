import { describe, expect, test } from '@jest/globals';
import { Documents } from './documents.js';
import type { Sheet } from './sheets.js';

const sheetOf = (version: string): Sheet => ({
  parts: [],
  silent: new Set(),
  version,
  readUntil: Infinity,
});

/** One who makes texts and counts them. */
class Writer {
  made = 0;
  readonly write = async (): Promise<string> => {
    this.made += 1;
    return `text ${this.made}`.padEnd(100);
  };
}

const large = (): Promise<string> => Promise.resolve('x'.repeat(301));

describe('what is made of a sheet', () => {
  const sheet = sheetOf('a');

  test('[RP62] is made once, for all who ask while it is made too', async () => {
    const documents = new Documents();
    const writer = new Writer();
    const all = await Promise.all(Array.from({ length: 50 }, () => documents.get('captions', sheet, writer.write)));
    expect([new Set(all).size, writer.made]).toEqual([1, 1]);
    await documents.get('captions', sheet, writer.write);
    expect(writer.made).toBe(1);
    await documents.get('transcript', sheet, writer.write);
    expect(writer.made).toBe(2);
  });

  test('[RP62] is good for that sheet alone: another has its own, of the same name and mark too', async () => {
    const documents = new Documents();
    const writer = new Writer();
    const before = await documents.get('captions', sheet, writer.write);
    const after = await documents.get('captions', sheetOf('a'), writer.write);
    expect(after).not.toBe(before);
    expect(writer.made).toBe(2);
  });

  test('[RP62] what could not be made is made by who asks next', async () => {
    const documents = new Documents();
    const failed = documents.get('captions', sheet, () => Promise.reject(new Error('away')));
    await expect(failed).rejects.toThrow('away');
    expect(await documents.get('captions', sheet, new Writer().write)).toContain('text 1');
  });

  test('[RP62] is bounded in bytes: the one longest unasked for is let go', async () => {
    const documents = new Documents(300);
    const writer = new Writer();
    const ask = (name: string): Promise<string> => documents.get(name, sheet, writer.write);
    for (const name of ['1', '2', '3', '1', '4']) await ask(name);
    expect(writer.made).toBe(4);
    await ask('1');
    expect(writer.made).toBe(4);
    await ask('2');
    expect(writer.made).toBe(5);
    // Larger than all there is room for: it is given, and not kept.
    expect(await documents.get('large', sheet, large)).toHaveLength(301);
    await ask('2');
    expect(writer.made).toBe(6);
  });
});
