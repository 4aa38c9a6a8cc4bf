import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import { MATCH } from '../words/match.js';
import { momentOf } from './clock-words.js';
import { eventWords, isWeighty, type EventWords } from './event-words.js';
import type { Row } from './feed.js';
import { hasScore } from './score-words.js';

interface Fed {
  readonly match: MatchDetails;
  readonly rows: readonly Row[];
  readonly rowsAtOnce: number;
  /** What stands below what happened. */
  readonly below?: (row: Row) => ComponentChildren;
}

export function EventFeed({ match, rows, rowsAtOnce, below }: Fed) {
  const [shown, setShown] = useState(rowsAtOnce);
  return (
    <section class="feed" aria-labelledby="feed-title">
      <h2 id="feed-title">{MATCH.feed}</h2>
      {rows.length === 0 && !hasScore(match.state) && (
        <p class="quiet">{match.isScripted && !match.isPlaying ? MATCH.noEventsScripted : MATCH.noEvents}</p>
      )}
      <ol>
        {rows.slice(0, shown).map((row) => (
          <FeedRow key={row.event.seq} match={match} row={row}>
            {below?.(row)}
          </FeedRow>
        ))}
      </ol>
      {rows.length > shown && (
        <button type="button" class="plain" onClick={() => setShown(shown + rowsAtOnce)}>
          {MATCH.more}
        </button>
      )}
    </section>
  );
}

const STANDINGS = {
  provisional: MATCH.provisional,
  corrected: MATCH.corrected,
  'taken-back': MATCH.takenBack,
} as const;

interface RowOfMatch {
  readonly match: MatchDetails;
  readonly row: Row;
}

function FeedRow({ match, row, children }: RowOfMatch & { readonly children: ComponentChildren }) {
  const { event, standing, isCorrection } = row;
  const { type, clock, delivery } = event.content;
  const weighs = isWeighty(event.content) || isCorrection;
  return (
    <li class="event-row" data-weighty={weighs} data-standing={standing} data-correction={isCorrection}>
      <span class="row-when">
        {delivery !== undefined && `${delivery.over}.${delivery.ball + 1}`}
        {delivery === undefined && type !== 'added_time' && clock !== undefined && momentOf(match.sport, clock)}
      </span>
      <span class="row-what">
        {isCorrection && <strong class="row-correction">{MATCH.correction}: </strong>}
        <Words match={match} row={row} />
        {standing !== 'plain' && <span class="tag standing">{STANDINGS[standing]}</span>}
        <Before match={match} row={row} />
        {children}
      </span>
      {weighs && match.sport !== 'cricket' && (
        <span class="row-score">{`${event.score.home}–${event.score.away}`}</span>
      )}
    </li>
  );
}

function Words({ match, row: { event, standing } }: RowOfMatch) {
  const { what, who } = eventWords(match, event);
  const words = (
    <>
      <span class="row-title">{what}</span>
      {who !== '' && <span class="row-who"> · {who}</span>}
    </>
  );
  return standing === 'taken-back' ? <s>{words}</s> : words;
}

function Before({ match, row: { event, standing, before } }: RowOfMatch) {
  if (before === undefined || standing === 'taken-back') return null;
  const [was, is] = [before, event].map((one) => wordsOf(eventWords(match, one)));
  if (was === is) return null;
  return (
    <span class="row-before quiet small">
      {MATCH.before}: <s>{was}</s>
    </span>
  );
}

function wordsOf({ what, who }: EventWords): string {
  return who === '' ? what : `${what} · ${who}`;
}
