import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { LIFECYCLES_OF, MATCH_STATUSES, type MatchCard } from '../../../src/wire/match-doors.js';
import type { Side } from '../../../src/wire/sports.js';
import { useServerNow } from '../follow/use-server-now.js';
import { secondsOf } from '../player/delay.js';
import { hasScore, sideScore } from '../score/score-words.js';
import { finishWords, stateWords } from '../score/state-words.js';
import { MATCHES } from '../words/matches.js';
import { seenCount, shownLists, type KnownCard, type ShownCard } from './shown-lists.js';
import { useMatches } from './use-matches.js';

/** What is played now, what is to come and what is over, each with its score. */
export function MatchList() {
  const { cards, offset, isAway } = useMatches();
  const now = useServerNow(offset?.ms, cards?.some(isMoving) ?? false);
  const away = isAway && (
    <p class="bad" role="status">
      {MATCHES.away}
    </p>
  );
  if (cards === undefined || now === undefined) return away || null;
  return (
    <>
      {away}
      {cards.length === 0 && <p class="quiet">{MATCHES.none}</p>}
      <Lists cards={cards} now={now} />
    </>
  );
}

// Its clock runs, or what was told of it is still to be seen.
function isMoving({ card, record }: KnownCard): boolean {
  return record !== 'due' || LIFECYCLES_OF.live.includes(card.state.lifecycle);
}

function Lists({ cards, now }: { readonly cards: readonly KnownCard[]; readonly now: number }) {
  const seen = seenCount(cards, now);
  const lists = useMemo(() => shownLists(cards, now), [cards, seen]);
  return (
    <>
      {MATCH_STATUSES.map((status) => (
        <Matches key={status} title={MATCHES[status]} isLive={status === 'live'} shown={lists[status]} now={now} />
      ))}
    </>
  );
}

interface Listed {
  readonly title: string;
  readonly isLive: boolean;
  readonly shown: readonly ShownCard[];
  readonly now: number;
}

function Matches({ title, isLive, shown, now }: Listed) {
  if (shown.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul class="matches">
        {shown.map((one) => (
          <MatchItem key={one.card.id} shown={one} now={now - one.delayMs}>
            {isLive && one.delayMs > 0 && <span class="tag">{MATCHES.behind(secondsOf(one.delayMs))}</span>}
          </MatchItem>
        ))}
      </ul>
    </section>
  );
}

interface Item {
  readonly shown: ShownCard;
  /** The moment that is shown. */
  readonly now: number;
  readonly children: ComponentChildren;
}

function MatchItem({ shown: { card, state }, now, children }: Item) {
  const { id, competition, isDemo } = card;
  const isLive = state?.lifecycle === 'live';
  return (
    <li>
      <a class="match-card" href={`/match/${id}`} data-live={isLive}>
        <MatchSide card={card} state={state} side="home" />
        <MatchSide card={card} state={state} side="away" />
        <span class="tags">
          {isLive && <span class="tag live">{MATCHES.liveTag}</span>}
          {state !== undefined && <Standing match={{ ...card, state }} now={now} />}
          {children}
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

function Standing({ match, now }: { readonly match: MatchCard; readonly now: number }) {
  const finish = finishWords(match);
  return (
    <>
      <span class="tag">{stateWords(match, { now })}</span>
      {finish !== undefined && <span class="tag">{finish}</span>}
    </>
  );
}

interface SideOfCard extends Pick<ShownCard, 'card' | 'state'> {
  readonly side: Side;
}

function MatchSide({ card, state, side }: SideOfCard) {
  return (
    <span class="match-side" data-winner={state?.finish?.winner === side}>
      <span class="match-team" lang={card.language}>
        {card[side].name}
      </span>{' '}
      <span class="match-score">
        {state !== undefined && hasScore(state) ? sideScore(card.sport, state, side) : ''}
      </span>
    </span>
  );
}
