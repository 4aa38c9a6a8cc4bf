import { sheetOf, storyOf, toldOn, type Story } from '../../src/commentary/model/story/story.js';
import type { ToldMatch } from '../../src/commentary/model/story/known.js';
import type { EventContent, MatchEvent } from '../../src/wire/matches.js';
import type { FactSheet, Moment } from '../../src/writing/model/fact-sheet.js';
import { eventOf } from './match-events.js';

/** What is told, and of which telling before it is something new; the first one is 1. */
export type Telling =
  | EventContent
  | { readonly unsure: EventContent }
  | { readonly confirm: number }
  | { readonly retract: number }
  | { readonly revise: number; readonly as: EventContent; readonly unsure?: boolean };

export const RIVERMOUTH = [
  { name: 'Ivy Marsh', number: 9 },
  { name: 'Oren Oak', number: 4 },
  { name: 'Tam Reed', number: 14 },
];
export const HARBOUR = [
  { name: 'Lena Fenn', number: 1 },
  { name: 'Rafi Stone', number: 7 },
];

export function toldMatch(sport: ToldMatch['sport']): ToldMatch {
  return {
    sport,
    competition: null,
    info: sport === 'cricket' ? { overs: 20 } : {},
    home: { name: 'Rivermouth', short: 'RIV', players: RIVERMOUTH },
    away: { name: 'Harbour Vale', short: 'HAR', players: HARBOUR },
  };
}

/** The sheet about the last of what was told, as many of them as are asked for. */
export function sheetAbout(
  sport: ToldMatch['sport'],
  tellings: readonly Telling[],
  { language = 'en', last = 1 }: { readonly language?: string; readonly last?: number } = {},
): FactSheet {
  let story: Story = storyOf(toldMatch(sport));
  const moments: Moment[] = [];
  for (const event of eventsOf(tellings)) {
    const told = toldOn(story, event);
    ({ story } = told);
    if (told.moment !== null) moments.push(told.moment);
  }
  return sheetOf(story, { language, moments: last === 0 ? [] : moments.slice(-last) });
}

function eventsOf(tellings: readonly Telling[]): MatchEvent[] {
  const known = new Map<number, EventContent | null>();
  return tellings.map((telling, at) => {
    const seq = at + 1;
    const { fact, content, told } = eventFrom(telling, seq, known);
    known.set(fact, told.op === 'retract' ? null : content);
    return eventOf(seq, content, { fact, ...told, score: scoreOf([...known.values()]) });
  });
}

interface Read {
  readonly fact: number;
  readonly content: EventContent;
  readonly told: Partial<Pick<MatchEvent, 'op' | 'status'>>;
}

function eventFrom(telling: Telling, seq: number, known: ReadonlyMap<number, EventContent | null>): Read {
  if ('confirm' in telling)
    return { fact: telling.confirm, content: contentAt(known, telling.confirm), told: { op: 'confirm' } };
  if ('retract' in telling) {
    const content = contentAt(known, telling.retract);
    return { fact: telling.retract, content, told: { op: 'retract', status: 'retracted' } };
  }
  if ('revise' in telling) {
    const status = telling.unsure === true ? 'provisional' : 'confirmed';
    return { fact: telling.revise, content: telling.as, told: { op: 'revise', status } };
  }
  if ('unsure' in telling) return { fact: seq, content: telling.unsure, told: { status: 'provisional' } };
  return { fact: seq, content: telling, told: {} };
}

function contentAt(known: ReadonlyMap<number, EventContent | null>, fact: number): EventContent {
  const content = known.get(fact);
  if (content === undefined || content === null) throw new Error(`nothing was told as ${fact}`);
  return content;
}

function scoreOf(contents: readonly (EventContent | null)[]): MatchEvent['score'] {
  const of = (side: 'home' | 'away'): number =>
    contents.reduce((sum, one) => sum + (one?.side === side ? worthOf(one) : 0), 0);
  return { home: of('home'), away: of('away') };
}

function worthOf({ type, delivery }: EventContent): number {
  if (type === 'goal') return 1;
  return delivery === undefined ? 0 : delivery.runs.batter + delivery.runs.extras;
}
