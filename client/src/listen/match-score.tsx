import { useLateRecord } from '../follow/use-late-record.js';
import { useMatch } from '../follow/use-match.js';
import { useMatchRecord } from '../follow/use-match-record.js';
import { scoreLine } from '../score/score-words.js';
import { finishWords, stateWords } from '../score/state-words.js';
import { LISTEN } from '../words/listen.js';

interface Watched {
  readonly id: string;
  /** The moment that is heard now. */
  readonly heardAt: number | undefined;
}

/** The score of the channel’s match, as late as everything else is for this listener. */
export function MatchScore({ id, heardAt }: Watched) {
  const found = useMatch(id);
  const match = typeof found === 'object' ? found.match : undefined;
  const { record } = useMatchRecord(match?.id);
  const { state } = useLateRecord(match, record, heardAt);
  if (match === undefined || state === undefined || heardAt === undefined) return null;
  const shown = { ...match, state };
  return (
    <a class="score-line" href={`/match/${match.id}`}>
      <span class="unseen">{LISTEN.score}: </span>
      <strong>{scoreLine(shown)}</strong>
      <span class="quiet small">{finishWords(shown) ?? stateWords(shown, { now: heardAt })}</span>
    </a>
  );
}
