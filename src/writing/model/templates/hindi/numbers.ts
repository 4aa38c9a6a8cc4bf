import type { Form } from '../tongue.js';

const CARDINALS = ['शून्य', 'एक', 'दो', 'तीन', 'चार', 'पाँच', 'छह', 'सात', 'आठ', 'नौ', 'दस', 'ग्यारह', 'बारह'] as const;
const ORDINALS: Readonly<Record<Form, readonly string[]>> = {
  m: ['', 'पहला', 'दूसरा', 'तीसरा', 'चौथा', 'पाँचवाँ', 'छठा', 'सातवाँ', 'आठवाँ', 'नौवाँ', 'दसवाँ'],
  f: ['', 'पहली', 'दूसरी', 'तीसरी', 'चौथी', 'पाँचवीं', 'छठी', 'सातवीं', 'आठवीं', 'नौवीं', 'दसवीं'],
  oblique: ['', 'पहले', 'दूसरे', 'तीसरे', 'चौथे', 'पाँचवें', 'छठे', 'सातवें', 'आठवें', 'नौवें', 'दसवें'],
};
const ENDINGS: Readonly<Record<Form, string>> = { m: 'वाँ', f: 'वीं', oblique: 'वें' };

/** In words as far as one says them; digits beyond, which a Hindi voice reads in Hindi. */
export function cardinal(value: number): string {
  return CARDINALS[value] ?? String(value);
}

export function ordinal(value: number, form: Form): string {
  const word = value === 0 ? undefined : ORDINALS[form][value];
  return word ?? `${value}${ENDINGS[form]}`;
}
