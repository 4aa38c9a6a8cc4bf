import { useState } from 'preact/hooks';
import { z } from 'zod';
import { Session } from '../../../src/wire/people.js';
import { useAsked } from '../look/use-asked.js';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';
import { signOut } from '../people/sign-out.js';
import { ADMIN } from '../words/admin.js';
import { moment } from './moment.js';

const Sessions = z.array(Session);
const Nothing = z.object({});

/** Who is signed in, and a way to end it. */
export function PeopleList({ session }: { readonly session: string | undefined }) {
  const { value, failure, again } = useAsked('/v1/sessions', Sessions);
  const [refusal, setRefusal] = useState<string>();
  const leave = async (): Promise<void> => {
    const reason = await signOut();
    setRefusal(reason);
    if (reason === undefined) location.assign('/');
  };
  const signOutOther = async (id: string): Promise<void> => {
    setRefusal(reasonOf(await askAsMe(`/v1/sessions/${id}`, Nothing, { method: 'DELETE' })));
    return again();
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
            <button type="button" class="plain" onClick={() => void (id === session ? leave() : signOutOther(id))}>
              {id === session ? ADMIN.signOut : ADMIN.signOutOther}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
