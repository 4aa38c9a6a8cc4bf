import type { MatchCard } from '../../../src/wire/match-doors.js';
import type { Score } from '../../../src/wire/matches.js';
import type { Side, Sport } from '../../../src/wire/sports.js';
import { MATCHES } from '../words/matches.js';
import { minuteAt } from './clock-words.js';

type Shown = Pick<MatchCard, 'sport' | 'startsAt' | 'home' | 'away' | 'state'>;

interface Here {
  /** Server time. */
  readonly now: number;
  /** Nothing: where the reader is. */
  readonly timeZone?: string;
}

/** How a match stands, in words: “2nd half 63′”, “Half-time”, “Today 15:00”. */
export function stateWords(match: Shown, here: Here): string {
  const { sport, state } = match;
  const { lifecycle, segment, clock } = state;
  switch (lifecycle) {
    case 'scheduled':
      return startWords(Date.parse(match.startsAt), here);
    case 'live': {
      if (segment === null) return MATCHES.lifecycles.live;
      const minute = sport === 'football' && clock !== null ? ` ${minuteAt(clock, here.now)}` : '';
      return partWords(sport, segment) + minute;
    }
    case 'break':
      return segment === null ? MATCHES.breaks.unknown : breakWords(sport, segment);
    case 'finished':
      return finalWords(match);
    case 'delayed':
    case 'interrupted':
    case 'suspended':
    case 'postponed':
    case 'cancelled':
    case 'abandoned':
    case 'awarded':
    case 'no_result':
    case 'void':
    default:
      return MATCHES.lifecycles[lifecycle];
  }
}

export function partWords(sport: Sport, segment: string): string {
  if (sport === 'football' && segment in MATCHES.parts.football)
    return MATCHES.parts.football[segment as keyof typeof MATCHES.parts.football];
  const [, name = '', number = ''] = /^([A-Z]+)(\d*)$/.exec(segment) ?? [];
  const words = MATCHES.parts.other;
  return name in words ? words[name as keyof typeof words](number) : segment;
}

function breakWords(sport: Sport, segment: string): string {
  const { football, innings, end } = MATCHES.breaks;
  if (sport === 'football' && segment in football) return football[segment as keyof typeof football];
  return sport === 'cricket' ? innings : end(partWords(sport, segment));
}

function finalWords({ sport, state }: Shown): string {
  switch (state.finish?.method) {
    case 'extra_time':
      return MATCHES.afterExtraTime;
    case 'penalties':
      return MATCHES.afterPenalties;
    case 'overtime':
    case 'shootout':
      return MATCHES.afterOvertime;
    case undefined:
    case 'regulation':
    case 'super_over':
    case 'dls':
    case 'forfeit':
    default:
      return sport === 'football' ? MATCHES.fullTime : MATCHES.final;
  }
}

function startWords(startsAt: number, { now, timeZone }: Here): string {
  const written = (at: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { ...options, ...(timeZone === undefined ? {} : { timeZone }) }).format(at);
  // Some browsers write a comma after the weekday and some do not.
  const day = (at: number): string =>
    written(at, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
  const time = written(startsAt, { hour: '2-digit', minute: '2-digit' });
  if (day(startsAt) === day(now)) return MATCHES.today(time);
  if (day(startsAt) === day(now + DAY_MS) && startsAt > now) return MATCHES.tomorrow(time);
  return MATCHES.on(day(startsAt), time);
}

const DAY_MS = 24 * 3_600_000;

/** Who won, and how; nothing while nobody knows. */
export function finishWords({ sport, home, away, state }: Shown): string | undefined {
  const { finish, score } = state;
  if (finish === null) return undefined;
  if (finish.result === 'draw') return MATCHES.drawn;
  if (finish.result === 'tie') return MATCHES.tied;
  if (finish.result === 'none' || finish.winner === undefined) return MATCHES.noResult;
  const { winner, method } = finish;
  const won = MATCHES.won(winner === 'home' ? home.name : away.name);
  if (method === 'penalties' && score.shootout !== null) {
    const { shootout } = score;
    return won + MATCHES.onPenalties(shootout[winner], shootout[winner === 'home' ? 'away' : 'home']);
  }
  const margin = sport === 'cricket' && method === 'regulation' ? marginWords(score, winner) : '';
  return won + (margin || MATCHES.means[method]);
}

const WICKETS = 10;

// Who bats last wins by what they have left, who bats first by what the others lack.
function marginWords({ innings, home, away }: Score, winner: Side): string {
  const played = innings.filter(({ isSuper }) => !isSuper);
  const last = played.at(-1);
  if (last === undefined || last.side === null || played.length % 2 !== 0) return '';
  if (last.side === winner) return MATCHES.byWickets(WICKETS - last.wickets);
  const ahead = Math.abs(home - away);
  return ahead === 0 ? '' : MATCHES.byRuns(ahead);
}
