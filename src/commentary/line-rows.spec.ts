import { describe, expect, it } from '@jest/globals';
import { rowOf, sayOf } from './line-rows.js';
import type { Order } from './model/box/plan.js';

const HOW = { urgency: 'filler', style: 'calm', wordsMax: 12, worthMs: 4_000 } as const;
const ORDER: Order = { about: [], main: null, voice: 'colour', ...HOW };
const LINE = { text: 'Nil–nil so far.', writer: 'templates', language: 'en' };
const OF = { match: 'm', channel: 'c', language: 'en' };

describe('what a channel is asked for', () => {
  it('[CM36] quiet moments are spoken by the channel’s voice for them, where it has one and in its own language', () => {
    const asked = { of: OF, worthMs: 4_000, colourVoice: 'openai:nova' };
    expect(sayOf(ORDER, LINE, asked).voice).toBe('openai:nova');
    expect(sayOf(ORDER, LINE, { ...asked, colourVoice: null }).voice).toBeUndefined();
    expect(sayOf({ ...ORDER, voice: 'play' }, LINE, asked).voice).toBeUndefined();
    const elsewhere = sayOf(ORDER, LINE, { ...asked, of: { ...OF, language: 'pt' } });
    expect([elsewhere.language, elsewhere.voice]).toEqual(['en', undefined]);
  });

  it('[CM32] is kept as a draft for as long as it waits', () => {
    const say = sayOf(ORDER, LINE, { of: OF, worthMs: 12_000, colourVoice: null });
    const key = { match: 'm', channel: 'c', event: 3, line: 1 };
    const kept = { key, say, refused: ['score'] };
    expect(rowOf(ORDER, LINE, { ...kept, until: 99 })).toMatchObject({ event: 3, line: 1, state: 'draft', until: 99 });
    expect(rowOf(ORDER, LINE, { ...kept, until: null })).toMatchObject({ state: 'asked', refused: ['score'] });
  });
});
