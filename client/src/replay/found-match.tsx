import { useEffect } from 'preact/hooks';
import { useMatch } from '../follow/use-match.js';
import { MATCH } from '../words/match.js';
import { UnknownMatch } from '../match/unknown-match.js';
import { channelFor } from './channel-for.js';

/** Leads from a match to its channel in the language of whoever opens it. */
export function FoundMatch({ id }: { readonly id: string }) {
  const found = useMatch(id);
  const match = typeof found === 'object' ? found.match : undefined;
  const channel = match && channelFor(match.channels, navigator.languages);
  useEffect(() => {
    if (channel !== undefined) location.replace(`/replay/c/${channel}${location.search}`);
  }, [channel]);
  if (found === 'unknown') return <UnknownMatch />;
  if (match !== undefined && channel === undefined) return <NoChannel id={match.id} />;
  return <p role="status">{found === 'away' ? MATCH.away : MATCH.asking}</p>;
}

function NoChannel({ id }: { readonly id: string }) {
  return (
    <div class="card">
      <p>{MATCH.noChannels}</p>
      <p>
        <a href={`/match/${id}`}>{MATCH.toMatch}</a>
      </p>
    </div>
  );
}
