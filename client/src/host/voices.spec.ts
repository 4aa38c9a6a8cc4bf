import { describe, expect, test } from '@jest/globals';
import type { SpeechView } from '../../../src/wire/speech.js';
import { languagesOf, voicesFor } from './voices.js';

const speech: SpeechView = {
  speaksNow: 'openai',
  providers: [
    {
      name: 'openai',
      paid: true,
      languages: ['en', 'es'],
      voices: [{ voice: 'openai:nova', name: 'Nova', language: null }],
      failure: { code: 'speech.timeout', since: '2026-01-01T00:00:00Z', nextTryAt: '2026-01-01T00:01:00Z' },
    },
    {
      name: 'embedded',
      paid: false,
      languages: ['en', 'de'],
      voices: [
        { voice: 'embedded:en', name: 'English', language: 'en' },
        { voice: 'embedded:de', name: 'German', language: 'de' },
      ],
      failure: null,
    },
  ],
  budget: { usedCharacters: 0, limitCharacters: 100, resetsAt: '2026-01-02T00:00:00Z' },
};

describe('voices', () => {
  test('[HO14] are those that speak the language, in the order they are asked', () => {
    expect(voicesFor(speech, 'en-GB')).toEqual([
      { voice: 'openai:nova', name: 'Nova', provider: 'openai', isFailing: true },
      { voice: 'embedded:en', name: 'English', provider: 'embedded', isFailing: false },
    ]);
    expect(voicesFor(speech, 'de').map(({ voice }) => voice)).toEqual(['embedded:de']);
    expect(voicesFor(speech, 'fr')).toEqual([]);
  });

  test('[HO14] each language is offered once', () => {
    expect(languagesOf(speech)).toEqual(['de', 'en', 'es']);
  });
});
