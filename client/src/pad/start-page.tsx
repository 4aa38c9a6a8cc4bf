import { useEffect } from 'preact/hooks';
import { MatchPage, type MatchCard } from '../../../src/wire/match-doors.js';
import { Me } from '../../../src/wire/people.js';
import { useAsked } from '../look/use-asked.js';
import { scoreLine } from '../score/score-words.js';
import { NEW_MATCH } from '../words/new-match.js';
import { PAD } from '../words/pad.js';
import { NewMatchForm } from './new-match-form.js';

const AGAIN_MS = 15_000;
const LIMIT = 50;

/** The matches somebody may tell, and a new one. */
export function StartPage() {
  const { value: me, failure } = useAsked('/v1/me', Me);
  useEffect(() => {
    document.title = PAD.startTitle;
  }, []);
  return (
    <>
      <h1>{NEW_MATCH.heading}</h1>
      {me === undefined ? <p role="status">{failure ?? NEW_MATCH.asking}</p> : <Known me={me} />}
    </>
  );
}

function Known({ me: { role } }: { readonly me: Me }) {
  if (role === 'anonymous') {
    return (
      <div class="card">
        <h2>{NEW_MATCH.notSignedIn}</h2>
        <p class="quiet">{NEW_MATCH.notSignedInMend}</p>
      </div>
    );
  }
  return (
    <>
      <OwnMatches />
      {role === 'admin' ? <NewMatchForm /> : <p class="quiet">{NEW_MATCH.notAdmin}</p>}
    </>
  );
}

const pathOf = (status: string): string => `/v1/matches?hosted=true&status=${status}&limit=${LIMIT}`;

function OwnMatches() {
  const live = useAsked(pathOf('live'), MatchPage, AGAIN_MS);
  const upcoming = useAsked(pathOf('upcoming'), MatchPage, AGAIN_MS);
  const failure = live.failure ?? upcoming.failure;
  const isKnown = live.value !== undefined && upcoming.value !== undefined;
  const matches = [...(live.value?.matches ?? []), ...(upcoming.value?.matches ?? [])];
  return (
    <section aria-labelledby="yours">
      <h2 id="yours">{NEW_MATCH.yours}</h2>
      <p class="bad" role="status">
        {failure}
      </p>
      {!isKnown && failure === undefined && <p role="status">{NEW_MATCH.asking}</p>}
      {isKnown && matches.length === 0 && <p class="quiet">{NEW_MATCH.none}</p>}
      <ul class="own-matches">
        {matches.map((match) => (
          <OwnMatch key={match.id} match={match} />
        ))}
      </ul>
    </section>
  );
}

function OwnMatch({ match }: { readonly match: MatchCard }) {
  return (
    <li>
      <a class="card" href={`/pad/${match.id}`}>
        <strong lang={match.language}>{match.title}</strong>
        <span class="quiet">{scoreLine(match)}</span>
      </a>
    </li>
  );
}
