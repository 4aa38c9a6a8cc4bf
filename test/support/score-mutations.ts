import type { FactSheet } from '../../src/writing/model/fact-sheet.js';
import type { Mutation } from './mutation.js';
import type { ScenarioLine } from './told-scenarios.js';

const ONES =
  'nil one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const HINDI = 'शून्य एक दो तीन चार पाँच छह सात आठ नौ दस'.split(' ');
export const WORD = `(?:(?:${TENS.slice(2).join('|')})(?:-(?:${ONES.slice(1, 10).join('|')}))?|${ONES.join('|')}|one hundred and [a-z]+(?:-[a-z]+)?|none|${HINDI.join('|')}|\\d+)`;

/** A number in words as in figures. */
export function valueOf(word: string): number {
  if (/^\d+$/u.test(word)) return Number(word);
  if (HINDI.includes(word)) return HINDI.indexOf(word);
  if (word === 'none') return 0;
  if (word.startsWith('one hundred and ')) return 100 + valueOf(word.slice('one hundred and '.length));
  const [tens = '', ones = ''] = word.toLowerCase().split('-');
  return TENS.includes(tens) && tens !== ''
    ? TENS.indexOf(tens) * 10 + Math.max(0, ONES.indexOf(ones))
    : ONES.indexOf(tens);
}

export function wordLike(original: string, value: number): string {
  if (/^\d+$/u.test(original)) return String(value);
  if (HINDI.includes(original)) return HINDI[value] ?? String(value);
  const word =
    value < 20
      ? (ONES[value] ?? '')
      : value >= 100
        ? `one hundred and ${wordLike('one', value - 100)}`
        : `${TENS[Math.floor(value / 10)]}${value % 10 === 0 ? '' : `-${ONES[value % 10]}`}`;
  return /^[A-Z]/u.test(original) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

/** Where a score stands in a line; the groups are its two numbers. */
const SCORES: Readonly<Record<'football' | 'cricket', readonly RegExp[]>> = {
  football: [
    new RegExp(
      `(?<![\\w-])(${WORD})(?:-|–| |, [A-Z][\\w ]+ )(${WORD})(?![\\w-]| minutes| goals? lead| men| changes)`,
      'giu',
    ),
    new RegExp(`(?<![\\w-])(${WORD}) (?:goals )?to (${WORD})(?![\\w-])`, 'giu'),
    new RegExp(`(?<![\\w-])(${WORD}) (?:all|apiece|each)\\b()`, 'giu'),
  ],
  cricket: [
    new RegExp(`(?<![\\w-])(${WORD}) (?:for|पर) (${WORD})(?![\\w-])`, 'giu'),
    new RegExp(`(?<![\\w-])(${WORD}) without loss()`, 'giu'),
  ],
};

/** Each number of each score, one more and one less; but for what is true as the match stands. */
export function otherScores({ text, scenario }: ScenarioLine, sheet: FactSheet): Mutation[] {
  if (scenario.note !== null) return [];
  const found = SCORES[sheet.sport === 'cricket' ? 'cricket' : 'football'].flatMap((pattern) => [
    ...text.matchAll(pattern),
  ]);
  return found.flatMap((match) => changedScores(text, match, sheet));
}

function changedScores(text: string, match: RegExpExecArray, sheet: FactSheet): Mutation[] {
  const [whole, one = '', other = ''] = match;
  const pair: Pair = [valueOf(one), valueOf(other === '' ? one : other)];
  if (pair.some((value) => value < 0) || !isScoreOf(sheet, pair)) return [];
  return [one, other].flatMap((word, nth) =>
    (word === '' ? [] : [-1, 1]).flatMap((step): Mutation[] => {
      const value = valueOf(word) + step;
      const changed: Pair = other === '' ? [value, value] : nth === 0 ? [value, pair[1]] : [pair[0], value];
      // A side without loss has lost none.
      const isTrue = isScoreOf(
        { ...sheet, moments: sheet.moments.map((moment) => ({ ...moment, before: moment.after })) },
        /without loss/u.test(whole) ? [value, 0] : changed,
      );
      if (value < 0 || isTrue) return [];
      const at = match.index + (nth === 0 ? whole.indexOf(word) : whole.lastIndexOf(word));
      return [{ kind: 'score', text: text.slice(0, at) + wordLike(word, value) + text.slice(at + word.length) }];
    }),
  );
}

type Pair = readonly [number, number];

// Read from the sheet anew and in a simpler way: as it is now, as it was before and after each moment, as each innings is.
function isScoreOf({ sport, standing, moments }: FactSheet, [one, other]: readonly [number, number]): boolean {
  const all = [standing, ...moments.flatMap(({ before, after }) => [before, after])];
  if (sport === 'cricket') {
    return all.some(({ innings }) =>
      innings.some(
        ({ runs, wickets, bowler }) =>
          (runs === one && wickets === other) || (bowler?.wickets === one && bowler.runs === other),
      ),
    );
  }
  const pairs = all.flatMap(({ score, shootout }) => [
    score,
    ...(shootout === null ? [] : [{ home: shootout.home.made, away: shootout.away.made }]),
  ]);
  return pairs.some(({ home, away }) => (home === one && away === other) || (home === other && away === one));
}
