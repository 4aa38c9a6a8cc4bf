import { useMemo } from 'preact/hooks';
import type { MatchDetails } from '../../../src/wire/match-doors.js';
import type { MatchEvent } from '../../../src/wire/matches.js';
import type { Side } from '../../../src/wire/sports.js';
import { useServerNow } from '../follow/use-server-now.js';
import { MATCH } from '../words/match.js';
import { MATCHES } from '../words/matches.js';
import { chaseWords, inningsNow } from './chase.js';
import { clockAt, minuteAt } from './clock-words.js';
import { thisOver } from './over.js';
import { hasScore, sideScore } from './score-words.js';
import { finishWords, partWords, stateWords } from './state-words.js';

interface Board {
  readonly match: MatchDetails;
  readonly events: readonly MatchEvent[];
  readonly offsetMs: number;
}

export function Scoreboard({ match, events, offsetMs }: Board) {
  const { state } = match;
  const { shootout } = state.score;
  const isLive = state.lifecycle === 'live';
  return (
    <section class="board" aria-label={MATCH.scoreboard} data-live={isLive}>
      <SideRow match={match} side="home" />
      <SideRow match={match} side="away" />
      {shootout !== null && <p class="board-more">{MATCHES.shootout(shootout.home, shootout.away)}</p>}
      <Standing match={match} offsetMs={offsetMs} />
      {match.sport === 'cricket' && hasScore(state) && <Innings match={match} events={events} />}
    </section>
  );
}

function SideRow({ match, side }: { readonly match: MatchDetails; readonly side: Side }) {
  const { sport, state } = match;
  const score = hasScore(state) ? sideScore(sport, state, side) : '';
  const isBatting = sport === 'cricket' && state.lifecycle === 'live' && inningsNow(state)?.side === side;
  return (
    <p class="board-side" data-winner={state.finish?.winner === side}>
      <span class="board-team" lang={match.language}>
        {match[side].name}
        {isBatting && <span class="quiet small"> {MATCHES.atBat}</span>}
      </span>{' '}
      <strong class="board-score" data-side={side}>
        {score === '' && hasScore(state) ? <span class="quiet small">{MATCHES.noScore}</span> : score}
      </strong>
    </p>
  );
}

// Only this is drawn twice a second.
function Standing({ match, offsetMs }: { readonly match: MatchDetails; readonly offsetMs: number }) {
  const { sport, state } = match;
  const { clock, lifecycle, segment } = state;
  const isRunning = lifecycle === 'live' && clock !== null && clock.running;
  const now = useServerNow(offsetMs, isRunning) ?? 0;
  const hasClock = lifecycle === 'live' && clock !== null && segment !== null;
  const finish = finishWords(match);
  return (
    <p class="board-more">
      {lifecycle === 'live' && <span class="tag live">{MATCHES.liveTag}</span>}{' '}
      <span class="board-state">{hasClock ? partWords(sport, segment) : stateWords(match, { now })}</span>{' '}
      {hasClock && (
        <span class="board-clock" role="timer" aria-label={MATCH.clock} title={minuteAt(clock, now)}>
          {sport === 'football' && clockAt(clock, now).includes('+') ? minuteAt(clock, now) : clockAt(clock, now)}
        </span>
      )}
      {finish !== undefined && <strong>{finish}</strong>}
    </p>
  );
}

function Innings({ match, events }: { readonly match: MatchDetails; readonly events: readonly MatchEvent[] }) {
  const { state, info } = match;
  const balls = useMemo(() => thisOver(events), [events]);
  const chase = chaseWords(state, info);
  const over = inningsNow(state)?.isSuper === true ? MATCHES.superOver : undefined;
  return (
    <>
      {chase !== undefined && <p class="board-more">{chase}</p>}
      {over !== undefined && <p class="board-more">{over}</p>}
      {state.lifecycle === 'live' && (
        <div class="board-more over">
          <span class="quiet">{MATCH.thisOver}</span>
          {balls.length === 0 && <span class="quiet">{MATCH.noBall}</span>}
          <ol aria-label={MATCH.thisOver}>
            {balls.map(({ mark, isWicket }, at) => (
              <li key={at} data-wicket={isWicket}>
                {mark}
              </li>
            ))}
          </ol>
        </div>
      )}
    </>
  );
}
