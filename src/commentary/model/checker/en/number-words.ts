/** Words of numbers. A word with `joins` goes on from tens or hundreds before it. */
const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );

export const ENGLISH_CARDINALS: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, at): [string, number] => [word, (at + 2) * 10]),
  ['nil', 0],
  ['nought', 0],
  ['naught', 0],
  ['none', 0],
  ['hundred', 100],
  ['thousand', 1_000],
  ['dozen', 12],
]);

export const ENGLISH_ORDINALS: ReadonlyMap<string, number> = new Map([
  ...ORDINALS.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, at): [string, number] => [`${word.slice(0, -1)}ieth`, (at + 2) * 10]),
  ['hundredth', 100],
]);

/** How often, or how many, in a word of its own. */
export const ENGLISH_MULTIPLES: ReadonlyMap<string, number> = new Map([
  ['twice', 2],
  ['thrice', 3],
  ['couple', 2],
]);
