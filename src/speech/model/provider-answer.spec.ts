import { describe, expect, test } from '@jest/globals';
import { AlignedText } from './alignment.js';
import { contentOf, verdictOn } from './provider-answer.js';
import { unmarked } from './unmarked.js';

describe('provider answers', () => {
  test.each([
    [401, 'invalid_api_key', 'speech.refused-key', false],
    [403, '', 'speech.refused-key', false],
    [401, 'quota_exceeded', 'speech.spend-cap', false],
    [402, '', 'speech.spend-cap', false],
    [403, 'billing_hard_limit_reached', 'speech.spend-cap', false],
    [429, 'project_spend_limit_exceeded', 'speech.spend-cap', false],
    [429, 'insufficient_quota', 'speech.spend-cap', false],
    [429, 'system_busy', 'speech.rate-limited', true],
    [429, '', 'speech.rate-limited', true],
    [404, 'voice_not_found', 'speech.unknown-voice', false],
    [400, 'invalid_request_error voice', 'speech.unknown-voice', false],
    [422, '', 'speech.unavailable', false],
    [500, '', 'speech.unavailable', true],
    [529, '', 'speech.unavailable', true],
    [undefined, '', 'speech.unavailable', true],
  ] as const)('[SP10] %p with the words “%s” is %s', (status, words, code, retryable) => {
    expect(verdictOn(status, words)).toEqual({ code, retryable });
  });

  test.each([
    ['audio/pcm', [0, 0, 0, 0], 'samples'],
    ['', [0xff, 0xff, 0xfe, 0xff], 'samples'],
    ['application/octet-stream', [0xff, 0xff, 0xff, 0xff], 'samples'],
    ['application/octet-stream', [0xff, 0xfb, 0x90, 0xc4], 'encoded'],
    ['application/octet-stream', [0xff, 0xfb, 0xff, 0xff], 'samples'],
    ['application/octet-stream', [0x52, 0x49, 0x46, 0x46], 'encoded'],
    ['', [0x49, 0x44, 0x33, 0x04], 'encoded'],
    ['', [0x4f, 0x67, 0x67, 0x53], 'encoded'],
    ['audio/mpeg', [0, 0, 0, 0], 'encoded'],
    ['audio/pcm', [0x3c, 0x21, 0x64, 0x6f], 'document'],
    ['', [0x7b, 0x22, 0x65, 0x72], 'document'],
    ['text/html; charset=utf-8', [0, 0, 0, 0], 'document'],
    ['application/json', [0, 0, 0, 0], 'document'],
  ] as const)('[SP10] “%s” beginning %p is %s', (type, bytes, expected) => {
    expect(contentOf(type, Uint8Array.from(bytes))).toBe(expected);
  });

  test.each([
    ['<b>Goal</b>', ' b Goal /b '],
    ['AT&T and R&D', 'AT&T and R&D'],
    ['a &lt; b &#60; c', 'a  lt; b  #60; c'],
    ['[laughs] {x} [[h@l]]', ' laughs   x    h@l  '],
  ])('[SP6] %s keeps its length and loses its orders', (text, expected) => {
    expect(unmarked(text)).toBe(expected);
  });
});

describe('alignment', () => {
  test.each([
    ['from the beginning of the answer', 0.4],
    ['from the beginning of each part', 0],
  ])('[SP3] character times counted %s give the same words', (_how, secondStart) => {
    const text = new AlignedText('One two');
    text.add(aligned('One ', 0), 0);
    text.add(aligned('two', secondStart), 400);
    expect(text.words()).toEqual([
      { start: 0, end: 3, startMs: 0, endMs: 300 },
      { start: 4, end: 7, startMs: 400, endMs: 700 },
    ]);
    expect(text.complete).toBe(true);
  });

  test('[SP10] times that end half-way tell that the sound does', () => {
    const text = new AlignedText('One two three four');
    text.add(aligned('One two t', 0), 0);
    expect(text.complete).toBe(false);
  });
});

function aligned(characters: string, startSeconds: number) {
  const letters = characters.split('');
  return {
    characters: letters,
    characterStartTimesSeconds: letters.map((_, at) => startSeconds + at / 10),
    characterEndTimesSeconds: letters.map((_, at) => startSeconds + (at + 1) / 10),
  };
}
