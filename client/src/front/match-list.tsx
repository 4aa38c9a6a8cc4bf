import { MATCH_STATUSES, type MatchCard } from '../../../src/wire/match-doors.js';
import type { Side } from '../../../src/wire/sports.js';
import { useServerNow } from '../follow/use-server-now.js';
import { hasScore, sideScore } from '../score/score-words.js';
import { finishWords, stateWords } from '../score/state-words.js';
import { MATCHES } from '../words/matches.js';
import { useMatches } from './use-matches.js';

/** What is played now, what is to come and what is over, each with its score. */
export function MatchList() {
  const { lists, offset, isAway } = useMatches();
  const now = useServerNow(offset?.ms, (lists?.live.length ?? 0) > 0);
  const away = isAway && (
    <p class="bad" role="status">
      {MATCHES.away}
    </p>
  );
  if (lists === undefined || now === undefined) return away || null;
  const isEmpty = MATCH_STATUSES.every((status) => lists[status].length === 0);
  return (
    <>
      {away}
      {isEmpty && <p class="quiet">{MATCHES.none}</p>}
      {MATCH_STATUSES.map((status) => (
        <Matches key={status} title={MATCHES[status]} matches={lists[status]} now={now} />
      ))}
    </>
  );
}

interface Listed {
  readonly title: string;
  readonly matches: readonly MatchCard[];
  readonly now: number;
}

function Matches({ title, matches, now }: Listed) {
  if (matches.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul class="matches">
        {matches.map((match) => (
          <MatchItem key={match.id} match={match} now={now} />
        ))}
      </ul>
    </section>
  );
}

function MatchItem({ match, now }: { readonly match: MatchCard; readonly now: number }) {
  const { id, competition, isDemo, state } = match;
  const isLive = state.lifecycle === 'live';
  const finish = finishWords(match);
  return (
    <li>
      <a class="match-card" href={`/match/${id}`} data-live={isLive}>
        <MatchSide match={match} side="home" />
        <MatchSide match={match} side="away" />
        <span class="tags">
          {isLive && <span class="tag live">{MATCHES.liveTag}</span>}
          <span class="tag">{stateWords(match, { now })}</span>
          {finish !== undefined && <span class="tag">{finish}</span>}
          {competition !== null && <span class="tag">{competition}</span>}
          {isDemo && (
            <span class="tag" title={MATCHES.madeUpLong}>
              {MATCHES.madeUp}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

function MatchSide({ match, side }: { readonly match: MatchCard; readonly side: Side }) {
  const { sport, state, language } = match;
  return (
    <span class="match-side" data-winner={state.finish?.winner === side}>
      <span class="match-team" lang={language}>
        {match[side].name}
      </span>{' '}
      <span class="match-score">{hasScore(state) ? sideScore(sport, state, side) : ''}</span>
    </span>
  );
}
