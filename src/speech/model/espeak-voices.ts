/** Primary language tags the embedded voice reads aloud, its own aliases left out. */
export const ESPEAK_LANGUAGES: readonly string[] = (
  'en hi es fr pt de ' +
  'af am an ar as az ba be bg bn bs ca cmn cs cy da el eo et eu fa fi fo ga gd gn gu hak haw he hr ht hu hy ia id is ' +
  'it ja ka kk kl kn ko kok ku ky la lb lfn lt lv mi mk ml mr ms mt my nb ne nl no om or pa pap pl quc ro ru sd si sk ' +
  'sl sq sr sv sw ta te th tk tn tr tt ug uk ur uz vi yue zh'
).split(' ');

interface Manner {
  /** Words a minute. */
  readonly rate: number;
  /** Both 0 to 100, 50 is usual. */
  readonly pitch: number;
  readonly range: number;
}

/** The engine knows no feelings: what it can do is speed, height and how far the melody moves. */
export const ESPEAK_MANNERS = {
  calm: { rate: 165, pitch: 45, range: 45 },
  excited: { rate: 200, pitch: 62, range: 85 },
  grave: { rate: 145, pitch: 34, range: 30 },
} as const satisfies Record<string, Manner>;
