import type { MatchCard } from '../../../src/wire/match-doors.js';
import type { EventContent, MatchEvent, Participant } from '../../../src/wire/matches.js';
import { SAID, TYPES } from '../words/match.js';
import { MATCHES } from '../words/matches.js';
import { ballWords } from './over.js';
import { partWords } from './state-words.js';

export type Teams = Pick<MatchCard, 'sport' | 'home' | 'away'>;

export interface EventWords {
  readonly what: string;
  /** Who did it, and what else is known. */
  readonly who: string;
}

/** What happened, in words: “Goal, Alders” and “Ann, assist Bea”. */
export function eventWords(teams: Teams, { content, rawType }: Pick<MatchEvent, 'content' | 'rawType'>): EventWords {
  const { type, side, delivery, participants = [] } = content;
  if (type === 'delivery' && delivery !== undefined) {
    const [bowler, batter] = ['bowler', 'batter'].map((role) => nameIn(participants, role));
    const who = bowler === undefined || batter === undefined ? '' : SAID.to(bowler, batter);
    return { what: ballWords(delivery), who };
  }
  const what = typeWords(teams, content, rawType);
  const isSided = side !== undefined && type !== 'innings_end' && type !== 'over_end';
  return { what: isSided ? SAID.for(what, teams[side].name) : what, who: whoWords(content) };
}

function typeWords({ sport }: Teams, content: EventContent, rawType: string | null): string {
  const { type, subtype, segment, made } = content;
  if (type === 'goal' && subtype === 'own_goal') return TYPES.own_goal ?? type;
  if (type === 'goal' && subtype === 'penalty') return TYPES.penalty_goal ?? type;
  if (segment !== undefined && (type === 'segment_start' || type === 'innings_start'))
    return SAID.begins(partWords(sport, segment));
  if (segment !== undefined && (type === 'segment_end' || type === 'innings_end'))
    return SAID.ends(partWords(sport, segment));
  if (type === 'lifecycle' && content.lifecycle !== undefined) return MATCHES.lifecycles[content.lifecycle];
  const name = type === 'note' ? (rawType ?? type) : type;
  const words = TYPES[name] ?? named(name);
  if (made === undefined) return words;
  return `${words} ${made ? TYPES.scored : TYPES.missed}`;
}

function named(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1).replaceAll('_', ' ');
}

function whoWords({ type, participants = [], clock, text, target }: EventContent): string {
  if (target !== undefined) return MATCHES.target(target.runs);
  if (type === 'added_time' && clock?.addedSec !== undefined) return SAID.added(Math.round(clock.addedSec / 60));
  // Two dozen names tell nobody what happened.
  if (type === 'lineup') return text ?? '';
  const [comesOn, out] = ['in', 'out'].map((role) => nameIn(participants, role));
  if (type === 'substitution' && comesOn !== undefined && out !== undefined) return SAID.inFor(comesOn, out);
  const assist = nameIn(participants, 'assist');
  const first = participants.find(({ role }) => role !== 'assist' && role !== 'keeper');
  const names = [first && called(first), assist === undefined ? undefined : SAID.assist(assist)];
  return names.filter((name) => name !== undefined).join(', ') || (text ?? '');
}

function nameIn(participants: readonly Participant[], role: string): string | undefined {
  const found = participants.find((one) => one.role === role);
  return found && called(found);
}

function called({ name, number }: Participant): string | undefined {
  return name ?? (number === undefined ? undefined : SAID.shirt(number));
}

const WEIGHTY = new Set([
  'goal',
  'red',
  'second_yellow',
  'shootout_kick',
  'penalty_awarded',
  'match_start',
  'match_end',
  'segment_start',
  'segment_end',
  'innings_start',
  'innings_end',
]);

/** What nobody may overlook in a long list. */
export function isWeighty({ type, delivery }: EventContent): boolean {
  return WEIGHTY.has(type) || (delivery !== undefined && (delivery.wickets ?? []).length > 0);
}
