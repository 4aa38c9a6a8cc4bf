import type { MatchEvent } from '../../../src/wire/matches.js';
import { nameOf, scoreWords, sideName, type SpokenMatch, type Words } from './spoken.js';

const SHOTS: Readonly<Record<string, string>> = {
  on: 'has a shot on target',
  off: 'shoots wide',
  blocked: 'has a shot blocked',
  woodwork: 'hits the woodwork',
};

const PARTS: Readonly<Record<string, string>> = {
  H1: 'the first half',
  H2: 'the second half',
  ET1: 'the first half of extra time',
  ET2: 'the second half of extra time',
  PENS: 'the shootout',
};

/** What is said of an event of football. */
export function footballWords(match: SpokenMatch, event: MatchEvent): Words | undefined {
  const { content } = event;
  const side = sideName(match, content.side);
  const part = PARTS[content.segment ?? ''] ?? 'play';
  switch (content.type) {
    case 'goal':
      return { text: `Goal for ${side}!${scorer(event)} ${scoreWords(match, event.score)}`, isBig: true };
    case 'segment_start':
      return { text: `We are under way in ${part}.` };
    case 'segment_end':
      return { text: `That is the end of ${part}. ${scoreWords(match, event.score)}` };
    case 'red':
    case 'second_yellow':
      return { text: `Red card for ${who(event, side)}!`, isBig: true };
    case 'yellow':
      return { text: `Yellow card for ${who(event, side)}.` };
    case 'penalty_awarded':
      return { text: `Penalty for ${side}!`, isBig: true };
    case 'penalty_missed':
      return { text: `The penalty is missed. Still ${scoreWords(match, event.score)}`, isBig: true };
    case 'penalty_saved':
      return { text: `The penalty is saved! Still ${scoreWords(match, event.score)}`, isBig: true };
    case 'shootout_kick':
      return { text: `${side} ${content.made ? 'score' : 'do not score'} in the shootout.`, isBig: true };
    case 'shot':
      return { text: `${who(event, side)} ${SHOTS[content.subtype ?? ''] ?? 'has a shot'}.` };
    case 'corner':
      return { text: `Corner for ${side}.` };
    case 'substitution':
      return substitution(event, side);
    case 'var_start':
      return { text: 'The decision is being checked.' };
    default:
      return undefined;
  }
}

function scorer(event: MatchEvent): string {
  const name = nameOf(event, 'scorer');
  if (name === undefined) return '';
  return event.content.subtype === 'own_goal' ? ` An own goal by ${name}.` : ` It is ${name}.`;
}

function who(event: MatchEvent, side: string): string {
  const [first] = event.content.participants ?? [];
  const name = first === undefined ? undefined : nameOf(event, first.role);
  return name === undefined ? side : `${name} of ${side}`;
}

function substitution(event: MatchEvent, side: string): Words | undefined {
  const [comes, goes] = [nameOf(event, 'in'), nameOf(event, 'out')];
  if (comes === undefined || goes === undefined) return { text: `A change for ${side}.` };
  return { text: `A change for ${side}: ${comes} for ${goes}.` };
}
