import { describe, expect, test } from '@jest/globals';
import { CHANNEL, EMPTY, entryOf, idOf, joinedOf, messageOf, REQUEST } from '../../../test/support/wire.js';
import { answered, applied, notJoined } from './following.js';
import { captionsAt } from './sounding.js';

const WORDS = [{ start: 0, end: 4, startMs: 0, endMs: 200 }];

describe('following what is withdrawn', () => {
  const before = answered(
    notJoined(CHANNEL),
    joinedOf('1.1', {
      snapshot: {
        ...EMPTY,
        onAir: REQUEST,
        captions: [{ chunk: idOf(7), startsAt: -480, frames: 10, text: 'Long ago.', words: WORDS }],
        entries: [
          entryOf(0, 0, { text: 'Said.', words: WORDS }),
          entryOf(1, 240, { text: 'Being said.', words: WORDS }),
          entryOf(2, 480),
        ],
      },
    }),
    undefined,
  );

  test('[RP25] keeps its place and loses its words, whether it has sounded, sounds or is only cued', () => {
    const chunks = [entryOf(0, 0).chunk, entryOf(1, 240).chunk];
    const after = applied(before, messageOf('1.2', { silenced: [{ request: REQUEST, chunks }] }));
    expect(after.entries).toEqual([
      entryOf(0, 0, { text: '', words: [], silenced: true }),
      entryOf(1, 240, { text: '', words: [], silenced: true }),
      entryOf(2, 480, { silenced: true }),
    ]);
    expect(after.needs).toBeUndefined();
    expect(captionsAt(after, 300).map(({ text, silenced }) => [text, silenced])).toEqual([
      ['Long ago.', undefined],
      ['', true],
      ['', true],
    ]);
  });

  test('[RP27] of what sounded long ago the caption that is held goes too', () => {
    const after = applied(before, messageOf('1.2', { silenced: [{ request: idOf(99), chunks: [idOf(7)] }] }));
    expect(after.captions).toEqual([
      { chunk: idOf(7), startsAt: -480, frames: 10, text: '', words: [], silenced: true },
    ]);
    expect(after.entries).toEqual(before.entries);
  });
});
