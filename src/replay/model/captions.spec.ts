import { describe, expect, test } from '@jest/globals';
import { captionsOf, transcriptOf, type Told } from './captions.js';
import type { Part } from '../../radio/model/layout.js';

const told = (text: string, more: Partial<Told> = {}): Told => ({
  chunk: '0192f000-0000-7000-8000-000000000001',
  request: '0192f000-0000-7000-8000-000000000002',
  startsAt: 1_700_000_000_016,
  text,
  voice: 'espeak:en',
  language: 'en',
  key: 'chunks/1',
  silenced: false,
  ...more,
});
const PARTS: readonly Part<Told>[] = [
  { of: told('Kick-off.'), from: 0, frames: 50 },
  { of: null, from: 50, frames: 84 },
  { of: told('A <b>goal</b> & a half\n\nhour.', { key: null }), from: 134, frames: 150_000 },
  { of: told(' '), from: 150_134, frames: 10 },
];

describe('captions', () => {
  test('[RP4] stand at their places in the file, and are no markup', () => {
    expect(captionsOf(PARTS)).toBe(
      [
        'WEBVTT\n',
        '00:00:00.000 --> 00:00:01.200\nKick-off.\n',
        '00:00:03.216 --> 01:00:03.216\nA &lt;b&gt;goal&lt;/b&gt; &amp; a half hour.\n',
      ].join('\n'),
    );
  });

  test('[RP23] say in its place that something was withdrawn', () => {
    const withdrawn = { of: told('', { silenced: true, key: null }), from: 50, frames: 50 };
    expect(captionsOf([withdrawn])).toBe('WEBVTT\n\n00:00:01.200 --> 00:00:02.400\n[withdrawn]\n');
    expect(transcriptOf([withdrawn], new Map()).segments).toMatchObject([
      { startTime: 1.2, endTime: 2.4, body: '[withdrawn]', withdrawn: true, audioUrl: null },
    ]);
    expect(transcriptOf(PARTS, new Map()).segments.map((segment) => segment.withdrawn)).toEqual([false, false, false]);
  });

  test('[RP4] of nothing there are none', () => {
    expect(captionsOf([])).toBe('WEBVTT\n');
  });
});

describe('a transcript', () => {
  test('[RP5] has what was said, by whom, where it is in the file, and where its sound is as long as there is one', () => {
    const { version, segments } = transcriptOf(PARTS, new Map([['0192f000-0000-7000-8000-000000000002', 7]]));
    expect(version).toBe('1.0.0');
    expect(segments.map(({ startTime, endTime, body }) => [startTime, endTime, body])).toEqual([
      [0, 1.2, 'Kick-off.'],
      [3.216, 3_603.216, 'A <b>goal</b> & a half\n\nhour.'],
      [3_603.216, 3_603.456, ' '],
    ]);
    expect(segments[0]).toMatchObject({
      speaker: 'espeak:en',
      language: 'en',
      event: 7,
      startsAt: 1_700_000_000_016,
      audioUrl: '/v1/audio/chunks/0192f000-0000-7000-8000-000000000001.mp3',
    });
    expect(segments[1]?.audioUrl).toBeNull();
  });
});
