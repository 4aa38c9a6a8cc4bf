import { describe, expect, test } from '@jest/globals';
import { FfmpegFinder, majorOf } from './ffmpeg.finder.js';

describe('finding ffmpeg', () => {
  test.each([
    ['ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers', 5],
    ['ffmpeg version n7.0 Copyright (c) 2000-2024 the FFmpeg developers', 7],
    ['ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright (c) 2000-2021 the FFmpeg developers', 4],
    ['ffmpeg version N-47683-g0e8eb07980-static https://x/  Copyright (c) 2000-2018 the FFmpeg developers', 1],
    ['ffmpeg version N-109000-g1234567 Copyright (c) 2000-2022 the FFmpeg developers', 5],
    ['ffmpeg version git-2020-01-01 Copyright (c) 2000-2020 the FFmpeg developers', 3],
    ['something else', 0],
  ])('[AU14] %s is release %i', (version, major) => {
    expect(majorOf(version)).toBe(major);
  });

  test('[AU14] nowhere is a fault that says what to do', async () => {
    const finder = new FfmpegFinder([async () => undefined, async () => undefined]);
    await expect(finder.find()).rejects.toMatchObject({
      code: 'audio.decoder-missing',
      message: 'No ffmpeg was found: install one or set FFMPEG_PATH.',
    });
  });
});
