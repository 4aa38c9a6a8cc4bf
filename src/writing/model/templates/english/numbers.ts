const CARDINALS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
] as const;
const ORDINALS = [
  'zeroth',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
] as const;
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

/** In words as far as one says them; digits beyond. */
export function cardinal(value: number): string {
  return CARDINALS[value] ?? String(value);
}

/** Sixty-third; a hundred and twentieth as well. */
export function ordinal(value: number): string {
  const small = ORDINALS[value];
  if (small !== undefined) return small;
  if (value >= 1_000) return `${value}th`;
  if (value >= 100) {
    const hundreds = value === 100 ? 'hundredth' : `hundred and ${ordinal(value % 100)}`;
    const many = Math.floor(value / 100);
    if (value % 100 === 0) return many === 1 ? 'hundredth' : `${cardinal(many)} hundredth`;
    return `${cardinal(many)} ${hundreds}`;
  }
  const tens = TENS[Math.floor(value / 10)] ?? '';
  const units = value % 10;
  return units === 0 ? `${tens.slice(0, -1)}ieth` : `${tens}-${ORDINALS[units] ?? ''}`;
}
