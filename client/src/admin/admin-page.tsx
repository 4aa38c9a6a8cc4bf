import { ChannelPage } from '../../../src/wire/host.js';
import { Me } from '../../../src/wire/people.js';
import { useAsked } from '../look/use-asked.js';
import { ADMIN } from '../words/admin.js';
import { ChannelList } from './channel-list.js';
import { InvitationList } from './invitation-list.js';
import { LimitList } from './limit-list.js';
import { MatchList } from './match-list.js';
import { PeopleList } from './people-list.js';

const AGAIN_MS = 10_000;

export function AdminPage() {
  const { value: me, failure } = useAsked('/v1/me', Me);
  if (me === undefined) return <p role="status">{failure ?? ADMIN.asking}</p>;
  if (me.role !== 'admin') return <NotAdmin />;
  return <Rooms session={me.session} />;
}

function Rooms({ session }: { readonly session: string | undefined }) {
  const { value, failure, again } = useAsked('/v1/channels?limit=200', ChannelPage, AGAIN_MS);
  const channels = value?.channels ?? [];
  return (
    <>
      <p class="bad" role="status">
        {failure}
      </p>
      <p>
        <a href="/pad">{ADMIN.pad}</a>
      </p>
      <ChannelList channels={value?.channels} onChanged={again} />
      <MatchList onChanged={again} />
      <InvitationList channels={channels} />
      <PeopleList session={session} />
      <LimitList />
    </>
  );
}

function NotAdmin() {
  return (
    <div class="card">
      <h2>{ADMIN.notSignedIn}</h2>
      <p class="quiet">{ADMIN.notSignedInMend}</p>
    </div>
  );
}
