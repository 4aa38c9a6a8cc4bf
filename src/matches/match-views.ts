import type { MatchCard, MatchDetails } from '../wire/match-doors.js';
import type { StoredMatch } from './match-store.port.js';
import type { FoundMatch } from './matches.js';

export function cardOf({ match, channels, state, toldAt }: StoredMatch): MatchCard {
  const { id, sport, title, competition, language, visibility, isDemo, info } = match;
  return {
    id,
    sport,
    title,
    competition,
    home: { name: match.home.name, short: match.home.short },
    away: { name: match.away.name, short: match.away.short },
    startsAt: new Date(match.startsAt).toISOString(),
    language,
    visibility,
    isDemo,
    info,
    channels: [...channels],
    state,
    toldAt,
  };
}

export function detailsOf(found: FoundMatch, isPlaying: boolean, serverNow: number): MatchDetails {
  const { match, mayHost } = found;
  return {
    ...cardOf(found),
    home: match.home,
    away: match.away,
    isScripted: match.script !== null,
    isPlaying,
    mayHost,
    serverNow,
  };
}
