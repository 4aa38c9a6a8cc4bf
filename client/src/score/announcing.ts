import type { MatchEvent } from '../../../src/wire/matches.js';
import { MATCH } from '../words/match.js';
import { eventWords, type Teams } from './event-words.js';
import { isWicket } from './over.js';

const ANNOUNCED = new Set(['goal', 'red', 'second_yellow', 'match_end']);

/**
 * What is read out to who does not look: goals, wickets, what ends a match, and what of that is taken back. The newest alone,
 * and nothing of what was there before the reader came.
 */
export function announcementOf(teams: Teams, events: readonly MatchEvent[], sinceSeq: number): string {
  const newest = events.findLast(
    ({ seq, op, content }) => seq > sinceSeq && op !== 'confirm' && op !== 'note' && isAnnounced(content),
  );
  if (newest === undefined) return '';
  const { what, who } = eventWords(teams, newest);
  const said = who === '' ? what : `${what}: ${who}`;
  if (newest.op === 'retract') return `${MATCH.takenBack}: ${said}`;
  return newest.op === 'revise' ? `${MATCH.correction}: ${said}` : said;
}

function isAnnounced({ type, delivery }: MatchEvent['content']): boolean {
  return ANNOUNCED.has(type) || (delivery !== undefined && isWicket(delivery));
}
