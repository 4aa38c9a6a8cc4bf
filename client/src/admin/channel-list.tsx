import { useState } from 'preact/hooks';
import { ChannelDetails, Done, type ChannelCard, type ChannelChanges } from '../../../src/wire/host.js';
import { useAsked } from '../look/use-asked.js';
import { askAsMe } from '../people/asking-as.js';
import { reasonOf } from '../people/failed.js';
import { freshKey } from '../people/fresh-key.js';
import { ADMIN } from '../words/admin.js';
import { ChannelForm } from './channel-form.js';

interface Listed {
  /** Nothing before the first answer. */
  readonly channels: readonly ChannelCard[] | undefined;
  readonly onChanged: () => Promise<void>;
}

export function ChannelList({ channels, onChanged }: Listed) {
  return (
    <section aria-labelledby="channels-title">
      <h2 id="channels-title">{ADMIN.channels}</h2>
      {channels === undefined && <p role="status">{ADMIN.asking}</p>}
      {channels?.length === 0 && <p class="quiet">{ADMIN.noChannels}</p>}
      <ul class="rows">
        {channels?.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} onChanged={onChanged} />
        ))}
      </ul>
      <NewChannelForm onMade={onChanged} />
    </section>
  );
}

interface Row {
  readonly channel: ChannelCard;
  readonly onChanged: () => Promise<void>;
}

function ChannelRow({ channel, onChanged }: Row) {
  const [isOpen, setOpen] = useState(false);
  const { id, title, phase, visibility, archived, keepDays } = channel;
  return (
    <li class="card row">
      <div class="row-head">
        <strong lang={channel.language}>{title}</strong>
        <span class="tags">
          {phase === 'closed' && <span class="tag">{ADMIN.closed}</span>}
          {archived && <span class="tag">{ADMIN.archived(keepDays)}</span>}
          <span class="tag">{visibility}</span>
          <span class="tag">/c/{id}</span>
        </span>
      </div>
      <div class="row-ways">
        {phase !== 'closed' && (
          <a class="button" href={`/host/${id}`}>
            {ADMIN.host}
          </a>
        )}
        <a class="button plain" href={`/c/${id}`}>
          {ADMIN.listen}
        </a>
        <button type="button" class="plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {ADMIN.edit}
        </button>
        {phase !== 'closed' && <CloseButton channel={channel} onClosed={onChanged} />}
      </div>
      {isOpen && <EditForm id={id} onSaved={onChanged} />}
    </li>
  );
}

function CloseButton({
  channel: { id, title },
  onClosed,
}: {
  readonly channel: ChannelCard;
  readonly onClosed: () => Promise<void>;
}) {
  const [failure, setFailure] = useState<string>();
  const close = async (): Promise<void> => {
    if (!confirm(ADMIN.closeSure(title))) return;
    const answer = await askAsMe(`/v1/channels/${id}/close`, Done, { method: 'POST', body: {}, key: freshKey() });
    setFailure(reasonOf(answer));
    await onClosed();
  };
  return (
    <>
      <button type="button" class="plain" onClick={() => void close()}>
        {ADMIN.close}
      </button>
      <span class="bad" role="status">
        {failure}
      </span>
    </>
  );
}

function EditForm({ id, onSaved }: { readonly id: string; readonly onSaved: () => Promise<void> }) {
  const { value, failure, again } = useAsked(`/v1/channels/${id}`, ChannelDetails);
  const save = async (changes: ChannelChanges): Promise<string | undefined> => {
    // Of a closed channel only some things are changed: what stays as it is is not asked for.
    const before = new Map<string, unknown>(Object.entries(value ?? {}));
    const body = Object.fromEntries(Object.entries(changes).filter(([name, is]) => before.get(name) !== is));
    const answer = await askAsMe(`/v1/channels/${id}`, ChannelDetails, { method: 'PATCH', body });
    await Promise.all([onSaved(), again()]);
    return reasonOf(answer);
  };
  if (value === undefined) return <p role="status">{failure ?? ADMIN.asking}</p>;
  return <ChannelForm of={value} submit={ADMIN.save} done={() => ADMIN.saved} onSubmit={save} />;
}

function NewChannelForm({ onMade }: { readonly onMade: () => Promise<void> }) {
  const make = async ({ voice, ...channel }: ChannelChanges & { id?: string }): Promise<string | undefined> => {
    const body = { ...channel, ...(voice === null || voice === undefined ? {} : { voice }) };
    const answer = await askAsMe('/v1/channels', ChannelMade, { method: 'POST', body });
    await onMade();
    return reasonOf(answer);
  };
  return (
    <details class="card">
      <summary>{ADMIN.newChannel}</summary>
      <ChannelForm submit={ADMIN.create} done={ADMIN.created} onSubmit={make} />
    </details>
  );
}

const ChannelMade = ChannelDetails.pick({ id: true });
