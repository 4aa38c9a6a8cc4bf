import { useEffect } from 'preact/hooks';
import { useMatch } from '../follow/use-match.js';
import { PAD_SPORTS } from './new-match.js';
import { PAD } from '../words/pad.js';
import { PadDesk } from './pad-desk.js';

export function PadPage({ id }: { readonly id: string }) {
  const found = useMatch(id);
  const title = typeof found === 'object' ? found.match.title : undefined;
  useEffect(() => {
    if (title !== undefined) document.title = PAD.title(title);
  }, [title]);
  if (found === 'unknown') return <Closed heading={PAD.unknown} mend={PAD.unknownMend} />;
  if (typeof found !== 'object') return <p role="status">{found === 'away' ? PAD.away : PAD.asking}</p>;
  const { match } = found;
  if (!match.mayHost) return <Closed heading={PAD.notHost} mend={PAD.notHostMend} match={id} />;
  if (!PAD_SPORTS.some((sport) => sport === match.sport))
    return <Closed heading={match.title} mend={PAD.unread} match={id} />;
  return <PadDesk key={id} found={found} />;
}

interface ClosedProps {
  readonly heading: string;
  readonly mend: string;
  readonly match?: string;
}

function Closed({ heading, mend, match }: ClosedProps) {
  return (
    <div class="card">
      <h1>{heading}</h1>
      <p class="quiet">{mend}</p>
      <p class="pad-ways">
        {match !== undefined && <a href={`/match/${match}`}>{PAD.watch}</a>}
        <a href="/pad">{PAD.toStart}</a>
      </p>
    </div>
  );
}
