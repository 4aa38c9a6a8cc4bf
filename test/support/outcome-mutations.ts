import type { FactSheet, Moment } from '../../src/writing/model/fact-sheet.js';
import type { Mutation } from './mutation.js';
import type { ScenarioLine } from './told-scenarios.js';

type IsFalse = (moments: readonly Moment[]) => boolean;
const is = (type: string) => (moment: Moment) => moment.type === type && moment.news !== 'undone';
const none =
  (...types: readonly string[]): IsFalse =>
  (moments) =>
    moments.length > 0 && !types.some((type) => moments.some(is(type)));
const isOut = ({ delivery }: Moment): boolean => (delivery?.wickets ?? []).length > 0;
const noKick: IsFalse = (moments) => moments.every(({ made }) => made !== true);

/** Other words for what happened, and when they are false: the type that would make them true was not told. */
const OUTCOMES: readonly (readonly [RegExp, string, IsFalse])[] = [
  [/\bsaves\b/u, 'scores from', (moments) => none('goal')(moments) && noKick(moments)],
  [/\b(is|was) saved\b/u, '$1 converted', (moments) => none('goal')(moments) && noKick(moments)],
  [/\bSaved\b/u, 'Goal', (moments) => none('goal')(moments) && noKick(moments)],
  [/\b[Mm]issed\b/u, 'scored', (moments) => none('goal')(moments) && noKick(moments)],
  [/\bmisses\b/u, 'scores', (moments) => none('goal')(moments) && noKick(moments)],
  [/\bconverts\b/u, 'misses', none('penalty_missed', 'penalty_saved', 'shot')],
  [/\bscores\b(?! (?:remain|are))/u, 'misses', none('penalty_missed', 'penalty_saved', 'shot')],
  [/\b(?:Own goal|Goal)!/u, 'Saved!', none('save', 'penalty_saved')],
  [/\bBlocked\b/u, 'Goal', none('goal')],
  [/\bblocked\b/u, 'saved', none('save', 'penalty_saved')],
  [/\b[Yy]ellow card\b/u, 'red card', none('red', 'second_yellow')],
  [/\bis booked\b/u, 'is sent off', none('red', 'second_yellow')],
  [/\bred card\b/u, 'corner', none('corner')],
  [/\bsent off\b/u, 'substituted', none('substitution')],
  [
    /\b[Cc]orner\b/u,
    'penalty',
    (moments) => none('penalty_awarded')(moments) && moments.every(({ subtype }) => subtype !== 'penalty'),
  ],
  [/\b[Pp]enalty (?=to|for|Vale)/u, 'corner ', none('corner')],
  [/\boffside\b/iu, 'fouled', none('foul', 'penalty_awarded')],
  [/\bdoes not count\b|\bdisallowed\b/u, 'stands', (moments) => moments.some(({ news }) => news === 'undone')],
  [
    /\bstands\b/u,
    'is disallowed',
    (moments) => moments.every(({ news }) => news !== 'undone') && none('corner', 'free_kick')(moments),
  ],
  [/\blevel\b/u, 'ahead', (moments) => moments.every(({ after }) => after.score.home === after.score.away)],
  [
    /(?<!the |goal )\blead\b(?! by|s? has)/u,
    'trail',
    (moments) => moments.every(({ after }) => after.score.home !== after.score.away),
  ],
  [/(?<!the |to )\bwin\b(?! a)/u, 'lose', none('corner', 'toss')],
  [/\b(have|has) won\b/u, '$1 lost', none('corner', 'toss')],
  [/\b[Nn]ot out\b/u, 'out', (moments) => !moments.some(isOut)],
  [/\bgiven out\b|\bOut!/u, 'not out', (moments) => moments.every(isOut)],
  [
    /\b[Cc]aught\b(?! and)/u,
    'bowled',
    (moments) =>
      moments.some(isOut) &&
      moments.every(({ delivery }) => delivery?.wickets?.every(({ kind }) => kind !== 'bowled') ?? true),
  ],
  [
    /\b[Bb]owled\b(?! by|!? first| him)/u,
    'run out',
    (moments) =>
      moments.some(isOut) &&
      moments.every(({ delivery }) => delivery?.wickets?.every(({ kind }) => kind !== 'run_out') ?? true),
  ],
  [
    /\b[Rr]un out\b/u,
    'stumped',
    (moments) =>
      moments.some(isOut) &&
      moments.every(({ delivery }) => delivery?.wickets?.every(({ kind }) => kind !== 'stumped') ?? true),
  ],
  [
    /\b[Ll]bw\b|\b[Ll]eg before\b/u,
    'caught',
    (moments) =>
      moments.some(isOut) &&
      moments.every(({ delivery }) => delivery?.wickets?.every(({ kind }) => !kind.startsWith('caught')) ?? true),
  ],
  [/\bFour!|\ba four\b/u, 'a six', (moments) => moments.every(({ delivery }) => delivery?.boundary === 4)],
  [/\bSix!|\ba six\b|\ba maximum\b/u, 'a four', (moments) => moments.every(({ delivery }) => delivery?.boundary === 6)],
  [
    /\b[Ww]ide\b(?= from|, so)/u,
    'no ball',
    (moments) => moments.every(({ delivery }) => delivery?.extras?.wides !== undefined),
  ],
  [/गोल!/u, 'गोल नहीं!', (moments) => moments.some(is('goal'))],
  [/बचा (ली|लिया)/u, 'गोल में बदली', (moments) => none('goal')(moments) && noKick(moments)],
  [/चौका/u, 'छक्का', (moments) => moments.every(({ delivery }) => delivery?.boundary === 4)],
  [/छक्का/u, 'चौका', (moments) => moments.every(({ delivery }) => delivery?.boundary === 6)],
  [/नॉट आउट|आउट नहीं/u, 'आउट', (moments) => !moments.some(isOut)],
  [/लाल कार्ड/u, 'पेनल्टी', none('penalty_awarded')],
  [/पीला कार्ड/u, 'लाल कार्ड', none('red', 'second_yellow')],
  [/बोल्ड/u, 'रन आउट', (moments) => moments.some(isOut)],
  [/पगबाधा/u, 'बोल्ड', (moments) => moments.some(isOut)],
];

export function otherOutcomes({ text }: ScenarioLine, { moments }: FactSheet): Mutation[] {
  return OUTCOMES.flatMap(([pattern, instead, isFalse]): Mutation[] =>
    pattern.test(text) && isFalse(moments) ? [{ kind: 'outcome', text: text.replace(pattern, instead) }] : [],
  );
}
