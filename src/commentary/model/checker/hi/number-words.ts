import { keyOf } from '../tokens.js';

// From zero to a hundred each has a word of its own, and many are spelled in more than one way.
const CARDINALS = `शून्य|ज़ीरो|सिफर
एक
दो
तीन
चार
पाँच|पांच
छह|छः|छे|छ
सात
आठ
नौ
दस
ग्यारह
बारह
तेरह
चौदह
पंद्रह|पन्द्रह
सोलह
सत्रह
अठारह
उन्नीस
बीस
इक्कीस
बाईस|बाइस
तेईस|तेइस
चौबीस
पच्चीस
छब्बीस
सत्ताईस|सत्ताइस
अट्ठाईस|अट्ठाइस
उनतीस
तीस
इकतीस
बत्तीस
तैंतीस|तेंतीस
चौंतीस
पैंतीस
छत्तीस
सैंतीस
अड़तीस
उनतालीस
चालीस
इकतालीस
बयालीस
तैंतालीस
चौवालीस|चवालीस
पैंतालीस
छियालीस
सैंतालीस
अड़तालीस
उनचास
पचास
इक्यावन
बावन
तिरपन
चौवन
पचपन
छप्पन
सत्तावन
अट्ठावन
उनसठ
साठ
इकसठ
बासठ
तिरसठ
चौंसठ
पैंसठ
छियासठ
सड़सठ
अड़सठ
उनहत्तर
सत्तर
इकहत्तर
बहत्तर
तिहत्तर
चौहत्तर
पचहत्तर
छिहत्तर
सतहत्तर
अठहत्तर
उनासी
अस्सी
इक्यासी
बयासी
तिरासी
चौरासी
पचासी
छियासी
सत्तासी
अट्ठासी
नवासी
नब्बे
इक्यानवे
बानवे
तिरानवे
चौरानवे
पचानवे
छियानवे
सत्तानवे
अट्ठानवे
निन्यानवे
सौ`;

export const HINDI_CARDINALS: ReadonlyMap<string, number> = new Map(
  CARDINALS.split('\n').flatMap((words, value) =>
    words.split('|').map((word): [string, number] => [keyOf(word), value]),
  ),
);

const IRREGULAR: readonly (readonly [string, number])[] = [
  ['पहला', 1],
  ['पहली', 1],
  ['पहले', 1],
  ['दूसरा', 2],
  ['दूसरी', 2],
  ['दूसरे', 2],
  ['तीसरा', 3],
  ['तीसरी', 3],
  ['तीसरे', 3],
  ['चौथा', 4],
  ['चौथी', 4],
  ['चौथे', 4],
  ['छठा', 6],
  ['छठी', 6],
  ['छठे', 6],
];

export const HINDI_ORDINALS: ReadonlyMap<string, number> = new Map([
  ...IRREGULAR.map(([word, value]): [string, number] => [keyOf(word), value]),
  ...[...HINDI_CARDINALS].flatMap(([word, value]) =>
    ['वां', 'वीं', 'वें'].map((ending): [string, number] => [keyOf(`${word}${ending}`), value]),
  ),
]);

export const HINDI_MULTIPLES: ReadonlyMap<string, number> = new Map();
