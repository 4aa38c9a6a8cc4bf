/** No voice is asked to say more at once, whoever asks. */
export const UTTERANCE_LENGTH_MAX = 2_000;

/**
 * The text without anything a voice could take for an order: tags, entities, bracketed stage directions and phonemes.
 * Each is replaced by as many spaces, because word times point into the text as it was given.
 */
export function unmarked(text: string): string {
  return text.replace(/[<>{}[\]]|&(?=#?\w+;)/g, ' ');
}
