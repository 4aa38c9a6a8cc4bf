import type { SpeechView } from '../../../src/wire/speech.js';

export interface VoiceChoice {
  readonly voice: string;
  readonly name: string;
  readonly provider: string;
  /** It is not asked at the moment. */
  readonly isFailing: boolean;
}

/** The voices that speak a language, in the order their providers are asked. */
export function voicesFor({ providers }: SpeechView, language: string): readonly VoiceChoice[] {
  const speaks = (tag: string): boolean => primary(tag) === primary(language);
  return providers
    .filter(({ languages }) => languages.some(speaks))
    .flatMap(({ name: provider, voices, failure }) =>
      voices
        .filter((voice) => voice.language === null || speaks(voice.language))
        .map(({ voice, name }) => ({ voice, name, provider, isFailing: failure !== null })),
    );
}

/** Every language that somebody speaks, each once. */
export function languagesOf({ providers }: SpeechView): readonly string[] {
  return [...new Set(providers.flatMap(({ languages }) => languages.map(primary)))].sort((a, b) => (a < b ? -1 : 1));
}

function primary(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}
