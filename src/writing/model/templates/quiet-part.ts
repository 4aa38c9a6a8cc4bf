import type { Tally } from '../fact-sheet.js';
import { chanceOf, type Part } from './compose.js';
import type { Slots } from './phrase.js';
import type { Scene } from './scene.js';

/** Who joins wants to hear these soon; of everything else once is enough for a while. */
const REST_LINES: Readonly<Record<string, number>> = {
  'quiet.score': 12,
  'quiet.total': 8,
  'quiet.needs': 6,
  'quiet.lead': 24,
  'quiet.batter': 12,
  'quiet.bowler': 12,
};
const REST_LINES_ELSE = 80;

/** Something for a quiet moment. What is as good as something else takes turns with it. */
export function quietPart(scene: Scene, key: string, slots: Slots, weight = 50): Part {
  const about = ['who', 'side', 'minute'].map((slot) => slots[slot] ?? '').join(' ');
  const turn = chanceOf(`${key} ${about}`, scene.seed);
  return { keys: [key], slots, weight: weight * turn, isMust: true, restLines: REST_LINES[key] ?? REST_LINES_ELSE };
}

/** How many of a kind a side has, or one of its players. */
export function tallyOf(
  { sheet }: Scene,
  what: Tally['what'],
  side: Tally['side'],
  who: string | null = null,
): Pick<Tally, 'inMatch' | 'inPart'> {
  const found = sheet.tallies.find((one) => one.what === what && one.side === side && one.who === who);
  return found ?? { inMatch: 0, inPart: 0 };
}

/** A number of times, where there is a word for it. */
export function countSlots({ tongue, book }: Scene, value: number): Slots {
  const often = book[`noun.times.${value}`]?.[0]?.text;
  return { count: tongue.cardinal(value), often };
}

/** In this half, or in the match. */
export function spanSlot({ book }: Scene, span: 'part' | 'match'): Slots {
  return { span: book[`noun.span.${span}`]?.[0]?.text };
}
