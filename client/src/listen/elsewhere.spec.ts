import { expect, test } from '@jest/globals';
import { elsewhere } from './elsewhere.js';

const at = (name: string) => `https://radio.example/v1/channels/final/${name}`;

test('[PG31] what is open to all has an address that can be typed, and the delay goes along', () => {
  const open = { mp3: at('live.mp3'), m3u: at('live.m3u'), pls: at('live.pls'), hls: at('live.m3u8'), expiresAt: null };
  expect(elsewhere('final', open, 0)).toEqual({
    stream: 'https://radio.example/live/final.mp3',
    m3u: at('live.m3u'),
    hls: at('live.m3u8'),
  });
  expect(elsewhere('final', open, 18_500)).toEqual({
    stream: 'https://radio.example/live/final.mp3?delay=18.5',
    m3u: at('live.m3u?delay=18.5'),
    hls: at('live.m3u8?delay=18.5'),
  });
});

test('[PG31] what is not open to all keeps what lets its listener in', () => {
  const expiresAt = '2026-01-01T12:00:00Z';
  const own = { mp3: at('live.mp3?token=a.b'), m3u: at('live.m3u?token=a.b'), pls: at('live.pls?token=a.b') };
  expect(elsewhere('final', { ...own, hls: at('live.m3u8?token=a.b'), expiresAt }, 5_000)).toEqual({
    stream: at('live.mp3?token=a.b&delay=5.0'),
    m3u: at('live.m3u?token=a.b&delay=5.0'),
    hls: at('live.m3u8?token=a.b&delay=5.0'),
  });
});
