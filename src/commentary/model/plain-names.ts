import { wordsIn } from './checker/judge-text.js';

/** Letters of other scripts that look like ours; somebody who mixes them in one word means ours. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Array.from('аАеЕоОрРсСхХуУіІјЈкКмМнНтТвВԁɡһѕЅ', (letter, at): [string, string] => [
    letter,
    'aAeEoOpPcCxXyYiIjJkKmMHHtTBBdghsS'.charAt(at),
  ]),
);
const NAME_MAX = 40;
const NAME_WORDS_MAX = 7;
/** A side of the young. */
const AGE = /\bU-?\d{2}\b/gu;
/** Of what a host says beside what happened. */
export const NOTE_MAX = 300;
/** Joiners are needed in Devanagari, between two of its letters. */
const LOOSE_JOINERS = /(?<![\u0900-\u097f])[\u200c\u200d]|[\u200c\u200d](?![\u0900-\u097f])/gu;
const HOLDS_ADDRESS =
  /:\/\/|www\.|@|\p{L}\.(?:com|org|net|io|co|uk|in|tv|gg|xyz|info|biz|app|dev|ru|de|me|ly|example|test)\b|(?:\d[\s().-]{0,2}){7,}|[A-Za-z0-9+]{24,}|%[0-9a-f]{2}|\\[ux][0-9a-f{]/iu;
/** What no name and no note of a host needs to say, in the languages that such things are written in. */
const IS_CODE = /[<>{}[\]$`|=;:\\]|\d\p{L}|\p{L}\d/u;
const ORDERS =
  /\b(?:ignor\w*|disregard\w*|instruction\w*|prompts?|system|assistant|developer|override\w*|jailbreak\w*|pretend|roleplay|visit|subscribe|vote|download|click|password|api key|secret|repeat after|say exactly|from now on|you are|you must|as an ai|language model|chatgpt|openai|ignorez|oubliez|instrucciones|instrucoes|anweisungen|ignoriere|istruzioni|promo|casino|whatsapp|telegram|bitcoin)\b/iu;
const FOREIGN_ORDERS = /игнорируй|инструкц|忽略|指令|無視|指示|تجاهل|التعليمات|무시|지시|निर्देश|अनदेख|नज़रअंदाज़|नजरअंदाज/iu;

/** Who is named in words that may be anything: letters alone, of bounded length, and never nothing. */
export function plainName(given: string, instead: string): string {
  const plain = plainText(given)
    .replace(/&/gu, ' and ')
    .replace(/[^\p{L}\p{M}\p{N}'’.\- ]/gu, ' ')
    .replace(/ +/gu, ' ')
    .trim();
  const folded = plain.split(' ').map(unmixed);
  const isOrder =
    HOLDS_ADDRESS.test(given) ||
    IS_CODE.test(plainText(given).replace(AGE, '')) ||
    (folded.length > 1 && ORDERS.test(unaccented(folded.join(' ')))) ||
    FOREIGN_ORDERS.test(plain);
  if (isOrder || !/\p{L}|\p{N}/u.test(plain) || folded.length > NAME_WORDS_MAX) return instead;
  const name = cut(folded.join(' '), NAME_MAX);
  // A name is known by its capital.
  return name === '' ? instead : name.charAt(0).toUpperCase() + name.slice(1);
}

/** What a host says beside what happened, without what is no part of saying it. Nothing is left: null. */
export function plainNote(given: string): string | null {
  const sentences = plainText(given)
    .replace(/[<>{}[\]\\`|~^*_#="“”„]/gu, ' ')
    .replace(/ +/gu, ' ')
    .split(/(?<=[.!?।])\s+/u)
    .filter(
      (sentence) =>
        !HOLDS_ADDRESS.test(sentence) &&
        !FOREIGN_ORDERS.test(sentence) &&
        !ORDERS.test(unaccented(sentence.split(' ').map(unmixed).join(' '))),
    );
  const note = cut(sentences.join(' ').trim(), NOTE_MAX);
  return wordsIn(note).length === 0 ? null : note;
}

/** Without tags, entities, control and invisible characters, and with each letter written in one way. */
export function plainText(given: string): string {
  return (
    given
      .normalize('NFKC')
      .replace(/<[^<>]{0,300}>/gu, ' ')
      .replace(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10});/giu, ' ')
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
      .replace(LOOSE_JOINERS, '')
      .replace(/(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
      .replace(
        /\u034f|\u115f|\u1160|\u17b4|\u17b5|[\u180b-\u180e]|\u3164|\p{Variation_Selector}|\uffa0|[\u{1f000}-\u{1faff}]/gu,
        '',
      )
      // More marks on one letter than any language sets.
      .replace(/(\p{M}{2})\p{M}+/gu, '$1')
      .replace(/\s+/gu, ' ')
      .trim()
  );
}

function unmixed(word: string): string {
  if (!/\p{Script=Latin}/u.test(word) || !/[\u0370-\u04ff\u0500-\u052f]/u.test(word)) return word;
  return Array.from(word, (letter) => LOOKALIKES.get(letter) ?? letter).join('');
}

function unaccented(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/gu, '');
}

/** The whole words that fit, or as much of the first one. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const at = text.lastIndexOf(' ', max);
  return text
    .slice(0, at > 0 ? at : max)
    .replace(/\p{Cs}$/u, '')
    .trim();
}
