import { useEffect, useState } from 'preact/hooks';
import { EventPage, MATCH_STATUSES, MatchPage, type MatchCard } from '../../../src/wire/match-doors.js';
import { surroundings } from '../connection/surroundings.js';
import { isDue } from '../follow/seen-at.js';
import { offsetBy, timed, type ServerOffset } from '../follow/server-now.js';
import { delayOf } from '../keeping/kept-choices.js';
import { askAsMe } from '../people/asking-as.js';
import { LateRecords } from './late-records.js';
import type { KnownCard } from './shown-lists.js';

const AGAIN_MS = 10_000;
/** Of each kind. Older ones are found by their address. */
const LIMIT = 12;

export interface KnownMatches {
  readonly cards: readonly KnownCard[] | undefined;
  readonly offset: ServerOffset | undefined;
  readonly isAway: boolean;
}

/** All matches to be found, asked for again while somebody looks. */
export function useMatches(): KnownMatches {
  const [known, setKnown] = useState<KnownMatches>({ cards: undefined, offset: undefined, isAway: false });
  useEffect(() => {
    const looking = new Looking();
    let timer: ReturnType<typeof setTimeout>;
    let turn = 0;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      turn += 1;
      const own = turn;
      const found = document.hidden ? undefined : await looking.look();
      if (own !== turn) return;
      if (found !== undefined) setKnown((before) => ({ ...before, ...found }));
      timer = setTimeout(() => void look(), AGAIN_MS);
    };
    const seen = (): void => {
      if (!document.hidden) void look();
    };
    document.addEventListener('visibilitychange', seen);
    void look();
    return () => {
      turn += 1;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);
  return known;
}

/** One look after another: a match that is shown late is known before anything of it is shown. */
class Looking {
  private offset: ServerOffset | undefined;
  private readonly records = new LateRecords((path) => askAsMe(path, EventPage));

  async look(): Promise<Pick<KnownMatches, 'isAway'> & Partial<KnownMatches>> {
    const cards = new Map<string, MatchCard>();
    for (const { answer, ...times } of await Promise.all(MATCH_STATUSES.map(asked))) {
      if (!('ok' in answer)) return { isAway: true };
      this.offset = offsetBy(this.offset, { serverNow: answer.ok.serverNow, ...times });
      // One that begins or ends just now may stand in two lists.
      for (const card of answer.ok.matches)
        if ((cards.get(card.id)?.state.seq ?? -1) < card.state.seq) cards.set(card.id, card);
    }
    this.records.keepOnly(new Set(cards.keys()));
    const now = surroundings.now() + (this.offset?.ms ?? 0);
    const known = await Promise.all([...cards.values()].map((card) => this.known(card, now)));
    return { cards: known, offset: this.offset, isAway: false };
  }

  private async known(card: MatchCard, now: number): Promise<KnownCard> {
    const delayMs = delayOf(card.channels.map(({ channel }) => channel));
    if (isDue(card, delayMs, now)) return { card, delayMs, record: 'due' };
    return { card, delayMs, record: (await this.records.upTo(card)) ?? 'unread' };
  }
}

function asked(status: (typeof MATCH_STATUSES)[number]) {
  return timed(() => askAsMe(`/v1/matches?status=${status}&limit=${LIMIT}`, MatchPage), surroundings.now);
}
