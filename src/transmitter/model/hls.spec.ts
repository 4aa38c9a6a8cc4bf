import { describe, expect, test } from '@jest/globals';
import { framesOf, lastWhole, mediaPlaylist, timestampTag } from './hls.js';
import { m3uOf, plsOf } from './playlists.js';

const url = (segment: number) => `segments/${segment}.mp3`;

describe('segments', () => {
  test('[TX14] are two hundred frames of server time each, counted from its beginning', () => {
    expect(framesOf(3)).toEqual({ start: 600, end: 800 });
    expect([lastWhole(800), lastWhole(799), lastWhole(1_000)]).toEqual([3, 2, 4]);
  });

  test('[TX14] are listed with the server time at which they sound', () => {
    // 354,166,667 times 4.8 s.
    expect(mediaPlaylist({ last: 354_166_668, segments: 2, isOver: false, url })).toBe(
      `#EXTM3U
#EXT-X-VERSION:3
#EXT-X-TARGETDURATION:5
#EXT-X-MEDIA-SEQUENCE:354166667
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:21.600Z
#EXTINF:4.800,
segments/354166667.mp3
#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:26.400Z
#EXTINF:4.800,
segments/354166668.mp3
`,
    );
    expect(mediaPlaylist({ last: 3, segments: 1, isOver: true, url })).toMatch(/\n#EXT-X-ENDLIST\n$/);
  });

  test('[TX14] begin with the timestamp of packed audio', () => {
    const tag = Buffer.from(timestampTag(354_166_667));
    expect(tag.subarray(0, 20).toString('hex')).toBe('4944330400000000003f50524956000000350000');
    expect(tag.subarray(20, 65).toString('latin1')).toBe('com.apple.streaming.transportStreamTimestamp\0');
    // 1,700,000,001,600 ms are 153,000,000,144,000 ticks, modulo 2 to the 33rd.
    expect(tag.readBigUInt64BE(65)).toBe(153_000_000_144_000n % 8_589_934_592n);
    expect(tag.length).toBe(73);
  });
});

test('[TX16] M3U and PLS lead to the stream', () => {
  const tunable = { title: "Cup's\nFinal", url: 'http://radio.example/v1/channels/final/live.mp3?delay=18.5' };
  expect(m3uOf(tunable)).toBe(`#EXTM3U\n#EXTINF:-1,Cup’s Final\n${tunable.url}\n`);
  expect(plsOf(tunable).split('\n')).toEqual([
    '[playlist]',
    'NumberOfEntries=1',
    `File1=${tunable.url}`,
    'Title1=Cup’s Final',
    'Length1=-1',
    'Version=2',
    '',
  ]);
});
