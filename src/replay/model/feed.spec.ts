import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { all, faultsOfFeed, readXml, textOf } from '../../../test/support/podcast-rules.js';
import { feedOf, type Episode, type Feed } from './feed.js';

const EPISODE: Episode = {
  channel: 'final-en',
  title: 'Alders – Birches',
  description: 'Alders against Birches.',
  language: 'en',
  at: Date.UTC(2026, 10, 21, 14, 5, 9),
  seconds: 5_400.4,
  bytes: 43_203_200,
  hasChapters: true,
};
const FEED: Feed = {
  origin: 'https://radio.example',
  path: '/v1/channels/final-en/feed.xml',
  page: '/c/final-en',
  title: 'The final',
  description: 'What was heard.',
  language: 'en-GB',
  episodes: [EPISODE],
};

/** Without what XML has no place for. */
function sayable(text: string): string {
  return text.replace(/(?![\t\n\r\u007f-\u009f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '');
}

describe('a feed', () => {
  test('[RP11] has all that podcast players and directories ask for', () => {
    const xml = feedOf(FEED);
    expect(faultsOfFeed(xml)).toEqual([]);
    const [item] = all(readXml(xml).children[0] ?? readXml(xml), 'item');
    if (item === undefined) throw new Error('no item');
    expect(textOf(item, 'pubDate')).toBe('Sat, 21 Nov 2026 14:05:09 GMT');
    expect(textOf(item, 'itunes:duration')).toBe('5400');
    expect(all(item, 'enclosure')[0]?.attributes).toEqual({
      url: 'https://radio.example/v1/channels/final-en/archive.mp3',
      length: '43203200',
      type: 'audio/mpeg',
    });
    expect(all(item, 'podcast:transcript').map(({ attributes }) => attributes['type'])).toEqual([
      'text/vtt',
      'application/json',
    ]);
    expect(all(item, 'podcast:chapters')).toHaveLength(1);
    expect(textOf(item, 'description')).toMatch(/AI voice/);
  });

  test('[RP11] whatever anybody called things, it is well formed and says just that', () => {
    const name = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('<b>&amp;</b>', '"\'>]]>', 'a\u0000b\ud800c'));
    fc.assert(
      fc.property(name, name, (title, competition) => {
        const xml = feedOf({ ...FEED, title: `${title}x`, episodes: [{ ...EPISODE, title: `${competition}x` }] });
        expect(faultsOfFeed(xml)).toEqual([]);
        const channel = readXml(xml).children[0] ?? readXml(xml);
        expect(textOf(channel, 'title')).toBe(`${sayable(title)}x`);
      }),
    );
  });

  test('[RP11] of what has no match there are no chapters, and before anything was heard no episodes', () => {
    expect(feedOf({ ...FEED, episodes: [{ ...EPISODE, hasChapters: false }] })).not.toContain('chapters');
    expect(faultsOfFeed(feedOf({ ...FEED, episodes: [] }))).toEqual([]);
  });
});
