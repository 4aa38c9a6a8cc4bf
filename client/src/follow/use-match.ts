import { useEffect, useState } from 'preact/hooks';
import { MatchDetails } from '../../../src/wire/match-doors.js';
import { surroundings } from '../connection/surroundings.js';
import { askAsMe } from '../people/asking-as.js';
import { onOtherPerson } from '../people/session.js';
import { offsetBy, timed, type ServerOffset } from './server-now.js';

const AGAIN_MS = 3_000;
/** A match may get more channels while it goes on. */
const LOOK_MS = 30_000;

export type FoundMatch =
  { readonly match: MatchDetails; readonly offset: ServerOffset } | 'asking' | 'away' | 'unknown' | 'none';

/** What a match is, asked until there is an answer and from then on now and then. */
export function useMatch(id: string | undefined): FoundMatch {
  const [found, setFound] = useState<FoundMatch>('asking');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = 0;
    const ask = async (): Promise<void> => {
      clearTimeout(timer);
      turn += 1;
      const own = turn;
      if (id === undefined) return setFound('none');
      const path = `/v1/matches/${encodeURIComponent(id)}`;
      const { answer, ...times } = await timed(() => askAsMe(path, MatchDetails), surroundings.now);
      if (own !== turn) return undefined;
      const isUnknown = 'problem' in answer && [400, 401, 403, 404].includes(answer.problem.status);
      setFound((known) => {
        if ('ok' in answer) {
          const before = typeof known === 'object' ? known.offset : undefined;
          return { match: answer.ok, offset: offsetBy(before, { serverNow: answer.ok.serverNow, ...times }) };
        }
        if (isUnknown) return 'unknown';
        return typeof known === 'object' ? known : 'away';
      });
      if (!isUnknown) timer = setTimeout(() => void ask(), 'ok' in answer ? LOOK_MS : AGAIN_MS);
      return undefined;
    };
    const stopWatching = onOtherPerson(() => void ask());
    void ask();
    return () => {
      turn += 1;
      clearTimeout(timer);
      stopWatching();
    };
  }, [id]);
  return found;
}
