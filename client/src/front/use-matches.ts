import { useEffect, useState } from 'preact/hooks';
import { MATCH_STATUSES, MatchPage, type MatchCard } from '../../../src/wire/match-doors.js';
import { surroundings } from '../connection/surroundings.js';
import { offsetBy, timed, type ServerOffset } from '../follow/server-now.js';
import { askAsMe } from '../people/asking-as.js';

const AGAIN_MS = 10_000;
/** Of each kind. Older ones are found by their address. */
const LIMIT = 12;

type Lists = Readonly<Record<(typeof MATCH_STATUSES)[number], readonly MatchCard[]>>;

export interface KnownMatches {
  readonly lists: Lists | undefined;
  readonly offset: ServerOffset | undefined;
  readonly isAway: boolean;
}

/** All matches to be found, asked for again while somebody looks. */
export function useMatches(): KnownMatches {
  const [known, setKnown] = useState<KnownMatches>({ lists: undefined, offset: undefined, isAway: false });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let hasLeft = false;
    const look = async (): Promise<void> => {
      const answers = document.hidden ? [] : await Promise.all(MATCH_STATUSES.map(asked));
      if (hasLeft) return;
      if (answers.length > 0) setKnown((before) => withAnswers(before, answers));
      timer = setTimeout(() => void look(), AGAIN_MS);
    };
    const seen = (): void => {
      if (document.hidden) return;
      clearTimeout(timer);
      void look();
    };
    document.addEventListener('visibilitychange', seen);
    void look();
    return () => {
      hasLeft = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, []);
  return known;
}

type Answered = Awaited<ReturnType<typeof asked>>;

function asked(status: (typeof MATCH_STATUSES)[number]) {
  return timed(() => askAsMe(`/v1/matches?status=${status}&limit=${LIMIT}`, MatchPage), surroundings.now);
}

function withAnswers(before: KnownMatches, answers: readonly Answered[]): KnownMatches {
  const pages: MatchPage[] = [];
  let { offset } = before;
  for (const { answer, ...times } of answers) {
    if (!('ok' in answer)) return { ...before, isAway: true };
    pages.push(answer.ok);
    offset = offsetBy(offset, { serverNow: answer.ok.serverNow, ...times });
  }
  const [live = [], upcoming = [], finished = []] = pages.map(({ matches }) => matches);
  return { lists: { live, upcoming, finished }, offset, isAway: false };
}
