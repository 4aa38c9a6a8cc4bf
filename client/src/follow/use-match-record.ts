import { useEffect, useState } from 'preact/hooks';
import { surroundings } from '../connection/surroundings.js';
import { accessToken } from '../people/session.js';
import { onWake } from '../player/waking.js';
import { followMatch } from './follow-match.js';
import { EMPTY_RECORD, withNews, type MatchRecord } from './match-record.js';

export interface FollowedMatch {
  readonly record: MatchRecord;
  readonly isOpen: boolean;
  /** It was open, or could not be: nobody is told of the first moment. */
  readonly isLost: boolean;
}

function onOffline(run: () => void): () => void {
  window.addEventListener('offline', run);
  return () => window.removeEventListener('offline', run);
}

const WAYS = { surroundings, token: accessToken, onWake, onOffline };

/** Everything that happens in a match, from its beginning on. Nothing of none. */
export function useMatchRecord(id: string | undefined): FollowedMatch {
  const [record, setRecord] = useState(EMPTY_RECORD);
  const [isOpen, setOpen] = useState<boolean>();
  useEffect(() => {
    if (id === undefined) return undefined;
    setRecord(EMPTY_RECORD);
    return followMatch(id, { tell: (news) => setRecord((known) => withNews(known, news)), onOpen: setOpen }, WAYS);
  }, [id]);
  return { record, isOpen: isOpen === true, isLost: isOpen === false };
}
