import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../kernel/virtual.clock.js';
import { BlobLinks } from './blob-link.js';

const NOW_MS = 1_800_000_000_000;
const key = Buffer.alloc(32, 9);

function queryOf(link: string): Record<string, string> {
  return Object.fromEntries(new URL(link, 'http://host').searchParams);
}

describe('links to blobs', () => {
  test('[BL7] a link names its blob and its end, signed', () => {
    const links = new BlobLinks(key, new VirtualClock(NOW_MS), 'https://radio.example/');
    const signature = createHmac('sha256', key).update('GET\na/b.mp3\n1800000060').digest('base64url');
    expect(links.make('a/b.mp3', 60)).toBe(
      `https://radio.example/v1/blobs/a/b.mp3?expires=1800000060&signature=${signature}`,
    );
  });

  test('[BL7] a link works until its last second and no longer', async () => {
    const clock = new VirtualClock(NOW_MS);
    const links = new BlobLinks(key, clock, undefined);
    const query = queryOf(links.make('a', 60));
    expect(links.secondsLeft('a', query)).toBe(60);
    await clock.advance(59_999);
    expect(links.secondsLeft('a', query)).toBe(0);
    await clock.advance(1);
    expect(links.secondsLeft('a', query)).toBeUndefined();
  });

  test('[BL7] whatever is changed, the link is not ours', () => {
    const links = new BlobLinks(key, new VirtualClock(NOW_MS), undefined);
    const { expires = '', signature = '' } = queryOf(links.make('a', 60));
    const strange = new BlobLinks(Buffer.alloc(32, 8), new VirtualClock(NOW_MS), undefined);
    expect(strange.secondsLeft('a', { expires, signature })).toBeUndefined();
    expect(links.secondsLeft('b', { expires, signature })).toBeUndefined();
    for (const changed of [
      {},
      { expires },
      { signature },
      { expires: String(Number(expires) + 1), signature },
      { expires: `0${expires}`, signature },
      { expires: `${expires}.0`, signature },
      { expires: [expires, expires], signature },
      { expires, signature: [signature] },
      { expires, signature: '' },
      { expires, signature: signature.slice(1) },
      { expires, signature: `${signature}AAAA` },
      { expires, signature: signature.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')) },
    ]) {
      expect(links.secondsLeft('a', changed)).toBeUndefined();
    }
  });

  test('[BL7] a short signing key is our mistake', () => {
    expect(() => new BlobLinks(Buffer.alloc(31), new VirtualClock(), undefined)).toThrow('BL7');
  });
});
