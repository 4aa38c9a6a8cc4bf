import { useState } from 'preact/hooks';
import { z } from 'zod';
import type { ChannelCard } from '../../../src/wire/host.js';
import { Invitation, NewInvitation, type InviteInput } from '../../../src/wire/people.js';
import { CopyButton } from '../look/copy-button.js';
import { Field } from '../look/field.js';
import { useAsked } from '../look/use-asked.js';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';
import { ADMIN } from '../words/admin.js';
import { moment } from './moment.js';

const Invitations = z.array(Invitation);
const Nothing = z.object({});
const ROLES = ['host', 'listener', 'admin'] as const;

export function InvitationList({ channels }: { readonly channels: readonly ChannelCard[] }) {
  const { value, failure, again } = useAsked('/v1/invitations', Invitations);
  const [refusal, setRefusal] = useState<string>();
  const withdraw = async (id: string): Promise<void> => {
    setRefusal(reasonOf(await askAsMe(`/v1/invitations/${id}`, Nothing, { method: 'DELETE' })));
    await again();
  };
  return (
    <section aria-labelledby="invitations-title">
      <h2 id="invitations-title">{ADMIN.invitations}</h2>
      <p class="bad" role="status">
        {refusal ?? failure}
      </p>
      {value?.length === 0 && <p class="quiet">{ADMIN.noInvitations}</p>}
      <ul class="rows">
        {value?.map(({ id, role, channels: of, usesLeft, uses, expiresAt }) => (
          <li key={id} class="line">
            <span>
              {ADMIN.roles[role]} {of.join(', ')}
              <span class="quiet small">
                {' '}
                {ADMIN.usesLeft(usesLeft, uses)}, {ADMIN.until(moment(expiresAt))}
              </span>
            </span>
            <button type="button" class="plain" onClick={() => void withdraw(id)}>
              {ADMIN.withdraw}
            </button>
          </li>
        ))}
      </ul>
      <InviteForm channels={channels} onInvited={again} />
    </section>
  );
}

interface Inviting {
  readonly channels: readonly ChannelCard[];
  readonly onInvited: () => Promise<void>;
}

function InviteForm({ channels, onInvited }: Inviting) {
  const [role, setRole] = useState<(typeof ROLES)[number]>('host');
  const [link, setLink] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const invite = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const body = readForm(new FormData(event.currentTarget), role);
    const answer = await askAsMe('/v1/invitations', NewInvitation, { method: 'POST', body });
    setFailure(reasonOf(answer));
    setLink('ok' in answer ? answer.ok.link : undefined);
    await onInvited();
  };
  return (
    <form class="card fields" onSubmit={(event) => void invite(event)}>
      <Field label={ADMIN.role}>
        {(id) => (
          <select
            id={id}
            value={role}
            onChange={({ currentTarget }) => setRole(ROLES.find((known) => known === currentTarget.value) ?? 'host')}
          >
            {ROLES.map((known) => (
              <option key={known} value={known}>
                {ADMIN.roles[known]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {role !== 'admin' && <ChannelChoice channels={channels} />}
      <Field label={ADMIN.uses}>
        {(id) => <input id={id} name="uses" type="number" min="1" max="10000" defaultValue="1" required />}
      </Field>
      <Field label={ADMIN.hours}>
        {(id) => <input id={id} name="hours" type="number" min="1" max="2160" defaultValue="168" required />}
      </Field>
      <button type="submit">{ADMIN.invite}</button>
      <p class="bad" role="status">
        {failure}
      </p>
      {link !== undefined && (
        <div class="made">
          <p>{ADMIN.inviteMade}</p>
          <p>
            <code>{link}</code>
          </p>
          <CopyButton text={link}>{ADMIN.copyLink}</CopyButton>
        </div>
      )}
    </form>
  );
}

function ChannelChoice({ channels }: { readonly channels: readonly ChannelCard[] }) {
  return (
    <fieldset>
      <legend>{ADMIN.forChannels}</legend>
      {channels
        .filter(({ phase }) => phase !== 'closed')
        .map(({ id, title }) => (
          <label key={id} class="check">
            <input type="checkbox" name="channel" value={id} />
            {title}
          </label>
        ))}
    </fieldset>
  );
}

function readForm(data: FormData, role: (typeof ROLES)[number]): InviteInput {
  return {
    role,
    channels: role === 'admin' ? [] : data.getAll('channel').map(String),
    uses: Number(data.get('uses')),
    hours: Number(data.get('hours')),
  };
}
