import type { Delivery, MatchEvent, Participant } from '../../../wire/matches.js';
import { plainName } from '../plain-names.js';
import type { ToldMatch } from './known.js';

const SIDES = { home: 'Home side', away: 'Away side' } as const;

/** The match with names that can be said: whoever makes one may call a side or a player anything. */
export function plainMatch(match: ToldMatch): ToldMatch {
  const { competition, info } = match;
  const { venue, ...others } = info;
  const where = venue === undefined ? '' : plainName(venue, '');
  return {
    ...match,
    competition: competition === null ? null : plainName(competition, '') || null,
    info: where === '' ? others : { ...others, venue: where },
    home: plainTeam(match.home, SIDES.home),
    away: plainTeam(match.away, SIDES.away),
  };
}

function plainTeam({ name, short, players }: ToldMatch['home'], instead: string): ToldMatch['home'] {
  return {
    name: plainName(name, instead),
    short: plainName(short, instead),
    players: players.flatMap((player) => {
      const plain = plainName(player.name, '');
      return plain === '' ? [] : [{ ...player, name: plain }];
    }),
  };
}

/** The event with names that can be said. Who cannot be named is known by number, or not at all. */
export function plainEvent(event: MatchEvent): MatchEvent {
  const { participants, delivery, ...rest } = event.content;
  return {
    ...event,
    content: {
      ...rest,
      ...(participants === undefined ? {} : { participants: participants.map(plainParticipant) }),
      ...(delivery === undefined ? {} : { delivery: plainDelivery(delivery) }),
    },
  };
}

function plainParticipant({ name, ...rest }: Participant): Participant {
  const plain = name === undefined ? '' : plainName(name, '');
  return plain === '' ? rest : { ...rest, name: plain };
}

function plainDelivery(delivery: Delivery): Delivery {
  const { wickets } = delivery;
  if (wickets === undefined) return delivery;
  return {
    ...delivery,
    wickets: wickets.map(({ out, fielders, ...rest }) => {
      const name = out === undefined ? '' : plainName(out, '');
      const caught = (fielders ?? []).flatMap((fielder) => plainName(fielder, '') || []);
      return { ...rest, ...(name === '' ? {} : { out: name }), ...(caught.length === 0 ? {} : { fielders: caught }) };
    }),
  };
}
