import type { Urgency } from '../../../src/wire/radio.js';
import type { EventContent, MatchEvent } from '../../../src/wire/matches.js';
import type { Sport } from '../../../src/wire/sports.js';
import { cricketWords } from './cricket-words.js';
import { footballWords } from './football-words.js';
import { nameOf, scoreWords, type SpokenMatch, type Words } from './spoken.js';

export interface PlainLine {
  readonly text: string;
  readonly urgency: Urgency;
  readonly style: 'calm' | 'excited';
  /** It puts right what was said: true for longer. */
  readonly isCorrection: boolean;
}

/**
 * Says an event in plain words, from what it holds, and what was told of it before, and nothing else. Nothing: it is not
 * worth a line.
 */
export function plainLine(match: SpokenMatch, event: MatchEvent, before?: EventContent): PlainLine | undefined {
  if (event.op === 'retract') return retraction(match, event);
  if (before !== undefined && isLateName(before, event.content)) return lateName(match, event);
  if (event.op === 'confirm' || event.op === 'note' || event.status === 'retracted') return undefined;
  const words = WORDS[match.sport]?.(match, event) ?? commonWords(match, event);
  if (words === undefined) return undefined;
  const isCorrection = event.op === 'revise';
  if (isCorrection && !words.isBig) return undefined;
  const text = isCorrection ? `Correction: ${words.text}` : words.text;
  return {
    text,
    urgency: words.isBig ? 'flash' : 'normal',
    style: words.isBig ? 'excited' : 'calm',
    isCorrection,
  };
}

const WORDS: Partial<Record<Sport, (match: SpokenMatch, event: MatchEvent) => Words | undefined>> = {
  football: footballWords,
  cricket: cricketWords,
};

// Nothing was wrong: it was not known yet who it was.
function isLateName({ participants: before = [], ...rest }: EventContent, after: EventContent): boolean {
  const { participants = [], ...others } = after;
  const isSame = JSON.stringify(rest) === JSON.stringify(others);
  return before.length === 0 && participants.length > 0 && isSame;
}

function lateName(match: SpokenMatch, event: MatchEvent): PlainLine | undefined {
  const name = nameOf(event, 'scorer');
  if (match.sport !== 'football' || event.content.type !== 'goal' || name === undefined) return undefined;
  const text =
    event.content.subtype === 'own_goal' ? `It was an own goal by ${name}.` : `The goal was scored by ${name}.`;
  return { text, urgency: 'normal', style: 'calm', isCorrection: false };
}

// Only what changed the score was worth saying, and is worth taking back.
function retraction(match: SpokenMatch, { content, score }: MatchEvent): PlainLine | undefined {
  if (content.type !== 'goal' && content.type !== 'score_adjustment') return undefined;
  const text = `The goal does not count. ${scoreWords(match, score)}`;
  return { text, urgency: 'flash', style: 'calm', isCorrection: true };
}

function commonWords(match: SpokenMatch, { content, score }: MatchEvent): Words | undefined {
  switch (content.type) {
    case 'match_start':
      return { text: `Welcome to ${match.home.name} against ${match.away.name}.` };
    case 'match_end':
      return { text: `It is over. ${scoreWords(match, score)}`, isBig: true };
    case 'delay_start':
      return { text: 'Play has stopped.' };
    case 'delay_end':
      return { text: 'Play goes on.' };
    default:
      return undefined;
  }
}
