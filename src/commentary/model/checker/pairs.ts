import type { NumberSpan } from './numbers.js';
import { keyOf, type Token } from './tokens.js';

/** Two numbers that are one thing: “147 for 3”, “12 without loss”, “31 from 14”. */
export interface NumberPair {
  readonly kind: 'score' | 'off';
  readonly one: NumberSpan;
  /** Nothing where words say that it is none. */
  readonly other: NumberSpan | undefined;
}

const NO_LOSS = /^(without (loss|losing)|for no (loss|wicket|wickets)|with no wicket|without a wicket)/u;
const LOOK_AHEAD = 4;
const WITHOUT = new RegExp(`${keyOf('विकेट खोए')}$`, 'u');
/** The second comes first: “two wickets for 45”, “15 runs given, one wicket”. */
const TURNED = new Set([keyOf('विकेट पर'), keyOf('रन देकर')]);
const IN_BALLS = keyOf('गेंदों में');
const FOR = new Set(['for', '/', 'पर']);
const OFF = new Set(['from', 'off', 'in']);
/** Words that may stand between the first number and the one that binds. */
const FILLERS = new Set([
  'runs',
  'run',
  'more',
  'needed',
  'required',
  'wanted',
  'still',
  'just',
  'only',
  'to',
  'get',
  'together',
  'his',
  'her',
  'their',
  'the',
  'last',
  'up',
  'now',
  'a',
  'win',
  'balls',
  'remaining',
]);

export function pairsIn(tokens: readonly Token[], numbers: readonly NumberSpan[]): readonly NumberPair[] {
  const pairs: NumberPair[] = [];
  for (const [at, one] of numbers.entries()) {
    if (one.isOrdinal || pairs.some((pair) => pair.other === one || pair.one === one)) continue;
    const after = tokens.slice(one.to + 1, one.to + LOOK_AHEAD).map(({ key }) => key);
    if (NO_LOSS.test(after.join(' '))) {
      pairs.push({ kind: 'score', one, other: undefined });
      continue;
    }
    // “बिना विकेट खोए 44 रन”.
    if (
      WITHOUT.test(
        tokens
          .slice(Math.max(0, one.from - LOOK_AHEAD), one.from)
          .map(({ key }) => key)
          .join(' '),
      )
    ) {
      pairs.push({ kind: 'score', one, other: undefined });
      continue;
    }
    const other = numbers[at + 1];
    if (other === undefined || other.isOrdinal || tokens[other.from]?.clause !== tokens[one.to]?.clause) continue;
    const kind = bondOf(tokens.slice(one.to + 1, other.from).map(({ key }) => key));
    if (kind === 'off turned') pairs.push({ kind: 'off', one: other, other: one });
    else if (kind === 'turned') pairs.push({ kind: 'score', one: other, other: one });
    else if (kind !== undefined) pairs.push({ kind, one, other });
  }
  return pairs;
}

function bondOf(between: readonly string[]): NumberPair['kind'] | 'turned' | 'off turned' | undefined {
  if (between.length === 0 || between.length > LOOK_AHEAD) return undefined;
  if (between.length === 1 && FOR.has(between[0] ?? '')) return 'score';
  if (between.join(' ') === IN_BALLS) return 'off turned';
  if (TURNED.has(between.join(' '))) return 'turned';
  const bonds = between.filter((key) => !FILLERS.has(key));
  return bonds.length === 1 && OFF.has(bonds[0] ?? '') ? 'off' : undefined;
}
