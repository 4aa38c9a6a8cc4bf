import type { MatchCard, MatchDetails } from '../wire/match-doors.js';
import type { StoredMatch } from './match-store.port.js';
import type { FoundMatch } from './matches.js';

export function cardOf({ match, state }: StoredMatch): MatchCard {
  const { id, sport, title, competition, language, visibility, isDemo } = match;
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
    state,
  };
}

export function detailsOf(found: FoundMatch, isPlaying: boolean, serverNow: number): MatchDetails {
  const { match, channels, mayHost } = found;
  return {
    ...cardOf(found),
    home: match.home,
    away: match.away,
    info: match.info,
    isScripted: match.script !== null,
    isPlaying,
    channels: channels.map(({ channel, language }) => ({ channel, language })),
    mayHost,
    serverNow,
  };
}
