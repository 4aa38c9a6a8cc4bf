/** What a letter or mark takes, by language, in ms. Measured as the documentation of `expectedMs` says. */
const LETTER_MS: Readonly<Record<string, number>> = { en: 58, hi: 68, es: 62, fr: 60, pt: 64, de: 60 };
const LETTER_MS_ELSEWHERE = 64;
/** Chinese, Japanese and Korean write a syllable where others write a letter. */
const SYLLABLE_MS = 180;
/** Letters that are said by their names, as in LBW; and short capitals that may be a word or not, as VAR. */
const SPELLED_LETTER_MS = 200;
const CAPITAL_MS = 120;
const DIGIT_MS: Readonly<Record<string, number>> = { hi: 300 };
const DIGIT_MS_ELSEWHERE = 235;
/** From five digits on there are thousands to say. */
const LONG_NUMBER_DIGITS = 5;
const LONG_NUMBER_FACTOR = 1.6;
const POINT_MS = 150;
const SIGN_MS = 300;
const BREATH_MS = 250;
const STOP_MS = 400;
const ONSET_MS = 250;

const PARTS =
  /(?<number>\p{Nd}+(?:[,.]\p{Nd}{3})*)|(?<capitals>(?<![\p{L}\p{M}])\p{Lu}{2,5}(?![\p{L}\p{M}]))|(?<syllable>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])|(?<letter>[\p{L}\p{M}])|(?<sign>[%&+=×÷±°@#\p{Sc}])|(?<point>(?<=\p{Nd})[.,:–/-](?=\p{Nd}))|(?<stop>[.!?…।॥](?=\s))|(?<breath>[,;:–—](?=\s))/gu;

/**
 * How long a text should take to say, in ms. It was fitted to the embedded voice at its usual rate, with the silence around it
 * cut off: over 84 lines of commentary in six languages (one word to 170 letters, scores, years, attendances) what was
 * spoken was 0.56 to 1.22 times this; sentences of three words or more 0.66 to 1.22 times. One-word shouts lie at the low end on purpose:
 * an expressive voice draws them out to twice what the embedded one takes, and both must pass.
 */
export function expectedMs(text: string, language: string): number {
  return Math.round(ONSET_MS + soundMs(text.trim(), language));
}

/** The same without what every beginning costs, so that the parts of a text add up to the whole. */
export function soundMs(text: string, language: string): number {
  const primary = primaryTag(language);
  let ms = 0;
  for (const { groups } of text.matchAll(PARTS)) ms += partMs(groups ?? {}, primary);
  return ms;
}

/** Elsewhere `expectedMs` is a guess: good enough to cut a text by, not to refuse a sound by. */
export function isFitted(language: string): boolean {
  return LETTER_MS[primaryTag(language)] !== undefined;
}

export function primaryTag(language: string): string {
  return language.split('-', 1)[0]?.toLowerCase() ?? '';
}

function partMs(part: Readonly<Record<string, string | undefined>>, language: string): number {
  if (part['letter'] !== undefined) return LETTER_MS[language] ?? LETTER_MS_ELSEWHERE;
  if (part['number'] !== undefined) return numberMs(part['number'], language);
  if (part['capitals'] !== undefined) return capitalsMs(part['capitals'], language);
  if (part['syllable'] !== undefined) return SYLLABLE_MS;
  if (part['sign'] !== undefined) return SIGN_MS;
  if (part['point'] !== undefined) return POINT_MS;
  return part['stop'] === undefined ? BREATH_MS : STOP_MS;
}

function numberMs(number: string, language: string): number {
  const digits = number.match(/\p{Nd}/gu)?.length ?? 0;
  const factor = digits < LONG_NUMBER_DIGITS ? 1 : LONG_NUMBER_FACTOR;
  return digits * factor * (DIGIT_MS[language] ?? DIGIT_MS_ELSEWHERE);
}

function capitalsMs(capitals: string, language: string): number {
  if (!/[AEIOUYÀ-Þ]/u.test(capitals)) return capitals.length * SPELLED_LETTER_MS;
  const letterMs = capitals.length <= 3 ? CAPITAL_MS : (LETTER_MS[language] ?? LETTER_MS_ELSEWHERE);
  return capitals.length * letterMs;
}
