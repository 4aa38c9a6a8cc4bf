import { describe, expect, test } from '@jest/globals';
import { readTag } from '../../../test/support/id3-reader.js';
import { id3Of, placesFor } from './id3.js';

const MINUTE_MS = 60_000;

function read(chapters: readonly { startTime: number; title: string }[], title = 'Final', durationMs = 90 * MINUTE_MS) {
  const bytes = Buffer.from(id3Of({ title, chapters: [...chapters], durationMs }, placesFor(chapters.length)));
  const tag = readTag(bytes);
  if (tag === undefined) throw new Error('There is no tag.');
  expect(tag.bytes).toBe(bytes.length);
  return tag;
}

describe('the tag of an archive', () => {
  test('[RP49] has a chapter for each, from its beginning to that of the next, and one table with all of them', () => {
    const tag = read([
      { startTime: 0, title: 'Play begins' },
      { startTime: 62.496, title: 'Goal for Müller – राहुल' },
      { startTime: 62.496, title: 'Wicket' },
      { startTime: 3_600.024, title: 'The end' },
    ]);
    expect(tag.title).toBe('Final');
    expect(tag.chapters).toEqual([
      { name: 'c0', startMs: 0, endMs: 62_496, title: 'Play begins' },
      { name: 'c1', startMs: 62_496, endMs: 62_496, title: 'Goal for Müller – राहुल' },
      { name: 'c2', startMs: 62_496, endMs: 3_600_024, title: 'Wicket' },
      { name: 'c3', startMs: 3_600_024, endMs: 90 * MINUTE_MS, title: 'The end' },
    ]);
    expect(tag.tables).toEqual({ toc: { isTop: true, isOrdered: true, parts: ['c0', 'c1', 'c2', 'c3'] } });
  });

  test('[RP49] is one without chapters, too', () => {
    expect(read([])).toMatchObject({ title: 'Final', chapters: [], tables: {} });
  });

  test.each([255, 256, 700])('[RP49] of %i chapters has them in tables of 255 at most', (count) => {
    const chapters = Array.from({ length: count }, (_, nth) => ({ startTime: nth, title: `End of over ${nth}` }));
    const tag = read(chapters);
    expect(tag.chapters.map(({ title }) => title)).toEqual(chapters.map(({ title }) => title));
    const top = Object.values(tag.tables).filter(({ isTop }) => isTop);
    expect(top).toHaveLength(1);
    const leaves = (top[0]?.parts ?? []).flatMap((part) => tag.tables[part]?.parts ?? [part]);
    expect(leaves).toEqual(tag.chapters.map(({ name }) => name));
    expect(Object.values(tag.tables).every(({ parts }) => parts.length <= 255)).toBe(true);
  });

  test('[RP50] is as long whatever stands in it, and has room for the longest titles in whole letters', () => {
    const long = Array.from({ length: 640 }, (_, nth) => ({ startTime: nth, title: 'ह'.repeat(100) }));
    const full = read(long, 'फ'.repeat(500));
    expect(full.chapters).toHaveLength(640);
    expect(full.chapters.every(({ title }) => title === 'ह'.repeat(80))).toBe(true);
    expect(full.title).toBe('फ'.repeat(200));
    expect(id3Of({ title: 'Final', chapters: [], durationMs: 0 }, 640)).toHaveLength(full.bytes);
    expect(read([{ startTime: 1, title: '😀'.repeat(200) }]).chapters[0]?.title).toBe('😀'.repeat(60));
  });

  test('[RP50] has room for 64 chapters at a time, and holds no more than there is room for', () => {
    expect([0, 1, 64, 65, 128, 129].map(placesFor)).toEqual([64, 64, 64, 128, 128, 192]);
    const chapters = Array.from({ length: 65 }, (_, nth) => ({ startTime: nth, title: 'Wicket' }));
    const bytes = Buffer.from(id3Of({ title: '', chapters, durationMs: MINUTE_MS }, 64));
    expect(readTag(bytes)?.chapters).toHaveLength(64);
  });

  test('[RP49] counts to what four bytes hold', () => {
    const [chapter] = read([{ startTime: 5_000_000, title: 'Late' }], 'Final', 6_000_000_000).chapters;
    expect(chapter).toMatchObject({ startMs: 4_294_967_295, endMs: 4_294_967_295 });
  });
});
