import { useState } from 'preact/hooks';
import { z } from 'zod';
import { Session } from '../../../src/wire/people.js';
import { useAsked } from '../look/use-asked.js';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';
import { forget } from '../people/session.js';
import { ADMIN } from '../words/admin.js';
import { moment } from './moment.js';

const Sessions = z.array(Session);
const Nothing = z.object({});

/** Who is signed in, and a way to end it. */
export function PeopleList({ session }: { readonly session: string | undefined }) {
  const { value, failure, again } = useAsked('/v1/sessions', Sessions);
  const [refusal, setRefusal] = useState<string>();
  const signOut = async (id: string): Promise<void> => {
    const isMine = id === session;
    const path = isMine ? '/v1/sessions/current' : `/v1/sessions/${id}`;
    const answer = await askAsMe(path, Nothing, { method: 'DELETE' });
    setRefusal(reasonOf(answer));
    if (!isMine || !('ok' in answer)) return again();
    forget();
    location.assign('/');
  };
  return (
    <section aria-labelledby="people-title">
      <h2 id="people-title">{ADMIN.people}</h2>
      <p class="bad" role="status">
        {refusal ?? failure}
      </p>
      <ul class="rows">
        {value?.map(({ id, role, channels, createdAt }) => (
          <li key={id} class="line">
            <span>
              {ADMIN.roles[role]} {channels.join(', ')}
              <span class="quiet small">
                {' '}
                {ADMIN.since(moment(createdAt))}
                {id === session && `, ${ADMIN.you}`}
              </span>
            </span>
            <button type="button" class="plain" onClick={() => void signOut(id)}>
              {id === session ? ADMIN.signOut : ADMIN.signOutOther}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
