import { describe, expect, test } from '@jest/globals';
import { inkOn, themeIn } from './theme.js';

describe('theme', () => {
  test.each([
    ['?theme=dark&accent=a03C12', { scheme: 'dark', accent: [160, 60, 18] }],
    ['?theme=light', { scheme: 'light', accent: undefined }],
    ['?theme=pink&accent=red', { scheme: undefined, accent: undefined }],
    ['?accent=12345', { scheme: undefined, accent: undefined }],
    ['?accent=1234567', { scheme: undefined, accent: undefined }],
    ['?accent=%23a03c12;x', { scheme: undefined, accent: undefined }],
    ['', { scheme: undefined, accent: undefined }],
  ])('[PG21] %s is understood, and nothing else is taken over', (search, theme) => {
    expect(themeIn(search)).toEqual(theme);
  });

  // Contrast by hand: 21 at the ends, yellow 1.07 with white, blue 2.44 with black.
  test.each([
    [[0, 0, 0], '#ffffff'],
    [[255, 255, 255], '#000000'],
    [[255, 255, 0], '#000000'],
    [[0, 0, 255], '#ffffff'],
    [[160, 60, 18], '#ffffff'],
  ] as const)('[PG21] on %j words are %s', (colour, ink) => {
    expect(inkOn(colour)).toBe(ink);
  });
});
